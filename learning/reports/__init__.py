"""ANSWERS: a question's answer as a list: filtered, sorted, kept, downloaded.

Easily got wrong: Wagtail's own download neither defuses formulas in CSV nor is written down, so
`Report` has its own, and `wagtails_own` sees to the lists that Wagtail brings.
"""
