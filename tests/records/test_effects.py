"""What a change of what is asked comes to, before it is made."""

from datetime import UTC, date, datetime, timedelta

import pytest

from learning.records.choices import DueChoice
from learning.records.models import Assignment
from learning.records.rules.status import Status
from learning.records.selectors import Ask, effect_of, effects, plan_assignment, plan_revision
from learning.records.services import ChangedMeanwhile, apply_change
from tests.factories.catalogue import ActivityFactory
from tests.factories.people import (
    AbsenceFactory,
    PostFactory,
    StaffGroupFactory,
    StaffMemberFactory,
)
from tests.factories.records import (
    AssignmentFactory,
    CompletionFactory,
    ProgrammeFactory,
    WaiverFactory,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
IN_THIRTY_DAYS = Ask(due=DueChoice.AFTER_JOINING_GROUP, due_days=30)


@pytest.fixture
def reception():
    return StaffGroupFactory(name="Reception")


@pytest.fixture
def activity():
    return ActivityFactory(minutes=15, refresher_months=12)


def assigning(activity, *groups, ask=IN_THIRTY_DAYS, from_on=TODAY, **kwargs):
    return plan_assignment(
        ask=ask, activity=activity, staff_groups=groups, from_on=from_on, **kwargs
    )


def test_it_says_who_gets_it_who_meets_it_and_who_is_away_or_excused(activity, reception):
    to_do, done, away, excused = [StaffMemberFactory(staff_groups=[reception]) for _ in range(4)]
    CompletionFactory(staff_member=done, activity=activity)
    AbsenceFactory(staff_member=away)
    WaiverFactory(staff_member=excused, activity=activity)
    StaffMemberFactory(staff_groups=[reception], left=True)
    StaffMemberFactory()

    effect = effect_of(assigning(activity, reception), today=TODAY)

    assert {line.staff_member: line.standing.status for line in effect.lines} == {
        to_do: Status.DUE,
        done: Status.CURRENT,
        away: Status.AWAY,
        excused: Status.WAIVED,
    }
    assert effect.people == 4
    assert [effect.total(name) for name in ("to_do", "meet_it", "away", "waived")] == [1, 1, 1, 1]


def test_each_has_their_own_day_with_a_sentence(activity, reception):
    StaffMemberFactory(staff_groups=[reception], department="Customer Services")

    [line] = effect_of(assigning(activity, reception), today=TODAY).lines

    assert line.standing.due_on == date(2026, 7, 1)
    assert line.because == (
        "For everyone in Reception. Due 1 July 2026: 30 days after it was assigned on 1 June 2026."
    )
    assert line.department == "Customer Services"


def test_of_two_posts_the_first_says_the_department(activity, reception):
    both = StaffMemberFactory(staff_groups=[reception], department="Housing")
    PostFactory(staff_member=both, department="Archive", from_on=date(2021, 1, 1))

    [line] = effect_of(assigning(activity, reception), today=TODAY).lines

    assert line.department == "Housing"


def test_nothing_is_saved_by_looking(activity, reception):
    StaffMemberFactory(staff_groups=[reception])
    change = assigning(activity, reception)

    effect_of(change, today=TODAY)

    assert not Assignment.objects.exists()
    [made] = apply_change(change=change, at=NOW, source="Priya Shah")
    assert Assignment.objects.get() == made


def test_somebody_in_two_of_the_groups_is_counted_once(activity, reception):
    contact_centre = StaffGroupFactory()
    StaffMemberFactory(staff_groups=[reception, contact_centre])

    effect = effect_of(assigning(activity, reception, contact_centre), today=TODAY)

    assert (effect.people, effect.total("asked")) == (1, 1)


def test_whoever_is_asked_already_is_told_apart_with_what_asks(activity, reception):
    asha = StaffMemberFactory(staff_groups=[reception])
    hers = AssignmentFactory(activity=activity, staff_member=asha)
    other = StaffMemberFactory(staff_groups=[reception])

    effect = effect_of(assigning(activity, reception), today=TODAY)

    assert effect.total("asked_already") == 1
    asked_already = {line.staff_member: line.asked_already_by for line in effect.lines}
    assert asked_already == {asha: hers, other: None}


def test_what_it_takes_the_place_of_does_not_count_as_asked_already(activity, reception):
    StaffMemberFactory(staff_groups=[reception])
    AssignmentFactory(activity=activity, staff_group=reception)

    effect = effect_of(assigning(activity, reception), today=TODAY)

    assert effect.total("asked_already") == 0


def test_a_day_that_has_passed_makes_people_late_at_once_and_says_so(activity, reception):
    StaffMemberFactory(staff_groups=[reception])
    last_month = TODAY - timedelta(days=40)

    effect = effect_of(assigning(activity, reception, from_on=last_month), today=TODAY)

    assert (effect.on, effect.total("late")) == (TODAY, 1)


def test_what_begins_later_is_looked_at_as_at_its_first_day(activity, reception):
    leaves_first = date(2026, 6, 30)
    StaffMemberFactory(staff_groups=[reception], last_day_on=leaves_first)

    effect = effect_of(assigning(activity, reception, from_on=date(2026, 7, 1)), today=TODAY)

    assert (effect.on, effect.people) == (date(2026, 7, 1), 0)


def test_a_programme_counts_people_once_and_each_activity_apart(activity, reception):
    other = ActivityFactory(minutes=45)
    programme = ProgrammeFactory(activities=[activity, other])
    done, _other = [StaffMemberFactory(staff_groups=[reception]) for _ in range(2)]
    CompletionFactory(staff_member=done, activity=activity)
    change = plan_assignment(
        ask=IN_THIRTY_DAYS, programme=programme, staff_groups=[reception], from_on=TODAY
    )

    effect = effect_of(change, today=TODAY)

    assert effect.people == 2
    assert {one: tally.to_do for one, tally in effect.tallies.items()} == {activity: 1, other: 2}
    assert effect.cost.first_minutes == 15 + 2 * 45


def test_the_digest_changes_with_anything_that_was_shown(activity, reception):
    asha = StaffMemberFactory(staff_groups=[reception])

    def digest(**kwargs):
        return effect_of(assigning(activity, reception, **kwargs), today=TODAY).digest

    first = digest()
    assert digest() == first
    assert digest(ask=Ask(due=DueChoice.AFTER_JOINING_GROUP, due_days=31)) != first
    assert digest(from_on=TODAY + timedelta(days=1)) != first
    CompletionFactory(staff_member=asha, activity=activity)
    after_completion = digest()
    assert after_completion != first
    StaffMemberFactory(staff_groups=[reception])
    assert digest() != after_completion


def test_a_long_list_is_counted_whole_and_named_in_part(activity, reception, monkeypatch):
    monkeypatch.setattr(effects, "PEOPLE_SHOWN", 2)
    monkeypatch.setattr(effects, "BATCH", 2)
    for _each in range(5):
        StaffMemberFactory(staff_groups=[reception])

    effect = effect_of(assigning(activity, reception), today=TODAY)

    assert (effect.people, len(effect.lines), effect.lines_left_out) == (5, 2, 3)


def test_it_asks_the_same_few_questions_however_many_people_there_are(
    activity, reception, django_assert_num_queries
):
    for count in (1, 12):
        for _each in range(count):
            CompletionFactory(
                staff_member=StaffMemberFactory(staff_groups=[reception]), activity=activity
            )
        change = assigning(activity, reception)
        with django_assert_num_queries(5):
            effect_of(change, today=TODAY)


def test_other_terms_keep_the_day_from_which_days_are_counted(activity, reception):
    StaffMemberFactory(staff_groups=[reception])
    before = AssignmentFactory(activity=activity, staff_group=reception, due_days=30)
    longer = Ask(due=DueChoice.AFTER_JOINING_GROUP, due_days=90)
    change = plan_revision(assignments=[before], ask=longer, from_on=TODAY)

    [line] = effect_of(change, today=TODAY).lines
    [after] = apply_change(change=change, at=NOW, source="Priya Shah")

    assert after.counted_from_on == before.counted_from_on
    assert line.standing.due_on == before.counted_from_on + timedelta(days=90)
    ended, revised = Assignment.objects.known().order_by("from_on")
    assert (ended.to_on, revised.from_on) == (TODAY - timedelta(days=1), TODAY)


def test_two_people_cannot_change_the_same_at_once(activity, reception):
    before = AssignmentFactory(activity=activity, staff_group=reception)
    mine = plan_revision(assignments=[before], ask=IN_THIRTY_DAYS, from_on=TODAY)
    theirs = plan_revision(assignments=[before], ask=Ask(), from_on=TODAY)
    apply_change(change=theirs, at=NOW, source="Wendy Davies")

    with pytest.raises(ChangedMeanwhile):
        apply_change(change=mine, at=NOW, source="Priya Shah")

    assert Assignment.objects.known().get(to_on=None).source == "Wendy Davies"


def test_the_same_cannot_be_assigned_twice_at_once(activity, reception):
    mine, theirs = assigning(activity, reception), assigning(activity, reception)
    apply_change(change=theirs, at=NOW, source="Wendy Davies")

    with pytest.raises(ChangedMeanwhile):
        apply_change(change=mine, at=NOW, source="Priya Shah")


def test_saving_for_a_group_writes_one_row_however_many_are_in_it(activity, reception):
    for _each in range(3):
        StaffMemberFactory(staff_groups=[reception])

    made = apply_change(change=assigning(activity, reception), at=NOW, source="Priya Shah")

    assert len(made) == 1
