"""Taking a staff list in, for tests: upload and check it, look at what it would do, apply it."""

from datetime import UTC, date, datetime
from pathlib import Path

from learning.people.models import StagedProblem
from learning.people.rules.staff_import import Fault
from learning.people.services import (
    apply_staff_import,
    check_staff_import,
    upload_staff_import,
)
from learning.people.services.import_checking import say_nothing

DATA = Path(__file__).parents[1] / "data"
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def checked(content, *, name="staff.csv", at=AT, by=None, say=say_nothing, **options):
    """An upload that was checked. The content is text, bytes, or rows of text."""
    if isinstance(content, list):
        content = "\n".join(content) + "\n"
    if isinstance(content, str):
        content = content.encode()
    staff_import = upload_staff_import(
        file_name=name, content=content, by=by, at=at, **{"takes_effect_on": TODAY} | options
    )
    return check_staff_import(staff_import=staff_import, at=at, say=say)


def checked_file(name, **options):
    return checked((DATA / name).read_bytes(), name=name, **options)


def applied(staff_import, *, at=AT, by=None, **options):
    return apply_staff_import(
        staff_import=staff_import, by=by, at=at, check_key=staff_import.check_key, **options
    )


def numbers(staff_import, kind):
    """The payroll numbers of those of one kind."""
    changes = staff_import.changes.filter(kind=kind)
    return sorted(changes.values_list("payroll_number", flat=True))


def faults(staff_import):
    """What is wrong, as row, column and fault."""
    problems = StagedProblem.objects.filter(staff_import=staff_import)
    return [(one.row_number, one.column, Fault(one.fault)) for one in problems]


def kinds(staff_import):
    """The counts of people, without those that are nought."""
    names = ("joiner", "returner", "leaver", "mover", "corrected", "absent", "unchanged")
    return {name: staff_import.counts[name] for name in names if staff_import.counts[name]}
