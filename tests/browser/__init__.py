"""A real browser on a real server process, for tests that walk what a person does."""

from tests.browser.watching import accessibility_violations, assert_accessible, sign_in

__all__ = ["accessibility_violations", "assert_accessible", "sign_in"]
