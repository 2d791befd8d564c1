"""The databases that tests run on: a migrated template, copied in a moment for each that asks.

Easily got wrong: a test that commits must take `fresh_database`. The append-only triggers refuse
the flush that other projects use to clean up after it.
"""
