import json

import pytest
from django.core.management import CommandError, call_command

from tests.factories.people import AbsenceFactory, StaffMemberFactory
from tests.factories.records import CompletionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def staffed(front_desk, phones, complaints, at):
    asha, _bill, away = (StaffMemberFactory(staff_groups=[front_desk]) for _ in range(3))
    StaffMemberFactory(staff_groups=[phones])
    AbsenceFactory(staff_member=away)
    CompletionFactory(
        staff_member=asha,
        activity=complaints,
        completed_at=at(2026, 3, 2),
        recorded_at=at(2026, 6, 20),
    )


def test_the_table_says_who_counts(staffed, capsys):
    call_command("coverage", "--as-at", "2026-06-01")

    assert capsys.readouterr().out == (
        "2 The Culture of the Organisation, as at 2026-06-01, as known now\n"
        "\n"
        "2.2.1 Polite and friendly staff\n"
        "  Everyone                         1 of 2, 50%, 1 excused\n"
        "  Front desk                       1 of 2, 50%, 1 excused\n"
    )


def test_json_holds_every_figure(staffed, capsys):
    call_command(
        "coverage", "--as-at=2026-06-01", "--known-on=2026-06-19", "--format=json", "--criterion=2"
    )

    figure = {"expected": 3, "excused": 1, "current": 0, "percentage": 0}
    assert json.loads(capsys.readouterr().out) == {
        "criterion": {"number": "2", "title": "The Culture of the Organisation"},
        "as_at": "2026-06-01",
        "known_on": "2026-06-19",
        "elements": [
            {
                "number": "2.2.1",
                "title": "Polite and friendly staff",
                **figure,
                "staff_groups": [
                    {"name": "Front desk", **figure},
                    {
                        "name": "Phones",
                        "expected": 0,
                        "excused": 0,
                        "current": 0,
                        "percentage": None,
                    },
                ],
            }
        ],
    }


def test_what_was_recorded_on_the_day_is_known_that_day(staffed, capsys):
    call_command("coverage", "--as-at=2026-06-01", "--known-on=2026-06-20")

    assert "1 of 2, 50%" in capsys.readouterr().out


def test_an_unknown_criterion_is_refused(staffed):
    with pytest.raises(CommandError) as refused:
        call_command("coverage", "--as-at=2026-06-01", "--criterion=9")

    assert refused.value.returncode == 1
    assert "criterion 9" in str(refused.value)


def test_before_a_standard_is_loaded_it_says_what_to_do(db):
    with pytest.raises(CommandError, match="No standard is loaded"):
        call_command("coverage", "--as-at=2026-06-01")


def test_a_date_that_is_none_is_refused(db):
    with pytest.raises(CommandError, match="not a date"):
        call_command("coverage", "--as-at=1/6/2026")
