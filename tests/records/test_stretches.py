"""What lists read is what the rule says, whatever changed and however."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from learning.people.models import Absence, Membership
from learning.people.services import record_absence
from learning.records.models import Stale, Stretch
from learning.records.rules.status import Status
from learning.records.selectors import learning_of
from learning.records.services import note_start, refresh_stretches, void_completion
from tests.factories.catalogue import ActivityFactory
from tests.factories.people import StaffGroupFactory, StaffMemberFactory, UserFactory
from tests.factories.records import AssignmentFactory, CompletionFactory, WaiverFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture
def reception():
    return StaffGroupFactory(name="Reception")


@pytest.fixture
def activity(reception):
    activity = ActivityFactory(yearly=True)
    AssignmentFactory(
        activity=activity, staff_group=reception, due_days=30, from_on=date(2026, 5, 20)
    )
    return activity


@pytest.fixture
def asha(reception):
    return StaffMemberFactory(staff_groups=[reception])


def shown(person, day=TODAY):
    """What a list shows of the person on the day, once it is up to date."""
    assert refresh_stretches(at=NOW)
    rows = Stretch.objects.on(day).filter(staff_member=person)
    return {row.activity_id: (row.status, row.due_on) for row in rows}


def ruled(person, day=TODAY):
    asked = learning_of(person, on=day)
    return {one.activity.pk: (one.status.value, one.due_on) for one in asked}


def test_a_list_shows_what_the_rule_says_today_and_on_every_day_to_come(asha, activity):
    CompletionFactory(staff_member=StaffMemberFactory(), activity=activity)
    CompletionFactory(staff_member=asha, activity=activity, completed_at=NOW)

    for ahead in (0, 1, 200, 334, 335, 336, 364, 365, 366, 400, 4000):
        day = TODAY + timedelta(days=ahead)
        assert shown(asha, day) == ruled(asha, day), day


def test_nobody_has_a_stretch_of_what_is_not_asked(activity):
    stranger = StaffMemberFactory()

    assert shown(stranger) == {}


def changes(asha, activity, reception):
    """One change after another, each through whatever writes it."""
    yield CompletionFactory(staff_member=asha, activity=activity, completed_at=NOW)
    completion = CompletionFactory(staff_member=asha, activity=activity, completed_at=NOW)
    yield completion
    yield void_completion(completion=completion, reason="Mistaken", by=UserFactory(), at=NOW)
    away = {"reason": "sickness", "from_on": TODAY, "to_on": date(2026, 6, 3), "by": None}
    yield record_absence(staff_member=asha, at=NOW, **away)
    yield Absence.objects.get().end(last_on=date(2026, 5, 31), at=NOW, source="Back")
    other = ActivityFactory()
    yield AssignmentFactory(activity=other, staff_group=reception)
    yield note_start(staff_member=asha, activity_key=other.key, at=NOW)
    yield AssignmentFactory(activity=ActivityFactory(), staff_member=asha, due_on=date(2026, 7, 1))
    yield WaiverFactory(staff_member=asha, activity=other)
    yield activity.listings.get().end(last_on=date(2026, 5, 31), at=NOW, source="Withdrawn")
    yield Membership.objects.get().end(last_on=date(2026, 5, 31), at=NOW, source="Moved")
    yield asha.employments.get().end(last_on=date(2026, 5, 31), at=NOW, source="Left")


def test_every_change_of_a_fact_is_noticed(asha, activity, reception):
    seen = [shown(asha)]

    for change in changes(asha, activity, reception):
        assert Stale.objects.exists(), change
        assert shown(asha) == ruled(asha), change
        seen.append(shown(asha))

    assert seen[0] == {activity.pk: (Status.DUE, date(2026, 6, 19))}
    assert seen[-1] == {}


def test_without_a_change_nothing_is_worked_out(asha, activity, django_assert_num_queries):
    shown(asha)

    with django_assert_num_queries(2):
        assert refresh_stretches(at=NOW)


def test_a_reader_in_a_hurry_leaves_the_rest_for_the_schedule(reception, activity):
    people = [StaffMemberFactory(staff_groups=[reception]) for _each in range(3)]

    assert not refresh_stretches(at=NOW, most=2)
    assert Stretch.objects.values("staff_member").distinct().count() == 2
    assert refresh_stretches(at=NOW)
    assert {row.staff_member for row in Stretch.objects.all()} == set(people)


def test_a_change_that_comes_in_between_is_not_lost(asha, activity, monkeypatch):
    from learning.records.services import stretches

    work_out = stretches._worked_out

    def slowly(*args, **kwargs):
        made = [*work_out(*args, **kwargs)]
        if not asha.absences.exists():
            record_absence(
                staff_member=asha, reason="sickness", from_on=TODAY, to_on=None, by=None, at=NOW
            )
        return made

    monkeypatch.setattr(stretches, "_worked_out", slowly)

    assert shown(asha) == ruled(asha)
    assert shown(asha)[activity.pk][0] == Status.AWAY


def test_the_work_for_one_is_the_work_for_many(reception, activity):
    def queries_for(people):
        for _each in range(people):
            person = StaffMemberFactory(staff_groups=[reception])
            for year in (2023, 2024, 2025):
                CompletionFactory(
                    staff_member=person,
                    activity=activity,
                    completed_at=datetime(year, 3, 1, 9, tzinfo=UTC),
                )
        with CaptureQueriesContext(connection) as queries:
            refresh_stretches(at=NOW)
        return len(queries)

    queries_for(1)

    assert queries_for(1) == queries_for(5)
