"""WORKS LATER: what is done on a schedule rather than while somebody waits.

Easily got wrong: each step must be safe to run twice, and one that fails must not stop the rest.
"""
