"""What foreign markup may keep, and what it loses."""

from learning.sanitising.rules.html import clean_html

__all__ = ["clean_html"]
