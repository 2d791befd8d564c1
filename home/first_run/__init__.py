"""The first run: setting an empty site up for real.

Easily got wrong: whoever opens an empty site first must not own it, so the page asks for a code
that only somebody with the server's settings can print.
"""
