"""Days and numbers that nobody can mean are refused where they are typed."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from learning.catalogue.models import Activity
from learning.organisation.fields import DayField, DayRangeField, ManyField


@pytest.mark.parametrize("day", ["1900-01-01", "2026-11-23", "2199-12-31"])
def test_a_day_that_can_be_meant(day):
    assert DayField().clean(day) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        pytest.param("0001-01-01", "from 1 January 1900 on", id="the-first-of-all"),
        pytest.param("1899-12-31", "from 1 January 1900 on", id="long-ago"),
        pytest.param("2200-01-01", "before the year 2200", id="too-late"),
        pytest.param("9999-12-31", "before the year 2200", id="for-ever"),
    ],
)
def test_a_day_that_cannot_be_meant(day, words):
    with pytest.raises(ValidationError, match=words):
        DayField().clean(day)
    with pytest.raises(ValidationError, match=words):
        DayRangeField(required=False).clean(["", day])


def test_a_number_longer_than_any_names_nothing(db):
    with pytest.raises(ValidationError, match="not one of the available choices"):
        ManyField(queryset=Activity.objects.all(), null_label=None).clean(["9" * 41])
