"""What a staff list would change, tried on the two files that HR gave us and on odd cells."""

from datetime import date
from pathlib import Path

import pytest

from learning.people.rules.staff_import import (
    Fact,
    Fault,
    Group,
    Kind,
    Options,
    Person,
    PostHeld,
    StaffList,
    key_of,
    map_columns,
    plan_import,
)
from learning.tabular.reading import read_csv

DATA = Path(__file__).parents[1] / "data"
TODAY = date(2026, 11, 23)
NOBODY = StaffList(staff={}, groups={})


def plan_of(text, staff_list=NOBODY, *, creates_groups=True, on=TODAY, last_on=None):
    table = read_csv(text if isinstance(text, bytes) else text.encode())
    return plan_import(
        map_columns(table.header),
        [(row.number, row.cells) for row in table.rows],
        staff_list,
        Options(takes_effect_on=on, leavers_last_day_on=last_on, creates_groups=creates_groups),
    )


def applied(plan, staff_list):
    """The staff list as it would be, so that rules can be tried without a database."""
    staff = dict(staff_list.staff)
    next_id = 1 + max(
        (
            fact.id
            for person in staff.values()
            for fact in (*person.employments, *person.posts, *person.memberships)
        ),
        default=0,
    )

    def with_ids(facts):
        nonlocal next_id
        numbered = []
        for fact in facts:
            numbered.append(Fact(next_id, fact.from_on, fact.to_on, fact.what))
            next_id += 1
        return tuple(numbered)

    for entry in plan.entries:
        key = key_of(entry.payroll_number)
        old = staff.get(key) or Person(entry.payroll_number, "", "")
        facts = entry.facts

        def kept(before, gone):
            return tuple(fact for fact in before if fact.id not in gone)

        details = {
            name: entry.details.get(name, getattr(old, name))
            for name in ("first_name", "last_name", "preferred_name", "email")
        }
        staff[key] = Person(
            old.payroll_number,
            **details,
            employments=kept(old.employments, facts.superseded_employments)
            + with_ids(facts.employments),
            posts=kept(old.posts, facts.superseded_posts) + with_ids(facts.posts),
            memberships=kept(old.memberships, facts.superseded_memberships)
            + with_ids(facts.memberships),
        )
    groups = dict(staff_list.groups)
    for name in plan.new_groups:
        groups.setdefault(name.casefold(), Group(name))
    return StaffList(staff=staff, groups=groups)


@pytest.fixture(scope="module")
def first_file():
    return (DATA / "staff_list.csv").read_bytes()


@pytest.fixture(scope="module")
def next_file():
    return (DATA / "staff_list_next_month.csv").read_bytes()


@pytest.fixture(scope="module")
def staff_list(first_file):
    return applied(plan_of(first_file), NOBODY)


def test_the_first_file_brings_154_people_and_12_groups(first_file):
    plan = plan_of(first_file)

    assert plan.counts["joiner"] == 154
    assert len(plan.new_groups) == 12
    assert plan.problems == ()


def test_without_the_tick_the_first_file_waits_for_its_groups(first_file):
    plan = plan_of(first_file, creates_groups=False)

    assert plan.counts["joiner"] == 0
    assert len(plan.unknown_groups) == 12
    assert {problem.fault for problem in plan.problems} >= {Fault.UNKNOWN_GROUP}


def test_the_same_file_again_changes_nothing(first_file, staff_list):
    plan = plan_of(first_file, staff_list)

    assert plan.counts["unchanged"] == 154
    assert not plan.changes_anything


def test_next_month_is_told_apart_person_by_person(next_file, staff_list):
    plan = plan_of(next_file, staff_list, creates_groups=False)

    def numbers(kind):
        return [entry.payroll_number for entry in plan.of(kind)]

    assert numbers(Kind.JOINER) == ["E098001", "E098002", "E098003", "E098004"]
    assert numbers(Kind.RETURNER) == ["E010511"]
    assert numbers(Kind.MOVER) == [
        "E010434", "E010614", "E010636", "E010687", "E010757", "E010884", "E011084",
    ]  # fmt: skip
    assert numbers(Kind.ABSENT) == ["E010463", "E010569", "E010670", "E011015", "E011125"]
    assert numbers(Kind.LEAVER) == numbers(Kind.CORRECTED) == []
    assert plan.counts == {
        "joiner": 4,
        "returner": 1,
        "leaver": 0,
        "mover": 7,
        "corrected": 0,
        "absent": 5,
        "unchanged": 141,
        "broken": 12,
        "rows": 165,
    }


def test_next_month_has_a_dozen_broken_rows_each_with_its_reason(next_file, staff_list):
    plan = plan_of(next_file, staff_list, creates_groups=False)

    assert [(problem.row, problem.column, problem.fault) for problem in plan.problems] == [
        (21, "Reports To", Fault.UNKNOWN_MANAGER),
        (37, "Leave", Fault.LEAVES_BEFORE_START),
        (47, "Contact", Fault.UNKNOWN_CONTACT),
        (52, "Start", Fault.IMPOSSIBLE_DATE),
        (67, "Groups", Fault.UNKNOWN_GROUP),
        (70, "Reports To", Fault.OWN_MANAGER),
        (93, "", Fault.SHORT_ROW),
        (102, "Surname", Fault.TOO_LONG),
        (105, "Employee No", Fault.BLANK),
        (114, "Work Email", Fault.EMAIL_TAKEN),
        (141, "Employee No", Fault.DUPLICATE_NUMBER),
        (155, "Work Email", Fault.FORMULA),
        (155, "Post Title", Fault.FORMULA),
    ]


def test_next_month_applied_and_planned_again_changes_nothing(next_file, staff_list):
    once = applied(plan_of(next_file, staff_list, last_on=date(2026, 10, 31)), staff_list)

    again = plan_of(next_file, once, last_on=date(2026, 10, 31))

    assert not again.changes_anything
    assert again.counts["unchanged"] == 141 + 4 + 1 + 7 + 1  # with the group that was ticked


def test_the_absent_leave_only_on_a_day_that_hr_gives(next_file, staff_list):
    plan = plan_of(next_file, staff_list, last_on=date(2026, 10, 31))

    leavers = plan.of(Kind.LEAVER)
    assert len(leavers) == 5
    assert {fact.to_on for leaver in leavers for fact in leaver.facts.memberships} == {
        date(2026, 10, 31)
    }


def test_a_mover_keeps_the_past_and_the_hours_that_the_file_leaves_out(next_file, staff_list):
    plan = plan_of(next_file, staff_list)

    [mover] = [entry for entry in plan.of(Kind.MOVER) if entry.payroll_number == "E010636"]
    old, new = mover.facts.posts
    assert (old.what.job_title, old.to_on) == ("Benefits Officer", date(2026, 11, 22))
    assert (new.what.job_title, new.from_on) == ("Senior Benefits Officer", TODAY)
    assert new.what.hours_per_week == old.what.hours_per_week is not None
    assert mover.facts.memberships == ()


def test_a_returner_gets_new_spells_and_the_old_ones_stay(next_file, staff_list):
    [returner] = plan_of(next_file, staff_list).of(Kind.RETURNER)

    assert returner.facts.superseded_employments == ()
    assert [fact.from_on for fact in returner.facts.employments] == [date(2026, 11, 9)]
    assert [fact.from_on for fact in returner.facts.memberships] == [date(2026, 11, 9)]


HEADER = (
    "payroll number,first name,last name,email,job title,manager,start date,leaving date,groups"
)
ASHA = Person(
    "E1",
    "Asha",
    "Baker",
    email="asha@x.example",
    employments=(Fact(1, date(2020, 1, 1), None, None),),
    posts=(Fact(2, date(2020, 1, 1), None, PostHeld("Receptionist", hours_per_week=None)),),
    memberships=(Fact(3, date(2020, 1, 1), None, "Reception"),),
)
RECEPTION = {"reception": Group("Reception"), "housing": Group("Housing")}
ONE = StaffList(staff={"e1": ASHA}, groups=RECEPTION)
SAME = "E1,Asha,Baker,asha@x.example,Receptionist,,2020-01-01,,Reception"


@pytest.mark.parametrize(
    ("row", "kind", "changed"),
    [
        pytest.param(SAME, Kind.UNCHANGED, [], id="just the same"),
        pytest.param(SAME.replace("E1,", "e1,"), Kind.UNCHANGED, [], id="capitals in the number"),
        pytest.param(
            SAME.replace("Reception", "RECEPTION", 2), Kind.MOVER, ["job_title"], id="title"
        ),
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
    ],
)
def test_one_row_about_somebody_known(row, kind, changed):
    [entry] = plan_of(f"{HEADER}\n{row}\n", ONE).entries

    assert entry.kind == kind
    assert [change.what for change in entry.changes] == changed


def test_a_corrected_start_takes_post_and_groups_with_it():
    [entry] = plan_of(f"{HEADER}\n{SAME.replace('2020-01-01', '2019-06-01')}\n", ONE).entries

    facts = entry.facts
    assert facts.superseded_employments + facts.superseded_posts == (1, 2)
    assert {fact.from_on for fact in (*facts.employments, *facts.posts, *facts.memberships)} == {
        date(2019, 6, 1)
    }


def test_moving_on_a_day_to_come_is_not_planned_again_before_that_day():
    row = SAME.replace(",Reception", ",Housing")
    later = date(2026, 12, 1)
    moved = applied(plan_of(f"{HEADER}\n{row}\n", ONE, on=later), ONE)

    again = plan_of(f"{HEADER}\n{row}\n", moved, on=TODAY)

    assert [fact.to_on for fact in moved.staff["e1"].memberships] == [date(2026, 11, 30), None]
    assert not again.changes_anything


def test_a_leaving_date_taken_back_opens_everything_again():
    gone = applied(plan_of(f"{HEADER}\n{SAME.replace(',,R', ',2026-10-31,R')}\n", ONE), ONE)

    [entry] = plan_of(f"{HEADER}\n{SAME}\n", gone).entries

    assert entry.kind == Kind.RETURNER
    back = applied(plan_of(f"{HEADER}\n{SAME}\n", gone), gone).staff["e1"]
    assert back.spell.to_on is None
    assert [fact.to_on for fact in (*back.posts, *back.memberships)] == [None, None]


def test_a_file_without_a_column_changes_nothing_there():
    [entry] = plan_of(
        "Employee No,Forename,Surname,Position,Start\nE1,Asha,Baker,Receptionist,01/01/2020\n", ONE
    ).entries

    assert entry.kind == Kind.UNCHANGED


def test_two_people_may_swap_addresses():
    ben = Person("E2", "Ben", "Cole", email="ben@x.example", employments=ASHA.employments)
    both = StaffList(staff={"e1": ASHA, "e2": ben}, groups=RECEPTION)
    asha = SAME.replace("asha@", "ben@")
    ben = "E2,Ben,Cole,asha@x.example,Clerk,,2020-01-01,,"

    assert plan_of(f"{HEADER}\n{asha}\n{ben}\n", both).problems == ()


@pytest.mark.parametrize(
    ("row", "faults"),
    [
        pytest.param("E2,Ben,Cole,ben,Clerk,,2020-01-01,,", [Fault.BAD_EMAIL], id="e-mail"),
        pytest.param(
            "E2,B,Cole,ASHA@x.example,Clerk,,2020-01-01,,", [Fault.EMAIL_TAKEN], id="taken"
        ),
        pytest.param("E2,Ben,,,Clerk,,2020-01-01,,", [Fault.BLANK], id="no surname"),
        pytest.param("E2,Ben,Cole,,Clerk,E9,soon,,", [Fault.IMPOSSIBLE_DATE], id="no day"),
        pytest.param("E2,Ben,Cole,,Clerk,E9,2020-01-01,,", [Fault.UNKNOWN_MANAGER], id="manager"),
        pytest.param("E2,Ben,Cole,,'=1+1,,2020-01-01,,", [Fault.FORMULA], id="defused formula"),
        pytest.param("E2,Ben,Cole,,Clerk,,2020-01-01,,,x", [Fault.LONG_ROW], id="a cell too many"),
        pytest.param(
            "E2,Ben,Cole,,,,2020-13-01,,@x",
            [Fault.BLANK, Fault.IMPOSSIBLE_DATE, Fault.FORMULA],
            id="three at once",
        ),
    ],
)
def test_a_broken_row_says_all_that_is_wrong_with_it(row, faults):
    plan = plan_of(f"{HEADER}\n{SAME}\n{row}\n", ONE)

    assert [problem.fault for problem in plan.problems] == faults
    assert [problem.row for problem in plan.problems] == [3] * len(faults)


def test_somebody_on_a_broken_row_is_never_taken_for_missing():
    plan = plan_of(f"{HEADER}\n{SAME.replace('2020-01-01', 'soon')}\n", ONE, last_on=TODAY)

    assert plan.entries == ()


def test_those_who_lean_on_a_fallen_row_fall_too():
    ben = "E2,Ben,Cole,,Clerk,,soon,,"
    cy = "E3,Cy,Dee,,Clerk,E2,2020-01-01,,"
    di = "E4,Di,Ex,,Clerk,E3,2020-01-01,,"

    plan = plan_of(f"{HEADER}\n{SAME}\n{di}\n{cy}\n{ben}\n", ONE)

    assert plan.broken_rows == (3, 4, 5)


def test_a_retired_group_takes_nobody_new_and_keeps_those_it_has():
    groups = {"reception": Group("Reception", is_retired=True)}
    retired = StaffList(staff={"e1": ASHA}, groups=groups)

    plan = plan_of(f"{HEADER}\n{SAME}\nE2,Ben,Cole,,Clerk,,2020-01-01,,Reception\n", retired)

    assert [(problem.row, problem.fault) for problem in plan.problems] == [(3, Fault.RETIRED_GROUP)]


def test_a_returner_with_the_old_start_date_is_asked_about():
    back = Person(
        "E1",
        "Asha",
        "Baker",
        employments=(
            Fact(1, date(2017, 1, 1), date(2019, 6, 30), None),
            Fact(2, date(2020, 1, 1), None, None),
        ),
    )
    staff_list = StaffList(staff={"e1": back}, groups=RECEPTION)

    plan = plan_of(f"{HEADER}\n{SAME.replace('2020', '2017')}\n", staff_list)

    assert [problem.fault for problem in plan.problems] == [Fault.START_OVERLAPS]


def test_a_column_nobody_knows_is_listed_and_one_that_is_missing_is_named():
    columns = map_columns(("Employee No", "Shoe size", "What to correct"))

    assert columns.ignored == ("Shoe size",)
    assert columns.missing == ("first_name", "last_name", "job_title", "start_date")
