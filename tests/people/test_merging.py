"""Two records of one person on the staff list become one."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from learning.people.models import Employment, GroupRule, Membership, Post, StaffMember
from learning.people.permissions import Role
from learning.people.selectors import groups_of
from learning.people.services import (
    add_to_group,
    change_payroll_number,
    issue_first_log_in,
    merge_on_staff_list,
    record_absence,
    record_adjustment,
)
from learning.people.sign_in import has_left
from tests.factories.people import (
    AbsenceFactory,
    AdjustmentFactory,
    GroupRuleFactory,
    MembershipFactory,
    StaffGroupFactory,
    StaffMemberFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
BEFORE = NOW - timedelta(seconds=1)
TODAY = date(2026, 6, 1)


@pytest.fixture
def by():
    return UserFactory(first_name="Jo", last_name="Bloggs")


@pytest.fixture
def survivor():
    return StaffMemberFactory(
        payroll_number="E1", last_name="Rahman", first_day_on=date(2023, 1, 1)
    )


@pytest.fixture
def duplicate():
    return StaffMemberFactory(payroll_number="E2", last_name="Khan", job_title="Adviser")


def merge(duplicate, survivor, by, at=NOW):
    merge_on_staff_list(duplicate=duplicate, survivor=survivor, by=by, at=at)
    duplicate.refresh_from_db()
    survivor.refresh_from_db()


def known(model, person, at=None):
    rows = model.objects.known(at).filter(staff_member=person).order_by("from_on", "pk")
    return list(rows.values_list("from_on", "to_on"))


def test_spells_that_overlap_become_one_and_posts_stand_side_by_side(duplicate, survivor, by):
    merge(duplicate, survivor, by)

    assert known(Employment, survivor) == [(date(2020, 1, 1), None)]
    assert known(Post, survivor) == [(date(2020, 1, 1), None), (date(2023, 1, 1), None)]
    assert Post.objects.known().get(job_title="Adviser").source == "merged from E2"
    assert (duplicate.merged_into, duplicate.merged_by_name) == (survivor, "Jo Bloggs")
    assert list(StaffMember.objects.in_post_on(TODAY)) == [survivor]


def test_spells_with_a_gap_stay_two(survivor, by):
    earlier = StaffMemberFactory(
        payroll_number="E2", first_day_on=date(2015, 1, 1), last_day_on=date(2018, 3, 31)
    )

    merge(earlier, survivor, by)

    assert known(Employment, survivor) == [
        (date(2015, 1, 1), date(2018, 3, 31)),
        (date(2023, 1, 1), None),
    ]


def test_what_was_known_a_moment_before_is_still_said_of_both(duplicate, survivor, by):
    group = StaffGroupFactory()
    MembershipFactory(staff_member=duplicate, staff_group=group)
    said = {
        (model, person.pk): known(model, person)
        for model in (Employment, Post, Membership)
        for person in (duplicate, survivor)
    }

    merge(duplicate, survivor, by)

    for (model, pk), rows in said.items():
        assert known(model, pk, BEFORE) == rows
        assert not model.objects.known().filter(staff_member=duplicate).exists()
    assert groups_of(duplicate, on=TODAY, known_at=BEFORE) == [group]
    assert groups_of(survivor, on=TODAY) == [group]


def test_two_memberships_of_one_group_become_one(duplicate, survivor, by):
    group = StaffGroupFactory()
    MembershipFactory(staff_member=duplicate, staff_group=group, from_on=date(2024, 1, 1))
    MembershipFactory(staff_member=survivor, staff_group=group, from_on=date(2025, 1, 1))

    merge(duplicate, survivor, by)

    assert known(Membership, survivor) == [(date(2024, 1, 1), None)]


def test_a_membership_that_says_it_all_already_is_left_as_it_is(duplicate, survivor, by):
    group = StaffGroupFactory()
    stays = MembershipFactory(staff_member=survivor, staff_group=group)
    MembershipFactory(staff_member=duplicate, staff_group=group, from_on=date(2024, 1, 1))

    merge(duplicate, survivor, by)

    assert Membership.objects.known().get() == stays


def test_absences_and_adjustments_go_over(duplicate, survivor, by):
    AbsenceFactory(staff_member=duplicate, from_on=date(2026, 5, 1))
    AdjustmentFactory(staff_member=duplicate)

    merge(duplicate, survivor, by)

    assert survivor.absences.known().get().from_on == date(2026, 5, 1)
    assert survivor.adjustments.known().get().extra_time == 25


def test_whoever_reported_to_the_duplicate_reports_to_the_one_who_stays(duplicate, survivor, by):
    report = StaffMemberFactory(line_manager=duplicate)
    Post.objects.filter(staff_member=survivor).update(line_manager=duplicate)
    Post.objects.filter(staff_member=duplicate).update(line_manager=survivor)

    merge(duplicate, survivor, by)

    assert report.posts.known().get().line_manager == survivor
    assert report.posts.known(BEFORE).get().line_manager == duplicate
    assert {post.line_manager for post in survivor.posts.known()} == {None}


def test_a_rule_that_names_the_duplicate_as_manager_names_the_one_who_stays(
    duplicate, survivor, by
):
    team = GroupRuleFactory(
        rule={
            "joined": "all",
            "clauses": [
                {"field": "line_manager", "is_negated": False, "values": [str(duplicate.key)]}
            ],
        }
    )
    old, new = StaffMemberFactory(line_manager=duplicate), StaffMemberFactory(line_manager=survivor)

    merge(duplicate, survivor, by)

    assert GroupRule.objects.known().get().rule["clauses"][0]["values"] == [str(survivor.key)]
    members = Membership.objects.known().filter(staff_group=team.staff_group)
    assert {each.staff_member for each in members} == {old, new}


def test_group_rules_follow_the_posts_that_came(survivor, by):
    rule = GroupRuleFactory()
    Post.objects.filter(staff_member=survivor).update(site="Depot")
    duplicate = StaffMemberFactory(site="Civic Centre")

    merge(duplicate, survivor, by)

    assert groups_of(survivor, on=TODAY) == [rule.staff_group]


def test_a_merge_upon_a_merge_leaves_each_at_one_step_from_the_record_that_stays(
    duplicate, survivor, by
):
    first = StaffMemberFactory(payroll_number="E3")

    merge(first, duplicate, by)
    merge(duplicate, survivor, by, at=NOW + timedelta(minutes=1))

    first.refresh_from_db()
    assert first.merged_into == survivor


# Log-ins and addresses


def test_without_a_log_in_of_their_own_they_take_the_duplicates(duplicate, by):
    survivor = StaffMemberFactory(payroll_number="E1", never_signed_in=True)
    log_in = duplicate.user
    log_in.groups.add(*log_in.groups.model.objects.filter(name=Role.TRAINERS))

    merge(duplicate, survivor, by)

    assert (survivor.user, duplicate.user) == (log_in, None)
    assert (survivor.user.username, survivor.user.is_active) == ("E1", True)
    assert not has_left(survivor.user)


def test_of_two_log_ins_the_duplicates_is_closed_and_hands_over_no_role(duplicate, survivor, by):
    duplicate.user.groups.add(*duplicate.user.groups.model.objects.filter(name=Role.IT))
    duplicate.user.email = "asha@x.example"
    duplicate.user.save()
    own = survivor.user

    merge(duplicate, survivor, by)

    assert survivor.user == own
    assert (own.is_active, own.groups.count()) == (True, 0)
    own.refresh_from_db()
    assert own.email == "asha@x.example"
    duplicate.user.refresh_from_db()
    assert not duplicate.user.is_active
    assert has_left(duplicate.user)


def test_an_address_is_taken_where_there_is_none(survivor, by):
    duplicate = StaffMemberFactory(email="asha@x.example")

    merge(duplicate, survivor, by)

    assert (survivor.email, duplicate.email) == ("asha@x.example", "asha@x.example")


# Refusals


def test_nobody_is_merged_into_themselves(survivor, by):
    with pytest.raises(ValidationError, match="the same record"):
        merge(survivor, survivor, by)
    with pytest.raises(IntegrityError), transaction.atomic():
        StaffMember.objects.filter(pk=survivor.pk).update(merged_into=survivor, merged_at=NOW)


def test_a_merged_record_is_merged_no_further_and_nothing_is_merged_into_it(
    duplicate, survivor, by
):
    other = StaffMemberFactory()
    merge(duplicate, survivor, by)

    for goes, stays in ((duplicate, other), (other, duplicate)):
        with pytest.raises(ValidationError, match="was merged into Asha Rahman"):
            merge(goes, stays, by)


@pytest.mark.parametrize("which", ["duplicate", "survivor"])
def test_nobody_merges_their_own_record(request, duplicate, survivor, which):
    own = request.getfixturevalue(which)

    with pytest.raises(ValidationError, match="One of the two is you"):
        merge(duplicate, survivor, own.user)


def test_two_adjustments_that_differ_on_one_day_are_put_right_first(duplicate, survivor, by):
    AdjustmentFactory(staff_member=duplicate)
    AdjustmentFactory(staff_member=survivor, is_untimed=True)

    with pytest.raises(ValidationError, match="25% extra time” of E2 since"):
        merge(duplicate, survivor, by)

    assert not duplicate.is_merged


ADDITIONS = {
    "an absence": lambda one, by: record_absence(
        staff_member=one, reason="other", from_on=TODAY, to_on=None, by=by, at=NOW
    ),
    "an adjustment": lambda one, by: record_adjustment(
        staff_member=one, is_untimed=True, from_on=TODAY, to_on=None, by=by, at=NOW
    ),
    "a group": lambda one, by: add_to_group(
        staff_member=one, staff_group=StaffGroupFactory(), from_on=TODAY, by=by, at=NOW
    ),
    "a number": lambda one, by: change_payroll_number(
        staff_member=one, payroll_number="E9", by=by, at=NOW
    ),
    "a log-in": lambda one, by: issue_first_log_in(staff_member=one, by=by, at=NOW),
}


@pytest.mark.parametrize("add", ADDITIONS.values(), ids=ADDITIONS)
def test_nothing_more_is_said_of_a_merged_record(duplicate, survivor, by, add):
    merge(duplicate, survivor, by)

    with pytest.raises(ValidationError, match=r"E2 was merged into Asha Rahman.*E1"):
        add(duplicate, by)
