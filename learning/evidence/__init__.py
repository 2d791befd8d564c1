"""WHAT IT PROVES: coverage of each element, as at a date and as known on a date.

Easily got wrong: nobody expected is no figure, not 100%, and percentages round down.
"""
