from datetime import date, timedelta
from uuid import uuid4

import pytest

from learning.catalogue.services import withdraw_activity
from learning.evidence.rules.coverage import Coverage
from learning.evidence.selectors import (
    activities_serving,
    changed_since,
    coverage_of,
    coverage_of_element,
    named_coverage,
)
from learning.people.models import Membership
from learning.records.choices import Source
from learning.records.models import Assignment
from learning.records.services import void_completion
from tests.factories.catalogue import ActivityFactory
from tests.factories.people import (
    AbsenceFactory,
    MembershipFactory,
    StaffGroupFactory,
    StaffMemberFactory,
    UserFactory,
)
from tests.factories.records import AssignmentFactory, CompletionFactory, WaiverFactory
from tests.factories.standards import ElementFactory

pytestmark = pytest.mark.django_db

JUNE = date(2026, 6, 1)


def by_group(row):
    return {cell.staff_group.name: cell.coverage for cell in row.groups}


def test_a_leaver_no_longer_counts_towards_coverage(front_desk, complaints, complaints_element):
    StaffMemberFactory(staff_groups=[front_desk])
    StaffMemberFactory(staff_groups=[front_desk], left=True)

    [coverage] = coverage_of(complaints_element.sub_criterion.criterion, on=JUNE)

    assert coverage.expected == 1


def test_a_leaver_still_counts_on_their_last_day(front_desk, complaints, complaints_element):
    StaffMemberFactory(staff_groups=[front_desk], left=True)

    assert coverage_of_element(complaints_element, on=date(2025, 12, 31)).expected == 1
    assert coverage_of_element(complaints_element, on=date(2026, 1, 1)).expected == 0


def test_figures_stand_by_group_and_for_everyone(
    front_desk, phones, complaints, complaints_element, at
):
    asha = StaffMemberFactory(staff_groups=[front_desk, phones])
    bill = StaffMemberFactory(staff_groups=[front_desk])
    StaffMemberFactory(staff_groups=[phones])
    away = StaffMemberFactory(staff_groups=[front_desk])
    AbsenceFactory(staff_member=away)
    CompletionFactory(staff_member=asha, activity=complaints, completed_at=at(2026, 3, 2))
    CompletionFactory(staff_member=bill, activity=complaints, completed_at=at(2025, 3, 2))

    [row] = coverage_of(complaints_element.sub_criterion.criterion, on=JUNE)

    assert row.everyone == Coverage(expected=3, excused=1, current=1)
    assert row.percentage == 50
    assert by_group(row) == {
        "Front desk": Coverage(expected=3, excused=1, current=1),
        "Phones": Coverage(expected=1, current=1),
    }


def test_an_element_that_nothing_serves_has_no_figure(complaints, complaints_element):
    ElementFactory(sub_criterion=complaints_element.sub_criterion, number="2.2.2")

    rows = coverage_of(complaints_element.sub_criterion.criterion, on=JUNE)

    assert [(row.element.number, row.percentage) for row in rows] == [
        ("2.2.1", None),
        ("2.2.2", None),
    ]


def test_a_completion_counts_from_its_day_to_its_last(
    front_desk, complaints, complaints_element, at
):
    CompletionFactory(
        staff_member=StaffMemberFactory(staff_groups=[front_desk]),
        activity=complaints,
        completed_at=at(2026, 3, 2),
    )

    def current(day):
        return coverage_of_element(complaints_element, on=day).current

    assert [current(date(2026, 3, 1)), current(date(2026, 3, 2))] == [0, 1]
    assert [current(date(2027, 3, 1)), current(date(2027, 3, 2))] == [1, 0]


def test_somebody_who_moves_is_asked_by_their_group_of_that_day(
    front_desk, phones, complaints, complaints_element, at
):
    mover = StaffMemberFactory(staff_groups=[front_desk])
    membership = Membership.objects.get(staff_member=mover)
    membership.end(last_on=date(2026, 3, 31), at=at(2026, 3, 20), source="test")
    MembershipFactory(
        staff_member=mover,
        staff_group=phones,
        from_on=date(2026, 4, 1),
        recorded_at=at(2026, 3, 20),
    )

    assert coverage_of_element(complaints_element, on=date(2026, 3, 31)).expected == 1
    assert coverage_of_element(complaints_element, on=date(2026, 4, 1)).expected == 0


def test_a_retired_element_keeps_the_days_on_which_it_was_claimed(
    front_desk, complaints, complaints_element, at
):
    StaffMemberFactory(staff_groups=[front_desk])
    complaints_element.is_retired = True
    complaints_element.save()
    withdraw_activity(key=complaints.key, at=at(2026, 7, 1), source="test")
    criterion = complaints_element.sub_criterion.criterion

    assert [row.expected for row in coverage_of(criterion, on=date(2026, 6, 30))] == [1]
    assert coverage_of(criterion, on=date(2026, 7, 1)) == []


class TestAsKnownOn:
    """With both dates a figure is the same for ever."""

    @pytest.fixture
    def asha(self, front_desk):
        return StaffMemberFactory(staff_groups=[front_desk])

    def figure(self, element, known_at=None):
        return coverage_of_element(element, on=JUNE, known_at=known_at).everyone

    def test_a_completion_recorded_later_was_not_known_before(
        self, asha, complaints, complaints_element, at
    ):
        CompletionFactory(
            staff_member=asha,
            activity=complaints,
            completed_at=at(2026, 3, 2),
            recorded_at=at(2026, 6, 20),
        )

        assert self.figure(complaints_element) == Coverage(expected=1, current=1)
        assert self.figure(complaints_element, at(2026, 6, 19)) == Coverage(expected=1)
        assert self.figure(complaints_element, at(2026, 6, 20)) == Coverage(expected=1, current=1)

    def test_a_completion_voided_later_still_stood(self, asha, complaints, complaints_element, at):
        completion = CompletionFactory(
            staff_member=asha, activity=complaints, completed_at=at(2026, 3, 2)
        )
        void_completion(
            completion=completion, reason="Wrong person", by=UserFactory(), at=at(2026, 6, 20)
        )

        assert self.figure(complaints_element) == Coverage(expected=1)
        assert self.figure(complaints_element, at(2026, 6, 19)) == Coverage(expected=1, current=1)

    def test_facts_corrected_later_were_held_to_be_true(
        self, asha, complaints, complaints_element, at
    ):
        corrected = at(2026, 6, 20)
        Membership.objects.get(staff_member=asha).end(
            last_on=date(2026, 5, 1), at=corrected, source="a late list"
        )

        assert self.figure(complaints_element) == Coverage()
        assert self.figure(complaints_element, at(2026, 6, 19)) == Coverage(expected=1)

    def test_retagging_and_withdrawing_change_no_figure_of_the_past(
        self, asha, complaints, complaints_element, at
    ):
        before = self.figure(complaints_element, at(2026, 6, 19))
        withdraw_activity(key=complaints.key, at=at(2026, 7, 1), source="test")
        complaints.claims.get(superseded_at=None).correct(
            at=at(2026, 7, 2), source="test", to_on=date(2026, 1, 31)
        )

        assert self.figure(complaints_element, at(2026, 6, 19)) == before
        assert self.figure(complaints_element) == Coverage()

    def test_a_page_can_say_that_later_corrections_changed_a_figure(
        self, asha, complaints, complaints_element, at
    ):
        criterion = complaints_element.sub_criterion.criterion
        rows = coverage_of(criterion, on=JUNE)
        assert changed_since(criterion, rows, on=JUNE, known_at=at(2026, 6, 1)) == []

        CompletionFactory(
            staff_member=asha,
            activity=complaints,
            completed_at=at(2026, 3, 2),
            recorded_at=at(2026, 6, 20),
        )
        rows = coverage_of(criterion, on=JUNE)
        [then] = changed_since(criterion, rows, on=JUNE, known_at=at(2026, 6, 1))

        assert then.element == complaints_element
        assert then.current == 0


class TestReasons:
    @pytest.fixture
    def asha(self, front_desk):
        return StaffMemberFactory(staff_groups=[front_desk])

    def reason(self, element):
        [named] = named_coverage(element, None, on=JUNE)
        return named.status.value, named.reason

    def test_completed(self, asha, complaints, complaints_element, at):
        CompletionFactory(staff_member=asha, activity=complaints, completed_at=at(2026, 5, 3))

        assert self.reason(complaints_element) == (
            "current",
            "Completed Putting a complaint right on 3 May 2026; counts until 2 May 2027.",
        )

    @pytest.mark.parametrize(
        ("source", "label"),
        [
            (Source.PRIOR_LEARNING, "Prior learning"),
            (Source.IMPORT, "Imported"),
            (Source.BY_HAND, "Added by HR"),
        ],
    )
    def test_what_nobody_took_here_says_so(
        self, asha, complaints, complaints_element, source, label
    ):
        CompletionFactory(staff_member=asha, activity=complaints, source=source)

        _status, reason = self.reason(complaints_element)

        assert reason.startswith(f"Completed Putting a complaint right ({label}) on")

    def test_completed_for_ever(self, asha, front_desk, complaints_element, at):
        induction = ActivityFactory(
            title="Induction", staff_groups=[front_desk], elements=[complaints_element]
        )
        CompletionFactory(staff_member=asha, activity=induction, completed_at=at(2025, 5, 3))

        assert self.reason(complaints_element) == (
            "current",
            "Completed Induction on 3 May 2025.",
        )

    def test_not_completed(self, asha, complaints, complaints_element):
        assert self.reason(complaints_element) == (
            "not yet",
            "Has not completed Putting a complaint right.",
        )

    def test_mandatory_for_the_group(self, asha, front_desk, complaints, complaints_element):
        AssignmentFactory(activity=complaints, staff_group=front_desk)

        assert self.reason(complaints_element) == (
            "not yet",
            "Has not completed Putting a complaint right, mandatory for Front desk.",
        )

    def test_mandatory_for_them(self, asha, complaints, complaints_element):
        AssignmentFactory(activity=complaints, staff_member=asha)

        assert self.reason(complaints_element)[1] == (
            "Has not completed Putting a complaint right, mandatory for them."
        )

    def test_an_ended_assignment_asks_no_more(self, asha, front_desk, complaints, at):
        other = ActivityFactory(
            title="Privacy at the counter",
            staff_groups=[front_desk],
            elements=[complaints.claims.get().element],
        )
        AssignmentFactory(activity=other, staff_group=front_desk, to_on=date(2026, 5, 31))
        CompletionFactory(staff_member=asha, activity=complaints, completed_at=at(2026, 5, 3))

        assert Assignment.objects.known().on(date(2026, 5, 31)).exists()
        assert self.reason(complaints.claims.get().element)[0] == "current"

    def test_lapsed(self, asha, front_desk, complaints, complaints_element, at):
        AssignmentFactory(activity=complaints, staff_group=front_desk)
        CompletionFactory(staff_member=asha, activity=complaints, completed_at=at(2025, 5, 3))

        assert self.reason(complaints_element) == (
            "lapsed",
            "Completed Putting a complaint right on 3 May 2025; counted until 2 May 2026. "
            "Mandatory for Front desk.",
        )

    def test_any_of_several(self, asha, front_desk, complaints, complaints_element):
        ActivityFactory(title="Bad news", staff_groups=[front_desk], elements=[complaints_element])

        assert self.reason(complaints_element)[1] == (
            "Has completed none of these, any of which would count: "
            "Bad news; Putting a complaint right."
        )

    @pytest.mark.parametrize(
        ("reason", "until", "sentence"),
        [
            pytest.param(
                "parental",
                date(2027, 1, 3),
                "On parental leave until 3 January 2027.",
                id="parental leave",
            ),
            pytest.param("sickness", None, "Away through sickness.", id="sickness, no end known"),
            pytest.param("secondment", None, "On secondment.", id="secondment"),
            pytest.param("other", date(2026, 6, 1), "Away until 1 June 2026.", id="other"),
        ],
    )
    def test_away(self, asha, complaints, complaints_element, reason, until, sentence):
        AbsenceFactory(staff_member=asha, reason=reason, to_on=until)

        assert self.reason(complaints_element) == ("excused", sentence)

    def test_waived(self, asha, complaints, complaints_element):
        WaiverFactory(activity=complaints, staff_member=asha, reason="Trained elsewhere.")

        assert self.reason(complaints_element) == (
            "excused",
            "Excused from Putting a complaint right until 31 December 2026: Trained elsewhere.",
        )

    def test_of_two_waivers_the_one_that_lasts_longer_is_told(
        self, asha, complaints, complaints_element
    ):
        waived = {"activity": complaints, "staff_member": asha}
        WaiverFactory(**waived, to_on=date(2026, 7, 31))
        WaiverFactory(**waived, from_on=date(2026, 3, 1), to_on=date(2026, 12, 31), reason="Away.")

        assert self.reason(complaints_element) == (
            "excused",
            "Excused from Putting a complaint right until 31 December 2026: Away.",
        )

    def test_whom_to_do_something_about_comes_first(
        self, front_desk, complaints, complaints_element, at
    ):
        names = ["Abel", "Cole", "Bond"]
        abel, _cole, _bond = (
            StaffMemberFactory(last_name=name, staff_groups=[front_desk]) for name in names
        )
        CompletionFactory(staff_member=abel, activity=complaints, completed_at=at(2026, 5, 3))

        named = named_coverage(complaints_element, front_desk, on=JUNE)

        assert [each.staff_member.last_name for each in named] == ["Bond", "Cole", "Abel"]
        assert named[0].job_title == "Receptionist"


def test_an_element_page_says_which_activities_serve_it(
    front_desk, phones, complaints, complaints_element
):
    AssignmentFactory(activity=complaints, staff_group=front_desk)

    [serving] = activities_serving(complaints_element, on=JUNE)

    assert serving.activity == complaints
    assert serving.statement == "Knows what they may put right on the spot."
    assert serving.staff_groups == serving.mandatory_for == (front_desk,)


def fill(front_desk, element, count):
    """More groups, people, activities, completions, waivers, absences and assignments."""
    for number in range(count):
        group = StaffGroupFactory()
        activity = ActivityFactory(staff_groups=[front_desk, group], elements=[element])
        AssignmentFactory(activity=activity, staff_group=group)
        people = [StaffMemberFactory(staff_groups=[front_desk, group]) for _ in range(2)]
        CompletionFactory(staff_member=people[0], activity=activity, source_key=uuid4())
        WaiverFactory(activity=activity, staff_member=people[1])
        AbsenceFactory(staff_member=people[1], from_on=JUNE + timedelta(days=number))
        ElementFactory(sub_criterion=element.sub_criterion)


def test_the_number_of_queries_does_not_grow(
    front_desk, complaints, complaints_element, django_assert_num_queries, at
):
    criterion = complaints_element.sub_criterion.criterion
    for count in (1, 5):
        fill(front_desk, complaints_element, count)
        with django_assert_num_queries(10):
            coverage_of(criterion, on=JUNE, known_at=at(2026, 12, 1))
        with django_assert_num_queries(11):
            named_coverage(complaints_element, front_desk, on=JUNE)
        with django_assert_num_queries(9):
            coverage_of_element(complaints_element, on=JUNE)
        with django_assert_num_queries(3):
            activities_serving(complaints_element, on=JUNE)
