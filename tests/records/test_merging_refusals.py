"""What stands in the way of a merge, and what is refused of a record that was merged."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from learning.people.models import StaffMember
from learning.records.choices import DueChoice
from learning.records.models import Assignment
from learning.records.selectors.changes import Ask, plan_assignment
from learning.records.services import (
    add_completion,
    apply_change,
    approve_correction,
    extend,
    merge_records,
    refuse_correction,
    send_prior_learning,
    void_completions,
    waive,
)
from tests.factories.catalogue import ActivityFactory
from tests.factories.people import (
    StaffMemberFactory,
)
from tests.factories.records import (
    PDF,
    ExtensionRequestFactory,
    PriorLearningFactory,
)
from tests.records.merging import NOW, complete_many, merge

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)


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


def test_a_correction_that_waits_is_answered_first(duplicate, survivor, hr, colleague):
    waiting = void_completions(
        completions=complete_many(duplicate), reason="Mistaken", by=hr, at=NOW
    )

    for goes, stays in ((duplicate, survivor), (survivor, duplicate)):
        with pytest.raises(ValidationError, match="Have it answered under Corrections"):
            merge(goes, stays, hr)

    refuse_correction(correction=waiting, answer="No", by=colleague, at=NOW)
    assert merge(duplicate, survivor, hr).is_waiting
    with pytest.raises(ValidationError, match="Have it answered under Corrections"):
        merge(duplicate, survivor, hr)


def test_what_both_wait_for_an_answer_to_is_answered_first(duplicate, survivor, hr):
    request = ExtensionRequestFactory(
        staff_member=duplicate, activity=ActivityFactory(title="First aid")
    )
    other = ExtensionRequestFactory(staff_member=survivor, activity=request.activity)

    with pytest.raises(ValidationError, match="Both have asked for more time for First aid"):
        merge(duplicate, survivor, hr)
    other.delete()
    for person in (duplicate, survivor):
        PriorLearningFactory(staff_member=person, activity=request.activity)
    with pytest.raises(ValidationError, match="certificate for First aid waits to be checked"):
        merge(duplicate, survivor, hr)


def test_the_second_person_is_neither_of_the_two(duplicate, survivor, hr):
    complete_many(duplicate)
    correction = merge(duplicate, survivor, hr)

    for person in (duplicate, survivor):
        with pytest.raises(ValidationError, match="One of the two is you"):
            approve_correction(correction=correction, by=person.user, at=NOW)


def test_a_merge_says_why(duplicate, survivor, hr):
    with pytest.raises(ValidationError, match="Say why"):
        merge_records(duplicate=duplicate, survivor=survivor, reason=" ", by=hr, at=NOW)


def ask_of(person):
    change = plan_assignment(
        ask=Ask(due=DueChoice.BY_NO_DAY),
        activity=ActivityFactory(),
        staff_members=[person],
        from_on=TODAY,
    )
    apply_change(change=change, at=NOW, source="Priya")


ADDITIONS = {
    "an assignment": lambda one, hr: ask_of(one),
    "a waiver": lambda one, hr: waive(
        activity=ActivityFactory(),
        staff_member=one,
        reason="Elsewhere",
        from_on=TODAY,
        to_on=TODAY,
        at=NOW,
        source="Priya",
    ),
    "more time": lambda one, hr: extend(
        activity=ActivityFactory(),
        staff_member=one,
        due_on=date(2026, 7, 1),
        reason="Away",
        at=NOW,
        source="Priya",
    ),
    "a completion": lambda one, hr: add_completion(
        staff_member=one,
        activity=ActivityFactory(),
        completed_on=TODAY,
        reason="On paper",
        by=hr,
        at=NOW,
    ),
    "a certificate": lambda one, hr: send_prior_learning(
        staff_member=one,
        activity=ActivityFactory(),
        completed_on=TODAY,
        provider="Northtown",
        certificate=PDF,
        by=hr,
        at=NOW,
    ),
}


@pytest.mark.parametrize("add", ADDITIONS.values(), ids=ADDITIONS)
def test_nothing_more_is_written_about_a_merged_record(duplicate, survivor, hr, add):
    merge(duplicate, survivor, hr)

    with pytest.raises(ValidationError, match="E2 was merged into Asha Rahman"):
        add(duplicate, hr)


def test_an_assignment_planned_before_a_merge_is_refused_after_it(duplicate, survivor, hr):
    """A worker may look at thousands between the one and the other."""
    change = plan_assignment(
        ask=Ask(due=DueChoice.BY_NO_DAY),
        activity=ActivityFactory(),
        staff_members=[StaffMember.objects.get(pk=duplicate.pk)],
        from_on=TODAY,
    )
    merge(duplicate, survivor, hr)

    with pytest.raises(ValidationError, match="E2 was merged into Asha Rahman"):
        apply_change(change=change, at=NOW, source="Priya")

    assert not Assignment.objects.exists()
