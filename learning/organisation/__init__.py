"""WHOSE: the organisation's name, logo, colours and contacts, and the list of public views.

Easily got wrong: a view that is not on the list of public views needs a log-in, whatever it says.
"""
