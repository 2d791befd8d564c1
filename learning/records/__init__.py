"""WHAT WAS LEARNT: assignments, completions and the ledger that seals them.

Easily got wrong: a completion is never edited. A mistake is voided by a new entry with a reason.
"""
