"""HANDS OUT: files whose columns we have promised to someone.

Easily got wrong: a promised column is never renamed or moved; a new one goes at the end.
"""
