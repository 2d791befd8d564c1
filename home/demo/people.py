"""The council's staff, taken in through the import that HR uses, a quarter at a time."""

import csv
import io
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.conf import settings
from django.utils.timezone import get_current_timezone

from learning.people.choices import AbsenceReason
from learning.people.models import StaffGroup, StaffMember
from learning.people.rules.group_rule import Clause, Rule, RuleField
from learning.people.selectors.group_rules import preview_of
from learning.people.services import (
    apply_staff_import,
    check_staff_import,
    record_absence,
    set_group_rule,
    upload_staff_import,
)

from .shifting import shift_list

DATA = Path(__file__).parent / "data"
FIRST_LIST_DAYS_AGO = 430
LIST_EVERY_DAYS = 105
AWAY: Mapping[str, tuple[AbsenceReason, int, int | None]] = {
    "E010566": (AbsenceReason.PARENTAL, -60, 120),
    "E010614": (AbsenceReason.SICKNESS, -20, None),
    "E010687": (AbsenceReason.SECONDMENT, -100, 80),
    "E011141": (AbsenceReason.OTHER, -10, 30),
}
BY_RULE: Mapping[str, tuple[Clause, ...]] = {
    "Libraries": (Clause(RuleField.DEPARTMENT, ("Libraries",)),),
    "Reception": (
        Clause(RuleField.DEPARTMENT, ("Customer Services",)),
        Clause(RuleField.JOB_TITLE, ("Receptionist", "Senior Receptionist", "Reception Manager")),
    ),
}


def at_nine(day: date) -> datetime:
    """Nine in the morning of the day, where the organisation is."""
    return datetime.combine(day, time(9), tzinfo=get_current_timezone())


def load_staff(*, today: date) -> None:
    """Take in the list as it stood each quarter, so that joiners and leavers came as they do."""
    rows = list(csv.DictReader(io.StringIO(_list_as_of(today, "staff_list.csv"))))
    days_ago = [*range(FIRST_LIST_DAYS_AGO, 10, -LIST_EVERY_DAYS), 10]
    for ago in days_ago:
        day = today - timedelta(days=ago)
        _take_in(_as_it_stood(rows, day), day=day)
        if ago == FIRST_LIST_DAYS_AGO:
            _fill_groups_by_rule(day=day)


def write_next_list(*, today: date) -> Path:
    """Next month's list, for trying the import by hand; returns where it lies."""
    path = Path(settings.DATA_DIR) / "staff_list_next_month.csv"
    path.write_text(_list_as_of(today, "staff_list_next_month.csv"), encoding="utf-8-sig")
    return path


def send_some_away(*, today: date) -> None:
    for number, (reason, begins, ends) in AWAY.items():
        record_absence(
            staff_member=StaffMember.objects.get(payroll_number=number),
            reason=reason,
            from_on=today + timedelta(days=begins),
            to_on=None if ends is None else today + timedelta(days=ends),
            by=None,
            at=at_nine(today + timedelta(days=begins)),
        )


def _list_as_of(today: date, name: str) -> str:
    return shift_list((DATA / name).read_text(encoding="utf-8-sig"), to=today)


def _as_it_stood(rows: list[dict[str, str]], day: date) -> bytes:
    """Those who had joined by the day, with the leaving dates that were known by then."""
    known = [
        row | {"leaving_date": row["leaving_date"] if row["leaving_date"] <= str(day) else ""}
        for row in rows
        if row["start_date"] <= str(day)
    ]
    here = {row["payroll_number"] for row in known}
    for row in known:
        if row["manager_payroll_number"] not in here:
            row["manager_payroll_number"] = ""
    content = io.StringIO()
    writer = csv.DictWriter(content, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(known)
    return content.getvalue().encode()


def _fill_groups_by_rule(*, day: date) -> None:
    """Two groups follow the posts from the first list on; the file keeps the others."""
    for name, clauses in BY_RULE.items():
        group, rule = StaffGroup.objects.get(name=name), Rule(clauses)
        set_group_rule(
            staff_group=group,
            rule=rule,
            by=None,
            at=at_nine(day),
            preview_digest=preview_of(group, rule, on=day).digest(),
        )


def _take_in(content: bytes, *, day: date) -> None:
    at = at_nine(day)
    staff_import = upload_staff_import(
        file_name=f"staff_list_{day:%Y_%m}.csv",
        content=content,
        by=None,
        at=at,
        creates_groups=True,
        takes_effect_on=day,
    )
    checked = check_staff_import(staff_import=staff_import, at=at)
    apply_staff_import(staff_import=checked, by=None, at=at, check_key=checked.check_key)
