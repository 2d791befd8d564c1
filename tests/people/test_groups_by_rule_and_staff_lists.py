"""Groups by rule follow what a staff list says of posts, and not its groups column."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from learning.people.models import Employment, Membership, Post, StaffImport
from learning.people.services import (
    follow_unfinished_imports,
    import_applying,
    undo_staff_import,
)
from tests.factories.people import FIRST_DAY, StaffGroupFactory
from tests.people.by_rule import AT, AT_DEPOT, AT_LIBRARY, TODAY, TOMORROW, days_in, set_rule
from tests.people.staff_lists import applied, checked, kinds

pytestmark = pytest.mark.django_db


@pytest.fixture
def crews():
    return StaffGroupFactory(name="Crews")


HEADER = "payroll number,first name,last name,job title,site,start date,staff groups\n"


def take_in(*rows, at=AT):
    staff_import = checked(HEADER + "\n".join(rows), at=at, takes_effect_on=at.date())
    return applied(staff_import, at=at)


def test_a_staff_list_fills_groups_by_rule_from_posts_and_not_from_its_column(crews):
    set_rule(crews, AT_DEPOT)
    desk = StaffGroupFactory(name="Desk")

    take_in(
        "E1,Asha,Baker,Driver,Depot,2026-12-01,Desk",
        "E2,Ben,Cole,Clerk,Library,2020-01-01,Crews; Desk",
    )

    asha = Post.objects.get(site="Depot").staff_member
    ben = Post.objects.get(site="Library").staff_member
    assert days_in(crews, asha) == [(date(2026, 12, 1), None)]
    assert days_in(crews, ben) == []
    assert days_in(desk, ben) == [(FIRST_DAY, None)]


def test_a_staff_list_that_leaves_a_group_by_rule_out_takes_nobody_out_of_it(crews):
    set_rule(crews, AT_DEPOT)
    rows = ["E1,Asha,Baker,Driver,Depot,2020-01-01,"]
    take_in(*rows)
    before = list(Membership.objects.values())

    again = take_in(*rows, at=AT + timedelta(days=1))

    assert kinds(again) == {"unchanged": 1}
    assert list(Membership.objects.values()) == before


def test_a_move_in_a_staff_list_moves_somebody_between_groups_by_rule(crews):
    books = StaffGroupFactory(name="Books")
    set_rule(crews, AT_DEPOT)
    set_rule(books, AT_LIBRARY)
    take_in("E1,Asha,Baker,Driver,Depot,2020-01-01,")

    take_in("E1,Asha,Baker,Driver,Library,2020-01-01,", at=AT + timedelta(days=1))

    asha = Employment.objects.known().get().staff_member
    assert days_in(crews, asha) == [(TODAY, TODAY)]
    assert days_in(books, asha) == [(TOMORROW, None)]


def test_groups_follow_an_import_that_is_undone(crews):
    set_rule(crews, AT_DEPOT)
    take_in("E1,Asha,Baker,Driver,Depot,2020-01-01,")
    moved = take_in("E1,Asha,Baker,Driver,Library,2020-01-01,", at=AT + timedelta(hours=1))

    undo_staff_import(staff_import=moved, by=None, at=AT + timedelta(hours=2))

    asha = Employment.objects.known().get().staff_member
    assert days_in(crews, asha) == [(TODAY, None)]


def test_groups_follow_an_import_whose_server_was_killed_right_after_it(crews, monkeypatch):
    set_rule(crews, AT_DEPOT)

    def killed(**_said):
        raise SystemExit

    with monkeypatch.context() as patched, pytest.raises(SystemExit):
        patched.setattr(import_applying, "follow_staff_import", killed)
        take_in("E1,Asha,Baker,Driver,Depot,2020-01-01,")
    asha = Post.objects.get().staff_member
    assert StaffImport.objects.get().is_applied
    assert days_in(crews, asha) == []

    assert follow_unfinished_imports() == 1

    assert days_in(crews, asha) == [(TODAY, None)]
    assert follow_unfinished_imports() == 0


def test_groups_follow_thousands_in_transactions_that_are_each_short(crews, monkeypatch):
    set_rule(crews, AT_DEPOT)
    monkeypatch.setattr("learning.people.selectors.group_rules.BATCH", 2)
    rows = [f"E{n},Asha,Baker,Driver,Depot,2020-01-01," for n in range(5)]

    take_in(*rows)

    assert Membership.objects.known().filter(staff_group=crews).count() == 5


def test_what_a_file_says_about_a_group_by_rule_is_said_to_change_nothing(hr, crews):
    set_rule(crews, AT_DEPOT)
    rows = ["E1,Asha,Baker,Driver,Library,2020-01-01,Crews"]

    staff_import = checked(HEADER + "\n".join(rows), takes_effect_on=TODAY)
    page = hr.get(reverse("staff_import:inspect", args=[staff_import.pk])).text

    assert staff_import.counts["groups_by_rule"] == {"Crews": 1}
    assert "A rule decides who is in Crews" in page
