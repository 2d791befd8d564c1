"""What rows say of one person, without a database: joining, moving, leaving, coming back."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from learning.people.rules.staff_import import (
    Fact,
    Fault,
    Field,
    Kind,
    Options,
    Person,
    PostHeld,
    Said,
    map_columns,
    plan_absent,
    plan_person,
    read_row,
)

TODAY = date(2026, 11, 23)
YESTERDAY = TODAY - timedelta(days=1)
HEADER = (
    "payroll number", "first name", "last name", "email", "job title", "site", "start date",
    "leaving date", "groups",
)  # fmt: skip
COLUMNS = map_columns(HEADER)
SAME = "E1,Asha,Baker,asha@x.example,Receptionist,Town Hall,2020-01-01,,Reception"
START = date(2020, 1, 1)


def person_of(*posts, employments=None, memberships=("Reception",), **details):
    """Asha, in post since 2020 and in one group."""
    employments = employments or [(START, None)]
    ids = iter(range(1, 100))
    names = {"first_name": "Asha", "last_name": "Baker", "email": "asha@x.example"} | details
    return Person(
        "E1",
        **names,
        employments=tuple(Fact(next(ids), *days, None) for days in employments),
        posts=tuple(
            Fact(next(ids), START, None, PostHeld(title, site=site, hours_per_week=hours))
            for title, site, hours in posts or [("Receptionist", "Town Hall", None)]
        ),
        memberships=tuple(Fact(next(ids), START, None, name) for name in memberships),
    )


ASHA = person_of()
TWO = person_of(("Receptionist", "Town Hall", None), ("Receptionist", "Depot", None))


def row_of(text, columns=COLUMNS, number=2):
    return read_row(columns, number, tuple(text.split(",")), written_on=TODAY)


def plan_of(*rows, person=ASHA, on=TODAY, is_full=True, columns=COLUMNS):
    read = tuple(row_of(row, columns, number) for number, row in enumerate(rows, start=2))
    assert [problem for row in read for problem in row.problems] == []
    return plan_person(Said(read), person, Options(on, is_full=is_full))


def applied(entry, person):
    """The person as they would be, so that rules can be tried without a database."""
    person = person or Person(entry.payroll_number, "", "")
    known = (*person.employments, *person.posts, *person.memberships)
    ids = iter(range(1 + max((fact.id for fact in known), default=0), 10_000))

    def become(before, gone, new):
        kept = tuple(fact for fact in before if fact.id not in gone)
        return kept + tuple(Fact(next(ids), one.from_on, one.to_on, one.what) for one in new)

    facts = entry.facts
    names = ("payroll_number", "first_name", "last_name", "preferred_name", "email")
    return Person(
        **{name: entry.details.get(name, getattr(person, name)) for name in names},
        employments=become(person.employments, facts.superseded_employments, facts.employments),
        posts=become(person.posts, facts.superseded_posts, facts.posts),
        memberships=become(person.memberships, facts.superseded_memberships, facts.memberships),
    )


def posts_of(person):
    """Each post as title, site, first and last day."""
    return sorted(
        (fact.what.job_title, fact.what.site, fact.from_on, fact.to_on) for fact in person.posts
    )


@pytest.mark.parametrize(
    ("row", "kind", "changed"),
    [
        pytest.param(SAME, Kind.UNCHANGED, [], id="just the same"),
        pytest.param(SAME.replace("E1,", "e1,"), Kind.UNCHANGED, [], id="capitals in the number"),
        pytest.param(
            SAME.replace("Receptionist", "Clerk"), Kind.MOVER, ["job_title"], id="another title"
        ),
        pytest.param(
            SAME.replace("Reception", "RECEPTION", 2), Kind.MOVER, ["job_title"], id="caps"
        ),
        pytest.param(SAME.replace("Town Hall", "Depot"), Kind.MOVER, ["site"], id="another site"),
        pytest.param(SAME.replace("Baker", "Khan"), Kind.CORRECTED, ["last_name"], id="a new name"),
        pytest.param(
            SAME.replace("2020-01-01", "06/01/2020"), Kind.CORRECTED, ["start_date"], id="start"
        ),
        pytest.param(
            SAME.replace(",,Reception", ",30/11/2026,Reception"),
            Kind.LEAVER,
            ["leaving_date"],
            id="leaves",
        ),
        pytest.param(
            SAME.replace("E1,", "E9,"), Kind.CORRECTED, ["payroll_number"], id="another number"
        ),
    ],
)
def test_one_row_about_somebody_known(row, kind, changed):
    entry = plan_of(row)

    assert entry.kind == kind
    assert [change.what for change in entry.changes] == changed


def test_somebody_new_joins_with_post_and_groups_on_the_start_date():
    entry = plan_of(SAME, person=None)

    assert (entry.kind, entry.on) == (Kind.JOINER, START)
    facts = (*entry.facts.employments, *entry.facts.posts, *entry.facts.memberships)
    assert [(fact.from_on, fact.to_on) for fact in facts] == [(START, None)] * 3


def test_somebody_who_never_worked_a_day_joins():
    never = Person("E1", "Asha", "Baker")

    entry = plan_of(SAME, person=never)

    assert entry.kind == Kind.JOINER
    assert entry.details == {"email": "asha@x.example"}


def test_a_returner_gets_new_spells_and_the_old_ones_stay():
    gone = person_of(employments=[(START, date(2025, 1, 31))])

    entry = plan_of(SAME.replace("2020-01-01", "2026-11-09"), person=gone)

    assert entry.kind == Kind.RETURNER
    assert entry.facts.superseded_employments == ()
    assert [fact.from_on for fact in entry.facts.employments] == [date(2026, 11, 9)]


def test_a_corrected_start_takes_post_and_groups_with_it():
    facts = plan_of(SAME.replace("2020-01-01", "2019-06-01")).facts

    assert facts.superseded_employments + facts.superseded_posts == (1, 2)
    assert {fact.from_on for fact in (*facts.employments, *facts.posts, *facts.memberships)} == {
        date(2019, 6, 1)
    }


def test_moving_on_a_day_to_come_is_not_planned_again_before_that_day():
    row = SAME.replace(",Reception", ",Housing", 2).replace("Housingist", "Receptionist")
    moved = applied(plan_of(row, on=date(2026, 12, 1)), ASHA)

    assert [fact.to_on for fact in moved.memberships] == [date(2026, 11, 30), None]
    assert not plan_of(row, person=moved).changes_anything


def test_a_leaving_date_taken_back_opens_everything_again():
    gone = applied(plan_of(SAME.replace(",,R", ",2026-10-31,R")), ASHA)

    entry = plan_of(SAME, person=gone)

    assert entry.kind == Kind.RETURNER
    back = applied(entry, gone)
    assert {fact.to_on for fact in (*back.employments, *back.posts, *back.memberships)} == {None}


def test_a_file_without_a_column_changes_nothing_there():
    columns = map_columns(("Employee No", "Forename", "Surname", "Position", "Start"))

    entry = plan_of("E1,Asha,Baker,Receptionist,01/01/2020", columns=columns)

    assert entry.kind == Kind.UNCHANGED


def test_a_mover_keeps_the_hours_that_the_file_leaves_out():
    part_time = person_of(("Receptionist", "Town Hall", Decimal("18.5")))

    old, new = plan_of(SAME.replace("Receptionist", "Clerk"), person=part_time).facts.posts

    assert (old.what.job_title, old.to_on) == ("Receptionist", YESTERDAY)
    assert (new.what.job_title, new.from_on) == ("Clerk", TODAY)
    assert new.what.hours_per_week == Decimal("18.5")


def test_the_absent_leave_only_on_a_day_that_hr_gives():
    stays = plan_absent(ASHA, Options(TODAY))
    leaves = plan_absent(ASHA, Options(TODAY, leavers_last_day_on=date(2026, 10, 31)))

    assert (stays.kind, stays.changes_anything) == (Kind.ABSENT, False)
    assert leaves.kind == Kind.LEAVER
    facts = (*leaves.facts.employments, *leaves.facts.posts, *leaves.facts.memberships)
    assert [fact.to_on for fact in facts] == [date(2026, 10, 31)] * 3


@pytest.mark.parametrize(
    ("row", "faults"),
    [
        pytest.param("E2,Ben,Cole,ben,Clerk,,2020-01-01,,", [Fault.BAD_EMAIL], id="e-mail"),
        pytest.param("E2,Ben,,,Clerk,,2020-01-01,,", [Fault.BLANK], id="no surname"),
        pytest.param("E2,Ben,Cole,,Clerk,,soon,,", [Fault.IMPOSSIBLE_DATE], id="no day"),
        pytest.param("E2,Ben,Cole,,'=1+1,,2020-01-01,,", [Fault.FORMULA], id="defused formula"),
        pytest.param("E2,Ben,Cole,,Clerk,,2020-01-01,,,x", [Fault.LONG_ROW], id="a cell too many"),
        pytest.param("E2,Ben,Cole", [Fault.SHORT_ROW], id="cells missing"),
        pytest.param(
            "E2,Ben,Cole,,Clerk,,2020-01-02,2020-01-01,", [Fault.LEAVES_BEFORE_START], id="leaves"
        ),
        pytest.param(
            "E2,Ben,Cole,,,,2020-13-01,,@x",
            [Fault.BLANK, Fault.IMPOSSIBLE_DATE, Fault.FORMULA],
            id="three at once",
        ),
    ],
)
def test_a_broken_row_says_all_that_is_wrong_with_it(row, faults):
    assert [problem.fault for problem in row_of(row).problems] == faults


@pytest.mark.parametrize(
    "no_end",
    [
        "31/12/9999",
        "31.12.9999",
        "9999-12-31",
        "9999-12-31 00:00",
        "31/12/4712",
        "31-DEC-4712",
        "2999-12-31 00:00:00.000",
    ],
)
def test_the_last_day_of_the_calendar_is_no_leaving_date(no_end):
    entry = plan_of(SAME.replace(",,Reception", f",{no_end},Reception"))

    assert entry.kind == Kind.UNCHANGED


def test_the_last_day_of_the_calendar_is_no_start_date():
    row = row_of(SAME.replace("2020-01-01", "31/12/9999"))

    assert [problem.fault for problem in row.problems] == [Fault.IMPOSSIBLE_DATE]


@pytest.mark.parametrize("day", ["31/12/3026", "30/12/9999", "31/12/99999"])
def test_another_day_beyond_the_calendar_is_a_slip(day):
    row = row_of(SAME.replace(",,Reception", f",{day},Reception"))

    assert [problem.fault for problem in row.problems] == [Fault.IMPOSSIBLE_DATE]


@pytest.mark.parametrize(
    ("leaves", "fault"),
    [
        pytest.param("31/12/62", Fault.YEAR_IN_SHORT, id="long gone, or to retire"),
        pytest.param("31/12/68", Fault.YEAR_IN_SHORT, id="the same"),
        pytest.param("31/12/26", None, id="this year"),
    ],
)
def test_a_leaving_date_in_short_is_taken_where_it_is_plain(leaves, fault):
    row = row_of(SAME.replace(",,Reception", f",{leaves},Reception"))

    assert [problem.fault for problem in row.problems] == ([fault] if fault else [])


@pytest.mark.parametrize(("start", "year"), [("26/10/15", 2015), ("26-Oct-68", 1968)])
def test_a_start_date_in_short_is_of_this_working_life(start, year):
    row = row_of(SAME.replace("2020-01-01", start))

    assert row.day(Field.START_DATE) == date(year, 10, 26)
