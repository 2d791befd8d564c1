"""Checks a table of completions from before: what is wrong with it, and what it would record."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from uuid import UUID, uuid4, uuid5

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from learning.catalogue.models import Activity
from learning.jobs.models import Job
from learning.jobs.services import start_job
from learning.jobs.working import Work, job
from learning.people.models import StaffMember, User
from learning.people.selectors.staff_list import staff_by_number
from learning.records.choices import RowOutcome, Source
from learning.records.models import Completion, HistoryImport, HistoryRow
from learning.records.rules.history import HISTORY, Column, HistoricRow, read_row
from learning.records.selectors.history_rows import word_for_column
from learning.tabular.mapping import checked_columns
from learning.tabular.reading import OpenTable, Row, UnreadableTable, open_table
from learning.tabular.rules.headings import Columns
from learning.tabular.stored_file import open_stored_file

# All are recorded at once or none; on SQLite everybody else's writing waits for as long.
MOST_ROWS = {"sqlite": 5_000, "postgresql": 50_000}
AT_ONCE = 500

Fact = tuple[UUID, UUID, date]


def start_history_check(
    *, history_import: HistoryImport, where: str, by: User, at: datetime
) -> Job:
    """Have a worker check the file; `where` is the address of what comes of it."""
    _columns_of(history_import)
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
        history_import.refused = str(error)
    with transaction.atomic():
        work.hold()
        _hold_check(history_import)
        if history_import.refused:
            history_import.rows.all().delete()
        outcomes = Counter(history_import.rows.values_list("outcome", flat=True))
        history_import.counts = {each.value: outcomes[each] for each in RowOutcome}
        history_import.checked_at = at
        history_import.save(update_fields=["counts", "checked_at", "refused"])


@transaction.atomic
def give_history_columns(
    *, history_import: HistoryImport, mapping: Mapping[str, str], by: User
) -> HistoryImport:
    """Settle which column is which. What was checked before no longer counts.

    Whoever agrees must not decide alone what is recorded, so only whoever uploaded it says so.
    """
    history_import = _locked(history_import.pk)
    if history_import.uploaded_by != by:
        raise ValidationError(_("Only whoever uploaded the file says which column is which."))
    checked_columns(HISTORY, history_import.detected["header"], mapping, word_for_column)
    history_import.mapping = dict(mapping)
    _forget_check(history_import)
    return history_import


def _columns_of(history_import: HistoryImport) -> Columns[Column]:
    header = history_import.detected["header"]
    return checked_columns(HISTORY, header, history_import.mapping, word_for_column)


def _locked(import_id: int) -> HistoryImport:
    """The import, locked, so that nobody applies it meanwhile; refused if somebody has."""
    history_import = HistoryImport.objects.select_for_update(of=("self",)).get(pk=import_id)
    if history_import.applied_at is not None:
        raise ValidationError(_("This file has been applied already."))
    return history_import


def _forget_check(history_import: HistoryImport) -> None:
    history_import.rows.all().delete()
    history_import.refused, history_import.checked_at = "", None
    history_import.check_key = None
    history_import.save()


def _hold_check(history_import: HistoryImport) -> None:
    """Refuse if the check was begun again meanwhile: first in each transaction of one."""
    same = HistoryImport.objects.filter(pk=history_import.pk, check_key=history_import.check_key)
    if not same.select_for_update(of=("self",)).only("pk").first():
        raise ValidationError(_("The check of this file was begun again. Look at that one."))


@transaction.atomic
def _begun_anew(import_id: int) -> HistoryImport:
    """The import without what an earlier check found."""
    history_import = _locked(import_id)
    _forget_check(history_import)
    history_import.check_key = uuid4()
    history_import.save(update_fields=["check_key"])
    return history_import


def _check(history_import: HistoryImport, work: Work, *, today: date) -> None:
    table = open_table(open_stored_file(history_import))
    checking = _Checking(history_import, _columns_of(history_import), today=today)
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
        self, history_import: HistoryImport, columns: Columns[Column], *, today: date
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
        # The number of a merged record means whoever stays.
        found = staff_by_number(numbers - {""})
        keys = {person.id: person.key for person in found.values()}
        ids = {number: person.id for number, person in found.items()}
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
        with transaction.atomic():
            _hold_check(self.history_import)
            HistoryRow.objects.bulk_create(staged)

    def _cells(self, row: Row) -> dict[Column, str]:
        return {
            column: row.cells[place]
            for column, place in self.columns.places.items()
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
    """Those that stand on record, however they are known, or were imported once and then voided.

    What was imported of a record is known of whoever it was merged into.
    """
    asked = list(facts)
    people = {person for person, _activity, _day in asked}
    keys = {person: [person] for person in people}
    merged = StaffMember.objects.filter(merged_into__key__in=people)
    for person, key in merged.order_by().values_list("merged_into__key", "key"):
        keys[person].append(key)
    wanted = {source_key_of((key, *fact[1:])): fact for fact in asked for key in keys[fact[0]]}
    imported = Completion.objects.filter(source=Source.IMPORT, source_key__in=wanted)
    standing = Completion.objects.standing().filter(
        staff_key__in=people, completed_on__in={day for _person, _activity, day in asked}
    )
    known = {wanted[key] for key in imported.values_list("source_key", flat=True)}
    return known | set(standing.values_list("staff_key", "activity_key", "completed_on"))
