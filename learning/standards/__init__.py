"""WHY: a standard, as criteria, sub-criteria and elements, loaded from a data file.

Easily got wrong: nothing here knows a standard by name, and an element is retired, never deleted.
"""
