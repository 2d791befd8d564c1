"""What an import says to people: fields, changes, and each problem with its reason and its cure."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learning.people.choices import CustomerContact, EmploymentType
from learning.people.rules.staff_import import Change, Entry, Fault, Kind, Problem
from learning.tabular.to_correct import Explained

WORDS: dict[str, Any] = {
    "payroll_number": gettext_lazy("payroll number"),
    "first_name": gettext_lazy("first name"),
    "last_name": gettext_lazy("last name"),
    "preferred_name": gettext_lazy("preferred name"),
    "email": gettext_lazy("e-mail address"),
    "job_title": gettext_lazy("job title"),
    "department": gettext_lazy("department"),
    "site": gettext_lazy("site"),
    "line_manager": gettext_lazy("line manager"),
    "customer_contact": gettext_lazy("customer contact"),
    "employment_type": gettext_lazy("employment type"),
    "hours_per_week": gettext_lazy("hours"),
    "start_date": gettext_lazy("start date"),
    "leaving_date": gettext_lazy("leaving date"),
    "staff_groups": gettext_lazy("staff groups"),
    "previous_number": gettext_lazy("previous payroll number"),
    "worked_until": gettext_lazy("worked here until"),
    "first_day": gettext_lazy("first day here"),
    "no_group": gettext_lazy("staff groups"),
    "post_begun": gettext_lazy("one more post"),
    "post_ended": gettext_lazy("no longer"),
}
LABELS: dict[str, Any] = {**dict(CustomerContact.choices), **dict(EmploymentType.choices)}
KINDS: dict[Kind, Any] = {
    Kind.JOINER: gettext_lazy("Joiners"),
    Kind.RETURNER: gettext_lazy("Returners"),
    Kind.MOVER: gettext_lazy("Movers"),
    Kind.LEAVER: gettext_lazy("Leavers"),
    Kind.CORRECTED: gettext_lazy("Details corrected"),
    Kind.ABSENT: gettext_lazy("Not in the file"),
    Kind.UNCHANGED: gettext_lazy("Unchanged"),
}

# For each fault, the reason and the cure. What stands in %(…)s comes from the problem's detail.
EXPLANATIONS: dict[Fault, tuple[Any, Any]] = {
    Fault.BLANK: (
        gettext_lazy("This cell is empty, and it must not be."),
        gettext_lazy("Fill it in."),
    ),
    Fault.DUPLICATE_NUMBER: (
        gettext_lazy("This payroll number stands on rows %(rows)s."),
        gettext_lazy("Keep the right row, and give the other person their own number."),
    ),
    Fault.SHORT_ROW: (
        gettext_lazy("The row has %(has)s cells; the file has %(wants)s columns."),
        gettext_lazy("Look for a missing comma or a broken line, and complete the row."),
    ),
    Fault.LONG_ROW: (
        gettext_lazy("The row has %(has)s cells; the file has %(wants)s columns."),
        gettext_lazy(
            "Look for a comma too many, or put quotation marks around a cell with commas."
        ),
    ),
    Fault.TOO_LONG: (
        gettext_lazy("This is %(length)s characters long; the most is %(limit)s."),
        gettext_lazy("Shorten it."),
    ),
    Fault.FORMULA: (
        gettext_lazy("This begins like a spreadsheet formula."),
        gettext_lazy("Type the plain words, without =, +, - or @ in front."),
    ),
    Fault.BAD_EMAIL: (
        gettext_lazy("This is not an e-mail address."),
        gettext_lazy("Write it like asha.baker@example.org, or leave the cell empty."),
    ),
    Fault.EMAIL_TAKEN: (
        gettext_lazy("%(holder)s already has this e-mail address."),
        gettext_lazy("Give each person their own address, or leave the cell empty."),
    ),
    Fault.UNKNOWN_MANAGER: (
        gettext_lazy("No sound row of the file, and nobody on the staff list, has this number."),
        gettext_lazy("Give the manager's payroll number, or correct the manager's own row."),
    ),
    Fault.OWN_MANAGER: (
        gettext_lazy("This person would be their own manager."),
        gettext_lazy("Give the payroll number of the person they report to, or leave it empty."),
    ),
    Fault.UNKNOWN_CONTACT: (
        gettext_lazy("This is not one of: %(words)s."),
        gettext_lazy("Use one of those words, or leave the cell empty."),
    ),
    Fault.UNKNOWN_EMPLOYMENT: (
        gettext_lazy("This is not one of: %(words)s."),
        gettext_lazy("Use one of those words, or leave the cell empty."),
    ),
    Fault.BAD_HOURS: (
        gettext_lazy("This is not a number of hours between 0 and 168."),
        gettext_lazy("Write it like 37 or 18.5."),
    ),
    Fault.IMPOSSIBLE_DATE: (
        gettext_lazy("There is no such date."),
        gettext_lazy("Write it like 31/12/2026 or 2026-12-31."),
    ),
    Fault.YEAR_IN_SHORT: (
        gettext_lazy("The year has two digits here, and it is not plain which year is meant."),
        gettext_lazy("Write the year in full, like 31/12/2026."),
    ),
    Fault.LEAVES_BEFORE_START: (
        gettext_lazy("The leaving date comes before the start date."),
        gettext_lazy("Correct whichever of the two is wrong."),
    ),
    Fault.START_OVERLAPS: (
        gettext_lazy("They already worked here until %(until)s, and came back on %(came_back)s."),
        gettext_lazy("Give the day they came back."),
    ),
    Fault.UNKNOWN_GROUP: (
        gettext_lazy("There is no staff group called %(group)s."),
        gettext_lazy("Correct the name, or tick that new groups are to be created."),
    ),
    Fault.RETIRED_GROUP: (
        gettext_lazy("The staff group %(group)s is retired."),
        gettext_lazy("Use another group, or bring this one back."),
    ),
    Fault.SAME_PERSON: (
        gettext_lazy(
            "%(holder)s has this e-mail address and is not in the file. "
            "This may be the same person."
        ),
        gettext_lazy(
            "If so, give %(holder)s in a column called previous payroll number, or change the "
            "number on their page. If not, correct the address."
        ),
    ),
    Fault.OTHER_ROW: (
        gettext_lazy("Another row of the same person is to be corrected: row %(rows)s."),
        gettext_lazy("Correct that row; send both of them back."),
    ),
    Fault.NUMBER_TAKEN: (
        gettext_lazy("Somebody else on the staff list has this number, and the previous one too."),
        gettext_lazy("Correct whichever of the two numbers is wrong."),
    ),
    Fault.SOMEBODY_ELSE: (
        gettext_lazy("This is the number of %(who)s, who began on another day."),
        gettext_lazy(
            "A number never goes to somebody else: give this person their own. If it is the same "
            "person, correct the names first, and the start date with a later file."
        ),
    ),
    Fault.PREVIOUS_IN_FILE: (
        gettext_lazy("This number has a row of its own: row %(rows)s."),
        gettext_lazy("If it is the same person, remove that row; if not, empty this cell."),
    ),
    Fault.PREVIOUS_TWICE: (
        gettext_lazy("Several people are said to have had this number: rows %(rows)s."),
        gettext_lazy("Keep it for the one it belonged to, and empty the other cells."),
    ),
}


def word_for(name: str) -> str:
    return str(WORDS[name])


def explain(problem: Problem) -> Explained:
    reason, cure = EXPLANATIONS[problem.fault]
    detail = {name: _shown_detail(name, value) for name, value in problem.detail.items()}
    return Explained(
        row=problem.row,
        column=problem.column or _("whole row"),
        value=problem.value,
        fault=problem.fault.value,
        reason=str(reason) % detail,
        cure=str(cure) % detail,
    )


def _shown_detail(name: str, value: str | int) -> str:
    if name in ("until", "came_back"):
        return shown_value(parse_date(str(value)))
    return str(value)


def shown_value(value: object) -> str:
    """A cell's value as people read it."""
    match value:
        case None | "" | ():
            return _("nothing")
        case date():
            return date_format(value)
        case tuple():
            return "; ".join(value)
        case Decimal():
            return _("%(hours)s hours a week") % {"hours": f"{value.normalize():f}"}
    return str(LABELS.get(str(value), value))


def changes_of(entry: Entry) -> list[str]:
    """What changes about somebody, a short line for each thing."""
    if entry.kind == Kind.JOINER:
        lines = [", ".join(shown_value(change.new) for change in entry.changes)]
    else:
        lines = [_line(change) for change in entry.changes]
    if entry.groups_begun:
        lines.append(_("joins %(groups)s") % {"groups": "; ".join(entry.groups_begun)})
    if entry.groups_ended:
        lines.append(_("leaves %(groups)s") % {"groups": "; ".join(entry.groups_ended)})
    return lines


def _line(change: Change) -> str:
    words = {"what": word_for(change.what), "old": shown_value(change.old)}
    words["new"] = shown_value(change.new)
    match change.what:
        case "no_group" if change.old:
            return _("joins no staff group that is kept by hand; was in %(old)s") % words
        case "no_group":
            return _("joins no staff group that is kept by hand")
        case "worked_until" | "first_day":
            return _("%(what)s %(old)s") % words
        case "post_begun":
            return _("%(what)s: %(new)s") % words
        case "post_ended":
            return _("%(what)s %(old)s after %(new)s") % words
    return _("%(what)s: %(old)s → %(new)s") % words
