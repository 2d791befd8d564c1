"""Why somebody is in a group, or why not: the sentences."""

from datetime import UTC, date, datetime, timedelta

import pytest

from learning.people.models import GroupRule, Membership
from learning.people.rules.group_rule import Clause, Joined, Rule, RuleField
from learning.people.selectors import why
from learning.people.services import add_to_group, end_group_rule, end_membership
from tests.factories.people import (
    GroupRuleFactory,
    MembershipFactory,
    PostFactory,
    StaffGroupFactory,
    StaffMemberFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY = date(2026, 11, 23)
AT_TOWN_HALL = Clause(RuleField.SITE, ("Town Hall", "Library"))
FRONT_LINE = Clause(RuleField.CUSTOMER_CONTACT, ("front line",))


@pytest.fixture
def reception():
    return StaffGroupFactory(name="Reception")


def ruled(staff_group, *clauses, joined=Joined.ALL):
    rule = Rule(clauses, joined).as_json()
    return GroupRuleFactory(staff_group=staff_group, rule=rule, from_on=date(2026, 2, 3))


def asha(**fields):
    return StaffMemberFactory(first_name="Asha", last_name="Baker", **fields)


@pytest.mark.parametrize(
    ("clauses", "joined", "post", "sentence"),
    [
        pytest.param(
            [AT_TOWN_HALL, FRONT_LINE],
            Joined.ALL,
            {"site": "Town Hall"},
            "Asha Baker is in Reception because the post Receptionist has site Town Hall and "
            "customer contact Front line (rule since 3 February 2026).",
            id="in by all",
        ),
        pytest.param(
            [AT_TOWN_HALL, FRONT_LINE],
            Joined.ANY,
            {"site": "Depot"},
            "Asha Baker is in Reception because the post Receptionist has customer contact Front "
            "line (rule since 3 February 2026).",
            id="in by any",
        ),
        pytest.param(
            [AT_TOWN_HALL, FRONT_LINE],
            Joined.ALL,
            {"site": "Depot", "job_title": "Librarian"},
            "Asha Baker is not in Reception: the rule asks for site Town Hall or Library, and the "
            "post Librarian has site Depot (rule since 3 February 2026).",
            id="not in, one missed",
        ),
        pytest.param(
            [AT_TOWN_HALL, FRONT_LINE],
            Joined.ANY,
            {"site": "", "customer_contact": "leader"},
            "Asha Baker is not in Reception: the rule asks for site Town Hall or Library or "
            "customer contact Front line, and the post Receptionist has no site and customer "
            "contact Leader (rule since 3 February 2026).",
            id="not in, all missed",
        ),
        pytest.param(
            [Clause(RuleField.SITE, ("Depot",), is_negated=True)],
            Joined.ALL,
            {"site": "Depot"},
            "Asha Baker is not in Reception: the rule asks for site other than Depot, and the post "
            "Receptionist has site Depot (rule since 3 February 2026).",
            id="not in, negated",
        ),
        pytest.param(
            [Clause(RuleField.JOB_TITLE, ("Clerk",))],
            Joined.ALL,
            {},
            "Asha Baker is not in Reception: the rule asks for job title Clerk, and the post is "
            "Receptionist (rule since 3 February 2026).",
            id="not in by title",
        ),
        pytest.param(
            [AT_TOWN_HALL],
            Joined.ALL,
            {"site": "Town Hall", "left": True},
            "Asha Baker is not in Reception: they are not in post on that day.",
            id="left",
        ),
    ],
)
def test_a_group_by_rule_explains_itself(reception, clauses, joined, post, sentence):
    ruled(reception, *clauses, joined=joined)

    assert why(asha(**post), reception, on=TODAY) == sentence


def test_managers_are_named(reception):
    head = StaffMemberFactory(first_name="Ann", last_name="Lee", payroll_number="E1")
    boss = StaffMemberFactory(
        first_name="Ben", last_name="Cole", payroll_number="E2", line_manager=head
    )
    team, reports = StaffGroupFactory(name="Team"), StaffGroupFactory(name="Reports")
    ruled(team, Clause(RuleField.TEAM, (str(head.key),)))
    ruled(reports, Clause(RuleField.LINE_MANAGER, (str(head.key),)))
    person = asha(line_manager=boss)

    assert why(person, team, on=TODAY) == (
        "Asha Baker is in Team because the post Receptionist has manager at any level Ann Lee (E1) "
        "(rule since 3 February 2026)."
    )
    assert why(person, reports, on=TODAY) == (
        "Asha Baker is not in Reports: the rule asks for line manager Ann Lee (E1), and the post "
        "Receptionist has line manager Ben Cole (E2) (rule since 3 February 2026)."
    )
    assert "has no manager at any level who is Ann Lee (E1)" in why(head, team, on=TODAY)


def test_each_of_two_posts_is_spoken_of(reception):
    ruled(reception, AT_TOWN_HALL)
    person = asha(site="Depot")
    PostFactory(staff_member=person, job_title="Caretaker", site="Harbour")

    assert "the post Receptionist has site Depot; the post Caretaker has site Harbour" in why(
        person, reception, on=TODAY
    )


def test_any_day_is_explained_by_the_rule_and_the_post_of_that_day(reception):
    ruled(reception, AT_TOWN_HALL)
    person = asha(site="Depot")
    person.posts.get().end(last_on=date(2026, 6, 30), at=AT, source="test")
    PostFactory(staff_member=person, site="Library", from_on=date(2026, 7, 1))

    assert "is not in Reception" in why(person, reception, on=date(2026, 6, 30))
    assert "is in Reception" in why(person, reception, on=date(2026, 7, 1))
    assert "nobody has added them" in why(person, reception, on=date(2026, 2, 2))


def test_a_missing_post_is_said(reception):
    ruled(reception, AT_TOWN_HALL)
    person = asha()
    person.posts.get().supersede(at=AT)

    assert why(person, reception, on=TODAY) == (
        "Asha Baker is not in Reception: no post of theirs is known for that day."
    )


def test_whoever_added_somebody_is_named_with_the_day_even_once_it_is_to_end(reception):
    person, hr = asha(), UserFactory(first_name="Priya", last_name="Shah")
    membership = add_to_group(
        staff_member=person, staff_group=reception, from_on=date(2026, 11, 1), by=hr, at=AT
    )
    later = AT + timedelta(days=5)
    end_membership(membership=membership, last_on=date(2026, 12, 1), by=None, at=later)

    assert why(person, reception, on=TODAY) == (
        "Asha Baker is in Reception: recorded on 23 November 2026 (Priya Shah)."
    )
    assert why(person, reception, on=date(2026, 12, 2)) == (
        "Asha Baker is not in Reception: their membership ended on 1 December 2026."
    )


def test_whoever_put_them_back_is_named_and_not_who_put_them_there_before(reception):
    person, hr = asha(), UserFactory(first_name="Priya", last_name="Shah")
    long_ago = MembershipFactory(staff_member=person, staff_group=reception, source="old list.csv")
    end_membership(membership=long_ago, last_on=date(2022, 12, 31), by=None, at=AT)
    back_on, later = date(2026, 11, 1), AT + timedelta(days=1)
    again = add_to_group(
        staff_member=person, staff_group=reception, from_on=back_on, by=hr, at=later
    )
    end_membership(membership=again, last_on=date(2026, 12, 1), by=None, at=later)

    assert why(person, reception, on=TODAY) == (
        "Asha Baker is in Reception: recorded on 24 November 2026 (Priya Shah)."
    )
    assert why(person, reception, on=date(2022, 12, 31)) == (
        "Asha Baker is in Reception: recorded on 1 January 2020 (old list.csv)."
    )


def test_a_staff_list_and_a_rule_that_has_ended_are_named(reception):
    listed, ruled_in = asha(), asha()
    MembershipFactory(staff_member=listed, staff_group=reception, source="staff list one.csv")
    MembershipFactory(staff_member=ruled_in, staff_group=reception, source="by rule")
    ruled(reception, AT_TOWN_HALL)
    end_group_rule(staff_group=reception, by=None, at=AT)

    assert why(listed, reception, on=TODAY) == (
        "Asha Baker is in Reception: recorded on 1 January 2020 (staff list one.csv)."
    )
    assert why(ruled_in, reception, on=TODAY) == (
        "Asha Baker is in Reception: the rule that has ended put them there, on 1 January 2020."
    )
    assert GroupRule.objects.known().get().to_on == date(2026, 11, 22)
    assert Membership.objects.known().count() == 2


def test_somebody_nobody_added_is_not_in(reception):
    assert why(asha(), reception, on=TODAY) == (
        "Asha Baker is not in Reception: nobody has added them by hand."
    )


def test_somebody_who_is_to_join_is_told_from_somebody_nobody_added(reception):
    person = asha()
    starts = date(2026, 12, 1)
    add_to_group(staff_member=person, staff_group=reception, from_on=starts, by=None, at=AT)

    assert why(person, reception, on=TODAY) == (
        "Asha Baker is not in Reception: their membership begins on 1 December 2026."
    )
