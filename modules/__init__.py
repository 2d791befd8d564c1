"""TEACHES: module pages, their sections, and a person's way through them.

Easily got wrong: a draft touches nothing outside its page; publishing does.
"""
