"""Why somebody stands as they do, in a sentence that serves them, their manager and HR alike."""

from collections.abc import Iterator
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from learning.records.choices import NOT_TAKEN_HERE, Source
from learning.records.models import Assignment
from learning.records.rules.asking import Due, FirstDue
from learning.records.rules.standing import Excuse, Held, Standing
from learning.records.rules.status import HOLDING, Status


def because(standing: Standing, assignment: Assignment) -> str:
    """For whom it is asked and by when, with how that day came about."""
    return " ".join(_sentences(standing, assignment))


def for_whom(assignment: Assignment) -> str:
    """The programme and the group through which it is asked, where there is either."""
    return " ".join(_for_whom(assignment))


def _sentences(standing: Standing, assignment: Assignment) -> Iterator[str]:
    if standing.excuse is not None:
        yield _excused(standing.status, standing.excuse)
        return
    if standing.held is not None:
        yield _completed(standing.held, is_over=standing.status not in HOLDING)
    yield from _for_whom(assignment)
    if standing.extension is not None:
        yield _("Due %(day)s, extended: %(reason)s") % {
            "day": _day(standing.due_on),
            "reason": _ended(standing.extension.reason),
        }
    elif standing.first_due is not None:
        yield from _first_due(standing, standing.first_due, assignment)
    elif standing.due_on is not None:
        yield _("To be done again by %(day)s.") % {"day": _day(standing.due_on)}


def _for_whom(assignment: Assignment) -> Iterator[str]:
    if assignment.programme_id is not None and assignment.programme is not None:
        said: dict[str, object] = {"programme": assignment.programme}
        if assignment.step is None:
            yield _("Part of %(programme)s.") % said
        else:
            number, count = assignment.step
            said |= {"number": number, "count": count}
            yield _("Step %(number)s of %(count)s in %(programme)s.") % said
    if assignment.staff_group is not None:
        yield _("For everyone in %(group)s.") % {"group": assignment.staff_group}


def _completed(held: Held, *, is_over: bool) -> str:
    said = {"day": _day(held.completed.on)}
    if held.completed.source in NOT_TAKEN_HERE:
        said["source"] = str(Source(held.completed.source).label)
        said["day"] = _("%(day)s (%(source)s)") % said
    if held.renewal.holds_until is None:
        return _("Completed %(day)s.") % said
    said["until"] = _day(held.renewal.holds_until)
    if is_over:
        return _("Completed %(day)s, which counted until %(until)s.") % said
    return _("Completed %(day)s, which counts until %(until)s.") % said


def _first_due(standing: Standing, due: FirstDue, assignment: Assignment) -> Iterator[str]:
    if due.on is None:
        return
    said: dict[str, object] = {"due": _day(due.on), "days": due.days}
    if due.counted_from is None:
        if standing.terms.due is Due.ON_A_DAY:
            yield _("Due %(due)s.") % said
        else:
            yield _("Due %(due)s, the end of the season.") % said
    else:
        said["day"] = _day(due.counted_from)
        said["group"] = assignment.staff_group
        yield _counted_sentence(standing, due, assignment) % said
    if due.paused_days:
        yield ngettext(
            "%(days)s day away or excused is not counted.",
            "%(days)s days away or excused are not counted.",
            due.paused_days,
        ) % {"days": due.paused_days}


def _counted_sentence(standing: Standing, due: FirstDue, assignment: Assignment) -> str:
    """Which day the days are counted from, with places for due, days, day and group."""
    one = due.days == 1
    if due.counted_from == standing.terms.counted_from:
        if one:
            return _("Due %(due)s: a day after it was assigned on %(day)s.")
        return _("Due %(due)s: %(days)s days after it was assigned on %(day)s.")
    if due.is_after_joining or assignment.staff_group is None:
        if one:
            return _("Due %(due)s: a day after joining on %(day)s.")
        return _("Due %(due)s: %(days)s days after joining on %(day)s.")
    if one:
        return _("Due %(due)s: a day after joining %(group)s on %(day)s.")
    return _("Due %(due)s: %(days)s days after joining %(group)s on %(day)s.")


def _excused(status: Status, excuse: Excuse) -> str:
    until = excuse.span.to_on
    if status is Status.AWAY:
        # Why is HR's to know, and this is read on shared screens too.
        return _("Away until %(until)s.") % {"until": _day(until)} if until else _("Away.")
    said = {"why": _ended(excuse.reason), "until": until and _day(until)}
    return (_("Excused until %(until)s: %(why)s") if until else _("Excused: %(why)s")) % said


def _ended(reason: str) -> str:
    return f"{reason.rstrip('.')}."


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""
