"""What was promised to those who read the file. These tests change only with a new version."""

import json
import re

import pytest

from learning.exports.rules.promise import COLUMNS, NAME, VERSION
from learning.exports.selectors import SQL_OF_COLUMN
from tests.exports.reading import exported, rows

pytestmark = pytest.mark.django_db

HEADER = (
    "record_key,payroll_number,first_name,last_name,staff_key,activity,activity_key,"
    "content_version,completed_at,completed_on,expires_on,source,marks_awarded,marks_available,"
    "pass_mark,elements,staff_groups,recorded_at,voided_at,ledger_entry"
)
LOOKS_LIKE = {
    "string": r".*",
    "integer": r"-?\d+",
    "number": r"-?\d+(\.\d+)?",
    "date": r"\d{4}-\d\d-\d\d",
    "datetime": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d",
}


def test_version_1_of_completions_has_these_columns_in_this_order():
    assert (NAME, VERSION) == ("completions", 1)
    assert ",".join(column.name for column in COLUMNS) == HEADER
    assert set(SQL_OF_COLUMN) == set(HEADER.split(","))


def test_the_first_line_of_the_file_is_the_promised_header():
    assert exported().read("completions.csv") == HEADER.encode() + b"\n"


def test_a_row_says_what_was_completed_as_it_was_that_day(passed, asha, complaints):
    complaints.title = "Renamed since"
    complaints.save()
    asha.last_name = "Baker-Lowe"
    asha.save()

    [row] = rows(exported())

    assert row == {
        "record_key": str(passed.key),
        "payroll_number": "E000101",
        "first_name": "Asha",
        "last_name": "Baker-Lowe",
        "staff_key": str(asha.key),
        "activity": "Putting a complaint right",
        "activity_key": str(complaints.key),
        "content_version": "3",
        "completed_at": "2026-07-01T00:30:00+01:00",
        "completed_on": "2026-07-01",
        "expires_on": "2027-06-30",
        "source": "quiz",
        "marks_awarded": "8.5",
        "marks_available": "10",
        "pass_mark": "80",
        "elements": "4.3.3; 2.2.1",
        "staff_groups": "Contact centre; Reception",
        "recorded_at": "2026-07-01T00:30:00+01:00",
        "voided_at": "",
        "ledger_entry": str(passed.pk),
    }


def test_the_schema_describes_every_cell(passed, april, voided):
    archive = exported()
    [resource] = json.loads(archive.read("datapackage.json"))["resources"]
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    found = rows(archive)

    assert list(fields) == HEADER.split(",")
    assert len(found) == 3
    for row in found:
        for name, cell in row.items():
            field = fields[name]
            assert field["description"]
            if not cell:
                assert not field.get("constraints", {}).get("required"), name
            else:
                assert re.fullmatch(LOOKS_LIKE[field["type"]], cell), (name, cell)
    for name in ("record_key", "ledger_entry"):
        assert fields[name]["constraints"]["unique"]
        assert len({row[name] for row in found}) == 3


@pytest.mark.parametrize("beginning", ["=", "+", "-", "@", "\t", "\r"])
def test_a_name_that_is_a_formula_leaves_as_text(passed, asha, beginning):
    asha.first_name = f'{beginning}HYPERLINK("https://example.com")'
    asha.save()

    [row] = rows(exported())

    assert row["first_name"] == f'\'{beginning}HYPERLINK("https://example.com")'


def test_a_record_of_somebody_erased_from_the_staff_list_still_leaves(passed, asha):
    from learning.people.models import StaffMember

    asha.memberships.all().delete()
    asha.employments.all().delete()
    asha.posts.all().delete()
    StaffMember.objects.filter(pk=asha.pk).delete()

    [row] = rows(exported())

    assert (row["first_name"], row["payroll_number"]) == ("", "")
    assert row["staff_key"] == str(passed.staff_key)
