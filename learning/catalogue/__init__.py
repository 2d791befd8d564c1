"""WHAT CAN BE LEARNT: activities, their audience and the elements they serve.

Easily got wrong: audience and claims are dated; ending one keeps the past.
"""
