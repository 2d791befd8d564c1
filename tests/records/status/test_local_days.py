"""A completion belongs to the day on the wall, on both sides of both changes of the clock."""

from datetime import UTC, date, datetime

import pytest

from tests.factories.records import CompletionFactory

from .telling import asha, by, case, says

pytestmark = pytest.mark.django_db


def at(universal_time):
    return datetime.fromisoformat(universal_time).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("completed_at", "completed_on"),
    [
        case("winter-23:30", "2026-10-31T23:30", "2026-10-31"),
        case("winter-00:30", "2026-11-01T00:30", "2026-11-01"),
        case("summer-00:30", "2026-03-29T23:30", "2026-03-30"),
        case("summer-23:30", "2026-03-30T22:30", "2026-03-30"),
        case("the-last-minute-before-summer-begins", "2026-03-29T00:59", "2026-03-29"),
        case("the-night-before-summer-begins", "2026-03-28T23:30", "2026-03-28"),
        case("the-first-evening-of-summer", "2026-03-29T22:30", "2026-03-29"),
        case("the-last-night-of-summer", "2026-10-24T23:30", "2026-10-25"),
        case("the-hour-that-comes-twice", "2026-10-25T01:30", "2026-10-25"),
        case("the-evening-after-summer-ends", "2026-10-25T23:30", "2026-10-25"),
    ],
)
def test_the_day_is_that_of_the_organisation(completed_at, completed_on):
    completion = CompletionFactory(
        completed_at=datetime.fromisoformat(completed_at).replace(tzinfo=UTC)
    )

    assert completion.completed_on == date.fromisoformat(completed_on)


@pytest.mark.parametrize(
    ("due_on", "completed_at", "then"),
    [
        case("winter-half-an-hour-left", "2026-10-31", "2026-10-31T23:30", "current"),
        case("summer-half-an-hour-left", "2026-07-31", "2026-07-31T22:30", "current"),
        case("summer-half-an-hour-late", "2026-07-31", "2026-07-31T23:30", "due 2026-07-31"),
    ],
)
def test_as_at_the_due_day_it_was_done_until_midnight_by_that_clock(due_on, completed_at, then):
    completion = CompletionFactory(completed_at=at(completed_at))

    assert says(asha(by(due_on), did=[str(completion.completed_on)]), due_on) == then
