from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from learning.records.choices import CorrectionState, Source
from learning.records.models import Completion, Correction, CorrectionReason, LedgerEntry, Void
from learning.records.selectors import verify_records
from learning.records.services import (
    add_completion,
    approve_correction,
    redate_completions,
    refuse_correction,
    seal_entries,
    void_completions,
)
from tests.factories.catalogue import ActivityFactory
from tests.factories.people import MembershipFactory, StaffGroupFactory, StaffMemberFactory
from tests.factories.records import CompletionFactory
from tests.factories.standards import ElementFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
IN_MAY = date(2026, 5, 4)


@pytest.fixture
def hr():
    return StaffMemberFactory(user__first_name="Priya", user__last_name="Shah").user


@pytest.fixture
def colleague():
    return StaffMemberFactory(user__first_name="Tom", user__last_name="Reed").user


@pytest.fixture
def many():
    """One more than somebody may correct alone."""
    activity, asha = ActivityFactory(title="Putting it right"), StaffMemberFactory()
    return [CompletionFactory(staff_member=asha, activity=activity) for _each in range(21)]


def void(completions, hr, at=NOW, reason="Taken under another's log-in"):
    return void_completions(completions=completions, reason=reason, by=hr, at=at)


def redate(completions, hr, day=IN_MAY, at=NOW):
    return redate_completions(
        completions=completions, completed_on=day, reason="Register misread", by=hr, at=at
    )


def add(hr, day=IN_MAY, **changes):
    answers = {"activity": ActivityFactory, "staff_member": StaffMemberFactory}
    made = {name: changes.get(name) or make() for name, make in answers.items()}
    return add_completion(**made, completed_on=day, reason="Signed on paper", by=hr, at=NOW)


def test_twenty_are_voided_at_once_for_one_reason(hr, many):
    correction = void(many[:20], hr)

    assert correction.state == CorrectionState.DONE
    assert Completion.objects.standing().get() == many[20]
    assert {each.reason.text for each in Void.objects.all()} == {"Taken under another's log-in"}
    assert CorrectionReason.objects.get().by_name == "Priya Shah"


def test_another_date_is_a_void_and_a_new_entry_that_names_what_it_replaces(hr):
    reception, front_desk = StaffGroupFactory(name="Reception"), StaffGroupFactory(name="Desk")
    asha = StaffMemberFactory(staff_groups=[reception])
    MembershipFactory(staff_member=asha, staff_group=front_desk, from_on=IN_MAY)
    activity = ActivityFactory(title="Putting it right", elements=[ElementFactory(number="4.3.3")])
    old = CompletionFactory(
        staff_member=asha,
        activity=activity,
        content_version=3,
        content_sha256="a" * 64,
        paper_sha256="b" * 64,
        pass_mark=80,
        marks_awarded=9,
        marks_available=10,
    )
    activity.title, activity.refresher_months = "Renamed", 12
    activity.save()

    redate([old], hr)

    new = Completion.objects.standing().get()
    assert (new.replaces_key, new.source, new.completed_on) == (old.key, old.source, IN_MAY)
    # What was taken is as it was recorded.
    for name in ("activity_title", "content_version", "content_sha256", "paper_sha256"):
        assert getattr(new, name) == getattr(old, name), name
    assert (new.pass_mark, new.marks_awarded, new.marks_available) == (80, 9, 10)
    # What follows from the day is that of the day it now says.
    assert (new.staff_groups, new.elements) == ("Desk; Reception", "4.3.3")
    assert new.expires_on == date(2027, 5, 3)
    assert old.void.reason_digest == new.reason_digest
    assert new.reason.text == "Register misread"
    assert new.recorded_by_key == hr.staff_member.key
    assert Completion.objects.standing(old.recorded_at).get() == old


def test_what_was_redated_can_be_redated_again(hr):
    redate([CompletionFactory()], hr)
    redate([Completion.objects.standing().get()], hr, day=date(2026, 5, 5))

    assert Completion.objects.standing().get().completed_on == date(2026, 5, 5)
    assert Completion.objects.count() == 3


def test_a_completion_is_added_with_its_source_and_reason(hr):
    asha, activity = StaffMemberFactory(), ActivityFactory()

    add(hr, staff_member=asha, activity=activity)

    added = Completion.objects.standing().by(asha).get()
    assert (added.source, added.completed_on) == (Source.BY_HAND, IN_MAY)
    assert added.get_source_display() == "Added by HR"
    assert added.reason.text == "Signed on paper"
    assert added.recorded_by_key == hr.staff_member.key


def test_corrections_leave_the_ledger_whole_even_when_their_words_are_erased(hr):
    add(hr)
    redate(Completion.objects.standing(), hr, day=date(2026, 5, 5))
    void(Completion.objects.standing(), hr)
    seal_entries(at=NOW)
    assert verify_records().is_whole
    assert LedgerEntry.objects.count() == 4

    CorrectionReason.objects.all().delete()

    assert verify_records().is_whole
    assert Correction.objects.filter(reason=None).count() == 3


def test_rewriting_why_something_was_added_is_named(hr):
    add(hr)
    CorrectionReason.objects.update(text="Something kinder")

    [problem] = verify_records().problems
    assert problem.entry == LedgerEntry.objects.get().pk


# More than twenty


def test_more_than_twenty_wait_for_a_second_person(hr, many):
    correction = void(many, hr)

    assert correction.state == CorrectionState.WAITING
    assert correction.count == 21
    assert Completion.objects.standing().count() == 21


def test_a_second_person_has_it_done(hr, colleague, many):
    correction = redate(many, hr)

    approve_correction(correction=correction, by=colleague, at=LATER)

    standing = Completion.objects.standing()
    assert {each.completed_on for each in standing} == {IN_MAY}
    assert {each.recorded_at for each in standing} == {LATER}
    correction.refresh_from_db()
    assert correction.state == CorrectionState.DONE
    assert correction.answered_by_name == "Tom Reed"
    assert verify_records().is_whole


def test_ones_own_record_waits_for_a_second_person_however_little_it_is(hr, colleague):
    own = CompletionFactory(staff_member=hr.staff_member)

    correction = void([own], hr)
    added = add(hr, staff_member=hr.staff_member)

    assert (correction.state, added.state) == (CorrectionState.WAITING, CorrectionState.WAITING)
    assert Completion.objects.standing().get() == own
    approve_correction(correction=correction, by=colleague, at=LATER)
    assert not Completion.objects.standing().exists()


def test_nobody_agrees_to_what_is_about_themselves(hr, colleague, many):
    theirs = CompletionFactory(staff_member=colleague.staff_member)
    correction = void([*many, theirs], hr)

    with pytest.raises(ValidationError, match="your own record"):
        approve_correction(correction=correction, by=colleague, at=LATER)

    assert not Void.objects.exists()


def test_nobody_is_their_own_second_person(hr, many):
    correction = void(many, hr)

    with pytest.raises(ValidationError, match="Somebody else"):
        approve_correction(correction=correction, by=hr, at=LATER)

    assert Completion.objects.standing().count() == 21


def test_what_somebody_without_a_log_in_asked_is_not_agreed_to(hr, colleague, many):
    correction = void(many, hr)
    hr.delete()

    with pytest.raises(ValidationError, match="no log-in"):
        approve_correction(correction=correction, by=colleague, at=LATER)


def test_one_that_was_voided_meanwhile_stops_them_all_by_name(hr, colleague, many):
    correction = void(many, hr)
    void([many[3]], colleague)

    with pytest.raises(ValidationError, match=r"Already voided: Asha Baker \d+ \(Putting"):
        approve_correction(correction=correction, by=colleague, at=LATER)

    assert Completion.objects.standing().count() == 20
    assert Correction.objects.get(pk=correction.pk).is_waiting


def test_what_has_been_answered_is_not_answered_again(hr, colleague, many):
    correction = void(many, hr)
    refuse_correction(correction=correction, answer="They were right", by=colleague, at=LATER)

    with pytest.raises(ValidationError, match="Tom Reed has already answered"):
        approve_correction(correction=correction, by=colleague, at=LATER)

    assert Completion.objects.standing().count() == 21


def test_a_refusal_needs_its_reason(hr, colleague, many):
    with pytest.raises(ValidationError, match="Say why not"):
        refuse_correction(correction=void(many, hr), answer=" ", by=colleague, at=LATER)


def test_an_erased_reason_is_not_agreed_to(hr, colleague, many):
    correction = void(many, hr)
    CorrectionReason.objects.all().delete()

    with pytest.raises(ValidationError, match="were erased"):
        approve_correction(correction=correction, by=colleague, at=LATER)


def test_small_helpings_within_a_day_add_up(hr, many):
    void(many[:15], hr)

    correction = void(many[15:], hr, at=NOW + timedelta(hours=23))

    assert correction.state == CorrectionState.WAITING


def test_a_day_later_the_count_begins_anew(hr, many):
    void(many[:15], hr)

    correction = void(many[15:], hr, at=NOW + timedelta(hours=24))

    assert correction.state == CorrectionState.DONE


def test_what_two_people_agreed_to_is_not_counted_against_either(hr, colleague, many):
    approve_correction(correction=void(many, hr), by=colleague, at=NOW)

    for officer in (hr, colleague):
        assert void([CompletionFactory()], officer, at=LATER).state == CorrectionState.DONE


# Refusals


def test_a_correction_needs_a_reason(hr):
    with pytest.raises(ValidationError, match="Say why"):
        void([CompletionFactory()], hr, reason="  ")


def test_a_correction_is_of_something(hr):
    with pytest.raises(ValidationError, match="at least one"):
        void([], hr)


def test_a_correction_has_a_size_that_can_be_looked_over(hr, many, monkeypatch):
    monkeypatch.setattr("learning.records.services.corrections.MOST_TOGETHER", 20)

    with pytest.raises(ValidationError, match="21 completions are too many"):
        void(many, hr)


def test_nothing_is_voided_twice(hr, many):
    void(many[:2], hr)

    with pytest.raises(ValidationError, match="Already voided"):
        redate(many[:3], hr)

    assert Completion.objects.standing().count() == 19


def test_a_request_that_cannot_be_is_refused_when_it_is_made(hr, many):
    void(many[:1], hr)

    with pytest.raises(ValidationError, match="Already voided"):
        void(many, hr)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        pytest.param(date(2026, 6, 2), "still to come", id="tomorrow"),
        pytest.param(date(2026, 3, 2), "already: Asha", id="as-it-was"),
        pytest.param(date(2019, 12, 31), "Not in post", id="before-they-joined"),
        pytest.param(date(2024, 12, 31), "Not yet listed", id="before-there-was-the-activity"),
    ],
)
def test_another_date_that_cannot_be_says_the_cure(hr, day, said):
    completion = CompletionFactory()

    with pytest.raises(ValidationError, match=said):
        redate([completion], hr, day=day)

    assert Completion.objects.get() == completion


@pytest.mark.parametrize(
    ("day", "said"),
    [
        pytest.param(date(2026, 6, 2), "still to come", id="tomorrow"),
        pytest.param(date(2019, 12, 31), "Not in post", id="before-they-joined"),
        pytest.param(date(2024, 12, 31), "Not yet listed", id="before-there-was-the-activity"),
    ],
)
def test_an_addition_that_cannot_be_says_the_cure(hr, day, said):
    with pytest.raises(ValidationError, match=said):
        add(hr, day=day)

    assert not Completion.objects.exists()


def test_prior_learning_is_redated_to_before_they_joined(hr):
    redate([CompletionFactory(source=Source.PRIOR_LEARNING)], hr, day=date(2015, 5, 5))

    assert Completion.objects.standing().get().completed_on == date(2015, 5, 5)


def test_sending_an_addition_twice_adds_it_once(hr):
    asha, activity = StaffMemberFactory(), ActivityFactory()
    add(hr, staff_member=asha, activity=activity)

    with pytest.raises(ValidationError, match="that day already"):
        add(hr, staff_member=asha, activity=activity)


def test_correcting_many_asks_no_more_of_the_database_than_one(hr, django_assert_max_num_queries):
    asha, activity = StaffMemberFactory(), ActivityFactory()
    for _each in range(20):
        CompletionFactory(staff_member=asha, activity=activity)

    with django_assert_max_num_queries(35):
        redate(Completion.objects.all(), hr)
