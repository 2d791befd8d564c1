"""Checks a table of completions from before: what is wrong with it, and what it would record."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import BinaryIO
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from learning.catalogue.models import Activity
from learning.jobs.models import Job
from learning.jobs.services import start_job
from learning.jobs.working import Work, job
from learning.people.models import StaffMember, User
from learning.records.choices import RowOutcome, Source
from learning.records.models import Completion, HistoryImport, HistoryRow
from learning.records.rules.history import (
    NEEDED,
    Column,
    HistoricRow,
    columns_of,
    read_row,
)
from learning.tabular.reading import OpenTable, Row, UnreadableTable, open_table
from learning.tabular.stored_file import open_stored_file

# All are recorded at once or none; on SQLite everybody else's writing waits for as long.
MOST_ROWS = {"sqlite": 5_000, "postgresql": 50_000}
AT_ONCE = 500

Fact = tuple[UUID, UUID, date]


def start_history_check(
    *, history_import: HistoryImport, where: str, by: User, at: datetime
) -> Job:
    """Have a worker check the file; `where` is the address of what comes of it."""
    return start_job(
        task=f"{__name__}.{check_history.__name__}",
        title=_("Checking %(file)s") % {"file": history_import.file_name},
        where=where,
        by=by,
        at=at,
        import_id=history_import.pk,
    )


@job
def check_history(work: Work, *, import_id: int) -> None:
    """Check an uploaded file, in the background. Doing so again begins anew."""
    history_import = _begun_anew(import_id)
    at = timezone.now()
    try:
        _check(history_import, work, today=localdate(at))
    except UnreadableTable as error:
        history_import.rows.all().delete()
        history_import.refused = str(error)
    outcomes = Counter(history_import.rows.values_list("outcome", flat=True))
    with transaction.atomic():
        work.hold()
        history_import.counts = {each.value: outcomes[each] for each in RowOutcome}
        history_import.checked_at = at
        history_import.save()


@transaction.atomic
def _begun_anew(import_id: int) -> HistoryImport:
    """The import without what an earlier check found; locked, so that nobody applies it then."""
    history_import = HistoryImport.objects.select_for_update(of=("self",)).get(pk=import_id)
    if history_import.applied_at is not None:
        raise ValidationError(_("This file has been applied already."))
    history_import.rows.all().delete()
    history_import.refused, history_import.checked_at = "", None
    history_import.save()
    return history_import


def open_history(file: BinaryIO) -> tuple[OpenTable, dict[Column, int]]:
    """The table in a file, and where its columns are. Refuses what is none, or lacks a column."""
    table = open_table(file)
    columns = columns_of(table.header)
    if missing := [column for column in NEEDED if column not in columns]:
        raise UnreadableTable(
            _("The file has no column called %(names)s. Add it, and upload the file again.")
            % {"names": ", ".join(missing)}
        )
    return table, columns


def _check(history_import: HistoryImport, work: Work, *, today: date) -> None:
    table, columns = open_history(open_stored_file(history_import))
    history_import.detected, history_import.header = table.detected, list(table.header)
    checking = _Checking(history_import, columns, today=today)
    for rows in _batches(table):
        checking.look_at(rows)
        work.say(done=rows[-1].number - 1, told=_("Looking at row %d") % rows[-1].number)
        if rows[-1].number > most_rows() + 1:
            raise UnreadableTable(
                _("The file has more than %(most)s rows. Split it, and upload the parts.")
                % {"most": number_format(most_rows(), force_grouping=True)}
            )


def most_rows() -> int:
    """How many rows a file may have on this database."""
    return MOST_ROWS[connection.vendor]


def _batches(table: OpenTable) -> Iterator[Sequence[Row]]:
    rows = iter(table)
    while batch := list(islice(rows, AT_ONCE)):
        yield batch


class _Checking:
    """One pass over a file, with what it remembers from row to row."""

    def __init__(
        self, history_import: HistoryImport, columns: dict[Column, int], *, today: date
    ) -> None:
        self.history_import = history_import
        self.columns = columns
        self.today = today
        self.seen: set[bytes] = set()
        self.activities: dict[str, list[int]] = defaultdict(list)
        self.activity_keys: dict[int, UUID] = {}
        for pk, key, title in Activity.objects.values_list("pk", "key", "title"):
            self.activities[" ".join(title.casefold().split())].append(pk)
            self.activities[str(key)].append(pk)
            self.activity_keys[pk] = key

    def look_at(self, rows: Sequence[Row]) -> None:
        cells = [self._cells(row) for row in rows]
        numbers = {each.get(Column.PAYROLL_NUMBER, "").strip() for each in cells}
        people = StaffMember.objects.filter(payroll_number__in=numbers)
        # The number of a merged record means whoever stays.
        meant = (Coalesce("merged_into_id", "pk"), Coalesce("merged_into__key", "key"))
        found = {
            number: (pk, key) for number, pk, key in people.values_list("payroll_number", *meant)
        }
        keys = dict(found.values())
        ids = {number: pk for number, (pk, _key) in found.items()}
        read = [
            read_row(each, people=ids, activities=self.activities, today=self.today)
            for each in cells
        ]
        facts = {
            number: (keys[each.person], self.activity_keys[each.activity], each.completed_on)
            for number, each in enumerate(read)
            if isinstance(each, HistoricRow)
        }
        known = known_facts(facts.values())
        staged = []
        for number, (row, each) in enumerate(zip(rows, read, strict=True)):
            if isinstance(each, HistoricRow):
                said_before = source_key_of(facts[number]).bytes
                is_known = facts[number] in known or said_before in self.seen
                self.seen.add(said_before)
                staged.append(self._sound(row, each, is_known=is_known))
            else:
                problems = [[problem.column.value, problem.fault.value] for problem in each]
                staged.append(
                    HistoryRow(
                        history_import=self.history_import,
                        number=row.number,
                        outcome=RowOutcome.BAD,
                        cells=list(row.cells),
                        problems=problems,
                    )
                )
        HistoryRow.objects.bulk_create(staged)

    def _cells(self, row: Row) -> dict[Column, str]:
        return {
            column: row.cells[place]
            for column, place in self.columns.items()
            if place < len(row.cells)
        }

    def _sound(self, row: Row, read: HistoricRow, *, is_known: bool) -> HistoryRow:
        return HistoryRow(
            history_import=self.history_import,
            number=row.number,
            outcome=RowOutcome.KNOWN if is_known else RowOutcome.NEW,
            staff_member_id=read.person,
            activity_id=read.activity,
            completed_on=read.completed_on,
            marks_awarded=read.marks_awarded,
            marks_available=read.marks_available,
            note=read.note,
        )


def source_key_of(fact: Fact) -> UUID:
    """One for each person, activity and day, so that the same file twice changes nothing."""
    person, activity, day = fact
    return uuid5(person, f"{activity} {day.isoformat()}")


def known_facts(facts: Iterable[Fact]) -> set[Fact]:
    """Those that stand on record, however they are known, or were imported once and then voided."""
    wanted = {source_key_of(fact): fact for fact in facts}
    imported = Completion.objects.filter(source=Source.IMPORT, source_key__in=wanted)
    standing = Completion.objects.standing().filter(
        staff_key__in={person for person, _activity, _day in wanted.values()},
        completed_on__in={day for _person, _activity, day in wanted.values()},
    )
    known = {wanted[key] for key in imported.values_list("source_key", flat=True)}
    return known | set(standing.values_list("staff_key", "activity_key", "completed_on"))
