"""CLEANS: the one door for HTML from outside.

Easily got wrong: the editor's list of features binds only the editor. Stored HTML is rendered as it
is, so whatever did not come from the editor passes through `rules.clean_html` before it is
saved.
"""
