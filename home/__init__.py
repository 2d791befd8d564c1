"""GREETS: the home page, My learning, the first run and the demonstration.

Easily got wrong: this is the top floor, so nobody may import from it.
"""
