"""What a page shows of what a change comes to: words and numbers, which can be kept."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from learning.records.choices import StatusChoice
from learning.records.models import Assignment
from learning.records.rules.status import HOLDING

from .changes import Change, target_of
from .effects import Effect, Line
from .terms_words import cost_in_words


def effect_as_shown(effect: Effect, change: Change) -> dict[str, Any]:
    """`totals` are numbers with what they count; `people` those whom the page names."""
    totals = [
        (effect.people, _("People")),
        (effect.total("to_do"), _("To do")),
        (effect.total("meet_it"), _("Already met")),
        (effect.total("away") + effect.total("waived"), _("Away or excused")),
        (effect.total("asked_already"), _("Asked already by another assignment")),
        (effect.total("late"), _("Late on the first day")),
    ]
    if dropped := effect.total("dropped"):
        totals.append((dropped, _("Asked no longer")))
    return {
        "on": date_format(effect.on, "j F Y"),
        "reaches_nobody": effect.reaches_nobody,
        "asks_later": bool(change.begins),
        "totals": totals,
        "late": effect.total("late"),
        "cost": list(cost_in_words(effect.cost)),
        "activities": [
            {
                "title": str(activity),
                "minutes": tally.minutes,
                "asked": tally.asked,
                "to_do": tally.to_do,
                "meet_it": tally.meet_it,
                "dropped": tally.dropped,
            }
            for activity, tally in effect.tallies.items()
        ],
        "people": [_shown(line) for line in effect.lines],
        "left_out": effect.lines_left_out,
    }


def _shown(line: Line) -> dict[str, Any]:
    standing = line.standing
    return {
        "id": line.staff_member.pk,
        "name": str(line.staff_member),
        "department": line.department,
        "activity": str(line.activity),
        "status": str(StatusChoice(standing.status).label),
        "is_met": standing.status in HOLDING,
        "due_on": date_format(standing.due_on, "j F Y") if standing.due_on else "",
        "because": line.because,
        "asked_already": _named(line.asked_already_by) if line.asked_already_by else "",
    }


def _named(assignment: Assignment) -> str:
    """What else asks for it: the programme that it is a step of, where it is one."""
    what = assignment.programme or assignment.activity
    return f"{what} – {target_of(assignment)}"
