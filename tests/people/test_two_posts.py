"""Somebody with several posts: a row for each, one of them more or less, and their ends."""

from datetime import date

from learning.people.rules.staff_import import Kind
from tests.people.test_staff_import_rules import (
    ASHA,
    SAME,
    START,
    TODAY,
    TWO,
    YESTERDAY,
    applied,
    person_of,
    plan_of,
    posts_of,
)

TOWN_HALL, DEPOT = SAME, SAME.replace("Town Hall", "Depot")


def test_two_rows_of_somebody_new_are_two_posts_and_the_groups_of_both():
    cleaner = "E1,Asha,Baker,,Cleaner,Depot,2020-01-01,,Housing; reception"

    entry = plan_of(SAME, cleaner, person=None)

    asha = applied(entry, None)
    assert posts_of(asha) == [
        ("Cleaner", "Depot", START, None),
        ("Receptionist", "Town Hall", START, None),
    ]
    assert entry.groups_begun == ("Reception", "Housing")
    assert len(asha.employments) == 1
    assert asha.email == "asha@x.example"


def test_the_same_two_posts_again_change_nothing_in_whatever_order():
    assert not plan_of(TOWN_HALL, DEPOT, person=TWO).changes_anything
    assert not plan_of(DEPOT, TOWN_HALL, person=TWO).changes_anything


def test_a_second_post_that_appears_begins_on_the_effect_day_beside_the_first():
    entry = plan_of(TOWN_HALL, DEPOT)

    assert entry.kind == Kind.MOVER
    assert entry.facts.superseded_posts == ()
    assert posts_of(applied(entry, ASHA)) == [
        ("Receptionist", "Depot", TODAY, None),
        ("Receptionist", "Town Hall", START, None),
    ]


def test_a_post_missing_from_a_full_file_ends_the_day_before():
    entry = plan_of(DEPOT, person=TWO)

    assert [change.what for change in entry.changes] == ["post_ended"]
    assert posts_of(applied(entry, TWO)) == [
        ("Receptionist", "Depot", START, None),
        ("Receptionist", "Town Hall", START, YESTERDAY),
    ]


def test_a_post_missing_from_a_part_of_the_list_stays():
    assert plan_of(DEPOT, person=TWO, is_full=False).kind == Kind.UNCHANGED


def test_one_of_two_posts_moves_and_the_other_stays():
    entry = plan_of(TOWN_HALL, DEPOT.replace("Depot", "Library"), person=TWO)

    assert posts_of(applied(entry, TWO)) == [
        ("Receptionist", "Depot", START, YESTERDAY),
        ("Receptionist", "Library", TODAY, None),
        ("Receptionist", "Town Hall", START, None),
    ]


def test_a_second_post_that_ended_yesterday_is_not_ended_again():
    once = applied(plan_of(DEPOT, person=TWO), TWO)

    assert not plan_of(DEPOT, person=once, on=date(2026, 12, 1)).changes_anything


def test_the_same_row_twice_is_one_post():
    assert len(plan_of(SAME, SAME, person=None).facts.posts) == 1


def test_a_post_with_its_own_leaving_date_ends_and_the_person_stays():
    ends = DEPOT.replace(",,Reception", ",2026-12-31,Reception")

    entry = plan_of(TOWN_HALL, ends, person=TWO)

    after = applied(entry, TWO)
    assert after.spell.to_on is None
    assert ("Receptionist", "Depot", START, date(2026, 12, 31)) in posts_of(after)
    assert not plan_of(TOWN_HALL, ends, person=after).changes_anything
    assert not plan_of(TOWN_HALL, ends, person=after, on=date(2027, 2, 1)).changes_anything


def test_somebody_leaves_with_their_last_post():
    first = TOWN_HALL.replace(",,Reception", ",2026-12-31,Reception")
    last = DEPOT.replace(",,Reception", ",2027-01-31,Reception")

    entry = plan_of(first, last, person=TWO)

    after = applied(entry, TWO)
    assert (entry.kind, after.spell.to_on) == (Kind.LEAVER, date(2027, 1, 31))
    assert {(site, last) for _title, site, _first, last in posts_of(after)} == {
        ("Town Hall", date(2026, 12, 31)),
        ("Depot", date(2027, 1, 31)),
    }
    assert not plan_of(first, last, person=after).changes_anything


def test_of_two_posts_just_the_same_the_row_ends_one_and_the_full_file_the_other():
    three = person_of(*[("Receptionist", site, None) for site in ("Town Hall", "Depot", "Depot")])
    corrected = [row.replace("2020-01-01", "2020-01-06") for row in (TOWN_HALL, DEPOT)]
    rows = [corrected[0], corrected[1].replace(",,Reception", ",2026-12-31,Reception")]

    after = applied(plan_of(*rows, person=three), three)

    ends = [last for _title, site, _first, last in posts_of(after) if site == "Depot"]
    assert ends == [YESTERDAY, date(2026, 12, 31)]
    assert not plan_of(*rows, person=after).changes_anything
