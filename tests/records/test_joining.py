"""Who of those who would join a group already meets what is asked of it."""

from datetime import UTC, date, datetime

import pytest

from learning.catalogue.services import withdraw_activity
from learning.people.models import GroupRule
from learning.people.signals import group_change_previewed
from learning.records.selectors import joining
from tests.factories.catalogue import ActivityFactory
from tests.factories.people import StaffGroupFactory, StaffMemberFactory
from tests.factories.records import AssignmentFactory, CompletionFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)


@pytest.fixture
def reception():
    return StaffGroupFactory(name="Reception")


def words_for(reception, people):
    ids = [person.pk for person in people]
    return joining.already_current_in_words(reception, ids, on=TODAY)


def test_only_whoever_meets_all_of_it_is_already_current(reception, monkeypatch):
    monkeypatch.setattr(joining, "BATCH", 2)
    complaints, privacy = ActivityFactory(refresher_months=12), ActivityFactory()
    for activity in (complaints, privacy):
        AssignmentFactory(activity=activity, staff_group=reception)
    all_of_it, half_of_it, lapsed = people = StaffMemberFactory.create_batch(3)
    for person, activity, year in [
        (all_of_it, complaints, 2026),
        (all_of_it, privacy, 2024),
        (half_of_it, privacy, 2026),
        (lapsed, complaints, 2025),
        (lapsed, privacy, 2025),
    ]:
        CompletionFactory(
            staff_member=person,
            activity=activity,
            completed_at=datetime(year, 3, 2, tzinfo=UTC),
        )

    assert words_for(reception, people) == (
        "Of those who join, 1 already meets everything that the group is asked for."
    )


def test_nothing_is_said_of_a_group_that_is_asked_for_nothing(reception):
    AssignmentFactory(staff_group=reception, to_on=date(2026, 5, 31))

    assert words_for(reception, [StaffMemberFactory()]) is None


def test_what_was_withdrawn_is_asked_of_nobody(reception):
    complaints, withdrawn = ActivityFactory(), ActivityFactory()
    for activity in (complaints, withdrawn):
        AssignmentFactory(activity=activity, staff_group=reception)
    asha = StaffMemberFactory()
    CompletionFactory(staff_member=asha, activity=complaints)
    withdraw_activity(key=withdrawn.key, at=datetime(2026, 5, 1, tzinfo=UTC), source="test")

    assert "1 already meets everything" in words_for(reception, [asha])

    withdraw_activity(key=complaints.key, at=datetime(2026, 5, 1, tzinfo=UTC), source="test")

    assert words_for(reception, [asha]) is None


def test_nothing_is_said_where_nobody_joins(reception):
    AssignmentFactory(staff_group=reception)

    assert words_for(reception, []) is None


def test_it_asks_the_same_few_questions_however_many_join(reception, django_assert_num_queries):
    AssignmentFactory(staff_group=reception)

    for count in (1, 8):
        people = StaffMemberFactory.create_batch(count)
        with django_assert_num_queries(4):
            words_for(reception, people)


def test_whoever_looks_at_a_change_of_a_group_is_told(reception):
    AssignmentFactory(staff_group=reception)
    asha = StaffMemberFactory()

    said = group_change_previewed.send(
        GroupRule, staff_group=reception, joining=[asha.pk], leaving=[]
    )

    sentence = "Of those who join, 0 already meet everything that the group is asked for."
    assert sentence in [words for _receiver, words in said]
