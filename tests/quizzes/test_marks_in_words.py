"""Marks as people read them."""

from decimal import Decimal
from fractions import Fraction

import pytest

from quizzes.templatetags.quiz_tags import marks


@pytest.mark.parametrize(
    ("exact", "read"),
    [
        (Fraction(0), "0"),
        (Fraction(5, 2), "2.5"),
        (Fraction(2, 3), "0.66"),
        (Fraction(99, 25), "3.96"),
        (Fraction(3999, 1000), "3.99"),
        (Decimal("4.0000"), "4"),
        (Decimal("0.6666"), "0.66"),
        (Fraction(1200), "1200"),
    ],
)
def test_marks_have_two_places_where_they_need_them_and_are_never_rounded_up(exact, read):
    assert marks(exact) == read
