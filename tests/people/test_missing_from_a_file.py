"""Those whom a whole staff list does not name: who is missed, and who leaves."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from learning.people.models import Employment
from tests.factories.people import EmploymentFactory, StaffMemberFactory
from tests.people.staff_lists import TODAY, applied, checked, numbers

pytestmark = pytest.mark.django_db

HEADER = "payroll number,first name,last name,job title,start date"
ASHA = "E1,Asha,Baker,Receptionist,2020-01-01"
LAST_DAY = date(2026, 10, 31)
YESTERDAY = TODAY - timedelta(days=1)


def list_without_others(**options):
    return checked([HEADER, ASHA], **options)


@pytest.fixture
def asha():
    return StaffMemberFactory(payroll_number="E1", first_name="Asha", last_name="Baker")


def known_spells_of(number):
    spells = Employment.objects.known().filter(staff_member__payroll_number=number)
    return list(spells.values_list("from_on", "to_on"))


@pytest.mark.parametrize(
    "leaves_on", [date(2027, 12, 31), date(2062, 3, 1), TODAY + timedelta(days=1)]
)
def test_whoever_has_a_leaving_date_to_come_is_missed(asha, leaves_on):
    StaffMemberFactory(payroll_number="E2", last_day_on=leaves_on)

    assert numbers(list_without_others(), "absent") == ["E2"]

    applied(leaving := list_without_others(leavers_last_day_on=LAST_DAY))
    assert numbers(leaving, "leaver") == ["E2"]
    [words] = leaving.changes.get().words
    assert words.startswith("leaving date: ")
    assert words.endswith(" → 31 October 2026")
    assert known_spells_of("E2") == [(date(2020, 1, 1), LAST_DAY)]


@pytest.mark.parametrize(
    ("leaves_on", "last_on"),
    [
        pytest.param(TODAY, None, id="leaves today anyway"),
        pytest.param(YESTERDAY, None, id="has left"),
        pytest.param(YESTERDAY, LAST_DAY, id="has left, after the last day given"),
        pytest.param(date(2026, 12, 31), date(2026, 12, 31), id="leaves on the last day given"),
    ],
)
def test_whoever_goes_by_then_anyway_is_not_missed(asha, leaves_on, last_on):
    StaffMemberFactory(payroll_number="E2", last_day_on=leaves_on)

    staff_import = list_without_others(leavers_last_day_on=last_on)

    assert staff_import.changes.count() == 0


def test_leaving_ends_this_spell_and_not_one_to_come(asha):
    returns = StaffMemberFactory(payroll_number="E2", last_day_on=date(2026, 12, 31))
    EmploymentFactory(staff_member=returns, from_on=date(2027, 9, 1))

    applied(list_without_others(leavers_last_day_on=LAST_DAY))

    assert known_spells_of("E2") == [(date(2020, 1, 1), LAST_DAY), (date(2027, 9, 1), None)]


@pytest.mark.parametrize("last_on", [None, LAST_DAY, date(2027, 1, 31)])
def test_whoever_is_yet_to_begin_is_missed_and_stays(asha, last_on):
    StaffMemberFactory(payroll_number="E2", first_day_on=date(2027, 1, 4))

    staff_import = applied(list_without_others(leavers_last_day_on=last_on))

    assert numbers(staff_import, "absent") == ["E2"]
    assert staff_import.changes.get().words == ["first day here 4 January 2027"]
    assert known_spells_of("E2") == [(date(2027, 1, 4), None)]


def test_a_last_day_before_somebody_began_is_refused_by_name(asha):
    StaffMemberFactory(payroll_number="E2", last_name="Cole")
    StaffMemberFactory(
        payroll_number="E3", first_name="Umar", last_name="Brown", first_day_on=date(2025, 6, 2)
    )
    before = [known_spells_of(number) for number in ("E1", "E2", "E3")]

    staff_import = list_without_others(leavers_last_day_on=date(2020, 1, 1))

    with pytest.raises(ValidationError, match=r"1 January 2020: Umar Brown \(E3\)\. Nobody leaves"):
        applied(staff_import)
    assert [known_spells_of(number) for number in ("E1", "E2", "E3")] == before


def test_whoever_begins_on_the_last_day_given_worked_for_one_day(asha):
    StaffMemberFactory(payroll_number="E2", first_day_on=LAST_DAY)

    applied(list_without_others(leavers_last_day_on=LAST_DAY))

    assert known_spells_of("E2") == [(LAST_DAY, LAST_DAY)]


@pytest.mark.parametrize("rows", [[ASHA], [ASHA, "E2,Ben,Cole,HR officer,2020-01-01,31/10/2026"]])
def test_nobody_locks_themselves_out(asha, rows):
    ben = StaffMemberFactory(payroll_number="E2", first_name="Ben", last_name="Cole")
    header = HEADER + ",leaving date" if len(rows) == 2 else HEADER
    rows = [row + "," if len(rows) == 2 and row == ASHA else row for row in rows]
    staff_import = checked([header, *rows], leavers_last_day_on=LAST_DAY)

    with pytest.raises(ValidationError, match="You would be among the leavers yourself"):
        applied(staff_import, by=ben.user)

    applied(staff_import, by=asha.user)
    assert known_spells_of("E2") == [(date(2020, 1, 1), LAST_DAY)]


def test_somebody_may_apply_the_file_in_which_they_leave_later(asha):
    ben = StaffMemberFactory(payroll_number="E2")

    applied(list_without_others(leavers_last_day_on=TODAY), by=ben.user)

    assert known_spells_of("E2") == [(date(2020, 1, 1), TODAY)]
