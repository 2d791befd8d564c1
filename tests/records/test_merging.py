"""Two records of one person: what was completed and what is asked becomes one person's."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learning.catalogue.models import Claim
from learning.records.choices import CorrectionState, Source
from learning.records.models import (
    Assignment,
    Completion,
    Correction,
    Extension,
    ExtensionRequest,
    PriorLearning,
    Start,
    Stretch,
    Waiver,
)
from learning.records.selectors import learning_of, verify_records
from learning.records.selectors.merging import effect_of_merge
from learning.records.services import (
    accept_prior_learning,
    approve_correction,
    extend,
    merge_records,
    note_start,
    refresh_stretches,
    seal_entries,
)
from tests.factories.catalogue import ActivityFactory
from tests.factories.people import (
    MembershipFactory,
    StaffGroupFactory,
    StaffMemberFactory,
    UserFactory,
)
from tests.factories.records import (
    AssignmentFactory,
    CompletionFactory,
    ExtensionRequestFactory,
    PriorLearningFactory,
    WaiverFactory,
)
from tests.factories.standards import ElementFactory
from tests.records.merging import NOW, complete_many, merge

pytestmark = pytest.mark.django_db
BEFORE = NOW - timedelta(seconds=1)
TODAY = date(2026, 6, 1)
IN_MAY = datetime(2026, 5, 4, 9, tzinfo=UTC)


@pytest.fixture
def hr():
    return StaffMemberFactory(user__first_name="Priya", user__last_name="Shah").user


@pytest.fixture
def colleague():
    return StaffMemberFactory(user__first_name="Tom", user__last_name="Reed").user


@pytest.fixture
def survivor():
    return StaffMemberFactory(payroll_number="E1", last_name="Rahman")


@pytest.fixture
def duplicate():
    return StaffMemberFactory(payroll_number="E2", last_name="Khan")


def test_a_completion_is_voided_and_recorded_anew_as_it_was(duplicate, survivor, hr):
    reception = StaffGroupFactory(name="Reception")
    MembershipFactory(staff_member=duplicate, staff_group=reception)
    activity = ActivityFactory(elements=[ElementFactory(number="4.3.3")], refresher_months=12)
    old = CompletionFactory(
        staff_member=duplicate,
        activity=activity,
        content_version=3,
        content_sha256="a" * 64,
        paper_sha256="b" * 64,
        pass_mark=80,
        marks_awarded=9,
        marks_available=10,
    )
    activity.refresher_months = 6
    activity.save()

    merge(duplicate, survivor, hr)

    new = Completion.objects.standing().get()
    assert (new.staff_key, new.replaces_key) == (survivor.key, old.key)
    for name in (
        "activity_title", "content_version", "content_sha256", "paper_sha256", "pass_mark",
        "marks_awarded", "marks_available", "source", "completed_at", "completed_on",
        "expires_on", "elements", "staff_groups",
    ):  # fmt: skip
        assert getattr(new, name) == getattr(old, name), name
    assert (new.reason.text, old.void.reason.text) == ("Entered twice", "Entered twice")
    assert new.recorded_by_key == hr.staff_member.key
    assert Completion.objects.standing(BEFORE).get() == old


def test_the_ledger_stays_whole(duplicate, survivor, hr):
    complete_many(duplicate, 3)
    merge(duplicate, survivor, hr)
    seal_entries(at=NOW)

    assert verify_records().is_whole


def test_what_stands_of_both_on_one_day_is_voided_once_and_said(duplicate, survivor, hr):
    activity = ActivityFactory(title="Putting it right")
    stays = CompletionFactory(staff_member=survivor, activity=activity)
    CompletionFactory(staff_member=duplicate, activity=activity)
    CompletionFactory(staff_member=duplicate, activity=activity, completed_at=IN_MAY)

    assert effect_of_merge(duplicate, survivor).voided_only == ("Putting it right, 2 March 2026",)
    merge(duplicate, survivor, hr)

    standing = Completion.objects.standing().by(survivor).filter(activity_key=activity.key)
    assert standing.count() == 2
    assert standing.get(completed_on=date(2026, 3, 2)) == stays


def test_more_than_twenty_wait_and_the_staff_list_waits_with_them(
    duplicate, survivor, hr, colleague
):
    complete_many(duplicate)

    correction = merge(duplicate, survivor, hr)

    assert correction.is_waiting
    assert not duplicate.is_merged
    assert duplicate.employments.known().exists()

    approve_correction(correction=correction, by=colleague, at=NOW)

    duplicate.refresh_from_db()
    assert duplicate.is_merged
    assert Completion.objects.standing().by(survivor).count() == 21
    assert Correction.objects.get().state == CorrectionState.DONE


def test_a_record_without_completions_is_merged_as_well(duplicate, survivor, hr):
    correction = merge(duplicate, survivor, hr)

    assert (correction.state, correction.count) == (CorrectionState.DONE, 0)
    assert duplicate.merged_into == survivor


def test_what_was_completed_meanwhile_has_to_be_looked_at_anew(duplicate, survivor, hr, colleague):
    complete_many(duplicate)
    correction = merge(duplicate, survivor, hr)
    CompletionFactory(staff_member=duplicate)

    with pytest.raises(ValidationError, match="since this was asked"):
        approve_correction(correction=correction, by=colleague, at=NOW)

    duplicate.refresh_from_db()
    assert not duplicate.is_merged
    assert duplicate.employments.known().exists()


# What is asked


def test_what_is_asked_of_them_by_name_goes_over(duplicate, survivor, hr):
    asked = AssignmentFactory(staff_member=duplicate, due_on=date(2026, 7, 1))
    WaiverFactory(staff_member=duplicate, activity=asked.activity)
    extend(
        activity=asked.activity,
        staff_member=duplicate,
        due_on=date(2026, 8, 1),
        reason="On leave",
        at=NOW - timedelta(days=3),
        source="Priya",
    )
    claim = Claim.objects.create(
        activity=asked.activity,
        element=ElementFactory(),
        statement="Shows it",
        owner=duplicate,
        from_on=TODAY,
        recorded_at=BEFORE,
    )

    merge(duplicate, survivor, hr)

    for model in (Assignment, Waiver, Extension):
        now = model.objects.known().get()
        assert (now.staff_member, now.source) == (survivor, "merged from E2"), model
        assert model.objects.known(BEFORE).get().staff_member == duplicate, model
    assert Claim.objects.known().get(element=claim.element).owner == survivor
    [row] = learning_of(survivor, on=TODAY)
    assert row.activity == asked.activity


def test_where_the_same_is_asked_of_both_whoever_stays_keeps_their_terms(duplicate, survivor, hr):
    activity = ActivityFactory()
    AssignmentFactory(staff_member=duplicate, activity=activity, from_on=date(2025, 1, 1))
    stays = AssignmentFactory(
        staff_member=survivor, activity=activity, from_on=date(2026, 1, 1), due_on=date(2026, 9, 1)
    )

    merge(duplicate, survivor, hr)

    earlier, now = Assignment.objects.known().filter(staff_member=survivor).order_by("from_on")
    assert now == stays
    assert (earlier.from_on, earlier.to_on) == (date(2025, 1, 1), date(2025, 12, 31))


def test_of_the_same_asked_later_of_the_duplicate_nothing_is_left(duplicate, survivor, hr):
    stays = AssignmentFactory(staff_member=survivor)
    AssignmentFactory(staff_member=duplicate, activity=stays.activity)

    merge(duplicate, survivor, hr)

    assert Assignment.objects.known().get() == stays


def test_that_they_began_is_known_of_whoever_stays_from_now_on(duplicate, survivor, hr):
    asked = AssignmentFactory(staff_member=survivor)
    for person in (duplicate, survivor):
        note_start(staff_member=person, activity_key=asked.activity.key, at=IN_MAY)
    note_start(staff_member=duplicate, activity_key=asked.activity.key, at=BEFORE)

    merge(duplicate, survivor, hr)

    starts = Start.objects.filter(staff_member=survivor).order_by("begun_on")
    assert [each.recorded_at for each in starts] == [IN_MAY, NOW]
    assert Start.objects.filter(staff_member=duplicate).count() == 2


def test_requests_and_certificates_go_over_and_can_be_answered(duplicate, survivor, hr):
    ExtensionRequestFactory(staff_member=duplicate)
    claim = PriorLearningFactory(staff_member=duplicate)

    merge(duplicate, survivor, hr)

    assert ExtensionRequest.objects.get().staff_member == survivor
    accept_prior_learning(claim=PriorLearning.objects.get(pk=claim.pk), by=hr, at=NOW)
    assert Completion.objects.standing().get().staff_key == survivor.key


def test_how_they_stand_is_worked_out_anew_for_both(duplicate, survivor, hr):
    group = StaffGroupFactory()
    asked = AssignmentFactory(staff_group=group)
    MembershipFactory(staff_member=survivor, staff_group=group)
    MembershipFactory(staff_member=duplicate, staff_group=group)
    CompletionFactory(staff_member=duplicate, activity=asked.activity)
    refresh_stretches(at=NOW)

    merge(duplicate, survivor, hr)
    refresh_stretches(at=NOW)

    assert set(Stretch.objects.values_list("staff_member", "status")) == {(survivor.pk, "current")}


# Looking ahead


def test_the_effect_takes_as_many_queries_for_much_as_for_little(
    duplicate, survivor, django_assert_num_queries
):
    def fill():
        AssignmentFactory(staff_member=duplicate)
        WaiverFactory(staff_member=duplicate)
        CompletionFactory(staff_member=duplicate)
        MembershipFactory(staff_member=duplicate)
        StaffMemberFactory(line_manager=duplicate)

    fill()
    with CaptureQueriesContext(connection) as few:
        effect_of_merge(duplicate, survivor)
    for _each in range(5):
        fill()
    with django_assert_num_queries(len(few)):
        effect = effect_of_merge(duplicate, survivor)

    counts = {line.label: line.count for line in effect.some}
    assert counts["Completions"] == counts["Waivers"] == counts["Staff groups"] == 6
    assert counts["Posts that report to them"] == 6


MOMENTS = [datetime(2026, month, 2, 12, tzinfo=UTC) for month in (1, 2, 3)]
records = st.lists(
    st.tuples(st.sampled_from(["goes", "stays"]), st.integers(0, 1), st.sampled_from(MOMENTS)),
    max_size=6,
)


@settings(
    max_examples=20,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(records)
def test_no_merge_loses_what_was_completed_nor_changes_what_was_known_before(db, completed):
    goes, stays = StaffMemberFactory(), StaffMemberFactory()
    group = StaffGroupFactory()
    activities = [
        AssignmentFactory(staff_group=group, activity=ActivityFactory()).activity
        for _each in range(2)
    ]
    for person in (goes, stays):
        MembershipFactory(staff_member=person, staff_group=group)
    for whose, number, at in completed:
        person = goes if whose == "goes" else stays
        CompletionFactory(
            staff_member=person,
            activity=activities[number],
            completed_at=at,
            source=Source.IMPORT,
        )

    def said(known_at):
        return [
            [(one.activity, one.status, one.because) for one in learning_of(
                person, on=TODAY, known_at=known_at
            )]
            for person in (goes, stays)
        ]  # fmt: skip

    facts = {(activities[number].key, at.date()) for _whose, number, at in completed}
    before = said(BEFORE)

    merge_records(duplicate=goes, survivor=stays, reason="Entered twice", by=UserFactory(), at=NOW)

    standing = Completion.objects.standing()
    assert set(standing.by(stays).values_list("activity_key", "completed_on")) == facts
    assert not standing.by(goes).exists()
    assert said(BEFORE) == before
    assert verify_records().is_whole
