import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from learning.people.models import StaffImport, StaffMember

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parents[1] / "data"
FIRST, NEXT = DATA / "staff_list.csv", DATA / "staff_list_next_month.csv"


def run(*arguments):
    """What the command prints, and its exit code."""
    out = StringIO()
    try:
        call_command("import_staff", *map(str, arguments), stdout=out)
    except SystemExit as stop:
        return out.getvalue(), stop.code
    return out.getvalue(), 0


def test_without_apply_nothing_changes():
    printed, code = run(FIRST, "--create-groups")

    assert code == 0
    assert "Joiners: 154" in printed
    assert "Nothing was changed" in printed
    assert StaffMember.objects.count() == StaffImport.objects.count() == 0


def test_applied_it_says_so_and_exits_with_0():
    printed, code = run(FIRST, "--create-groups", "--apply")

    assert code == 0
    assert printed.rstrip().endswith("Applied.")
    assert StaffMember.objects.count() == 154


def test_broken_rows_are_listed_and_exit_with_1():
    run(FIRST, "--create-groups", "--apply")

    printed, code = run(NEXT, "--apply", "--leavers-last-day", "2026-10-31")

    assert code == 1
    assert "Rows to correct: 12" in printed
    assert "Row 52, Start: 30/02/2025. There is no such date." in printed
    assert "Leavers: 5" in printed


def test_json_says_the_same():
    run(FIRST, "--create-groups", "--apply")

    printed, _code = run(NEXT, "--format", "json")

    report = json.loads(printed)
    assert report["counts"]["broken"] == 12
    assert len(report["problems"]) == 14
    assert report["unknown_groups"] == {"Astronauts": 1}
    assert report["is_applied"] is False


def test_new_groups_wait_for_the_word():
    printed, code = run(FIRST)

    assert code == 1
    assert "Add --create-groups" in printed


@pytest.mark.parametrize("content", [b"", b"name,number\nAsha,1\n"])
def test_a_file_that_cannot_be_used_exits_with_2(tmp_path, content):
    path = tmp_path / "staff.csv"
    path.write_bytes(content)

    with pytest.raises(CommandError) as refused:
        call_command("import_staff", str(path))

    assert refused.value.returncode == 2


def test_a_file_that_is_not_there_exits_with_2(tmp_path):
    with pytest.raises(CommandError) as refused:
        call_command("import_staff", str(tmp_path / "none.csv"))

    assert refused.value.returncode == 2
