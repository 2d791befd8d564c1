"""Which completions leave, and the one query that they leave by."""

from django.db.models import Count, F, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat, StrIndex
from django.db.models.lookups import GreaterThan
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from learning.exports.rules.filters import CompletionFilters
from learning.exports.rules.promise import COLUMNS
from learning.people.models import StaffMember
from learning.records.models import Completion, Void
from learning.tabular.columns import Column, Query

SEPARATOR = "; "
SQL_OF_COLUMN = {
    "record_key": "c.key",
    "payroll_number": "s.payroll_number",
    "first_name": "s.first_name",
    "last_name": "s.last_name",
    "staff_key": "c.staff_key",
    "activity": "c.activity_title",
    "activity_key": "c.activity_key",
    "content_version": "c.content_version",
    "completed_at": "c.completed_at",
    "completed_on": "c.completed_on",
    "expires_on": "c.expires_on",
    "source": "c.source",
    "marks_awarded": "c.marks_awarded",
    "marks_available": "c.marks_available",
    "pass_mark": "c.pass_mark",
    "elements": "c.elements",
    "staff_groups": "c.staff_groups",
    "recorded_at": "c.recorded_at",
    "voided_at": "v.recorded_at",
    "ledger_entry": "c.entry_id",
}


def matching_completions(filters: CompletionFilters) -> QuerySet[Completion]:
    """The completions that the filters let through, each as recorded on its day."""
    found = Completion.objects.all() if filters.with_voided else Completion.objects.standing()
    if filters.from_on:
        found = found.filter(completed_on__gte=filters.from_on)
    if filters.to_on:
        found = found.filter(completed_on__lte=filters.to_on)
    if filters.activity_key:
        found = found.filter(activity_key=filters.activity_key)
    if filters.staff_groups:
        in_any = Q()
        for name in filters.staff_groups:
            in_any |= Q(_lists("staff_groups", name))
        found = found.filter(in_any)
    if filters.element:
        found = found.filter(_lists("elements", filters.element))
    return found


def count_completions(filters: CompletionFilters) -> tuple[int, int]:
    """How many match, and how many of them were voided."""
    found = matching_completions(filters).aggregate(all=Count("pk"), voided=Count("void"))
    return found["all"], found["voided"]


def completions_query(filters: CompletionFilters) -> Query:
    """The promised columns of the completions that match, in the order of the ledger."""
    wanted = matching_completions(filters).order_by()
    sql, params = wanted.query.sql_with_params()
    staff, void = StaffMember._meta.db_table, Void._meta.db_table
    return Query(
        columns=tuple(Column(c.name, c.kind, SQL_OF_COLUMN[c.name]) for c in COLUMNS),
        from_sql=(
            f"FROM ({sql}) AS c"
            f" LEFT JOIN {staff} AS s ON s.key = c.staff_key"
            f" LEFT JOIN {void} AS v ON v.completion_id = c.entry_id"
            " ORDER BY c.entry_id"
        ),
        params=params,
    )


def in_words(filters: CompletionFilters) -> list[str]:
    """What was asked for, for the list of exports."""
    said = []
    days = {
        "first": date_format(filters.from_on, "j F Y") if filters.from_on else "",
        "last": date_format(filters.to_on, "j F Y") if filters.to_on else "",
    }
    if filters.from_on and filters.to_on:
        said.append(_("completed from %(first)s to %(last)s") % days)
    elif filters.from_on:
        said.append(_("completed from %(first)s on") % days)
    elif filters.to_on:
        said.append(_("completed up to %(last)s") % days)
    said.extend(filters.staff_groups)
    if filters.activity:
        said.append(filters.activity)
    if filters.element:
        said.append(_("element %(number)s") % {"number": filters.element})
    if not filters.with_voided:
        said.append(_("without voided completions"))
    return said or [_("everything")]


def _lists(field: str, name: str) -> GreaterThan:
    """That a column which lists names holds this one, whole, whatever characters are in it."""
    listed = Concat(Value(SEPARATOR), F(field), Value(SEPARATOR), output_field=TextField())
    return GreaterThan(StrIndex(listed, Value(f"{SEPARATOR}{name}{SEPARATOR}")), 0)
