"""ANSWERS: a question's answer as a list: filtered, sorted, kept, downloaded.

Easily got wrong: Wagtail's own download does not defuse formulas, so `Report` has its own.
"""
