"""What an assignment asks and what it costs, in words."""

from collections.abc import Iterator

from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from learning.records.choices import DueChoice
from learning.records.models import Assignment
from learning.records.rules.effect import Cost

from .changes import Ask

MINUTES_SAID_AS_HOURS = 90


def terms_in_words(terms: Ask | Assignment) -> str:
    """All that is asked, in a few short sentences."""
    return " ".join(_sentences(terms))


def _sentences(terms: Ask | Assignment) -> Iterator[str]:
    yield _("Mandatory.") if terms.is_mandatory else _("Recommended.")
    yield from _due(terms)
    yield from _again(terms)
    if terms.window_days:
        yield ngettext(
            "A refresher counts on the last %(days)s day before that.",
            "A refresher counts in the last %(days)s days before that.",
            terms.window_days,
        ) % {"days": terms.window_days}


def _due(terms: Ask | Assignment) -> Iterator[str]:
    said = {"days": terms.due_days}
    match DueChoice(terms.due):
        case DueChoice.BY_NO_DAY:
            if terms.season_from_month is None:
                yield _("Due on no date.")
        case DueChoice.ON_A_DAY:
            day = date_format(terms.due_on, "j F Y") if terms.due_on else ""
            yield _("Due %(day)s.") % {"day": day}
        case DueChoice.AFTER_JOINING:
            yield (
                ngettext(
                    "Due %(days)s day after joining the organisation.",
                    "Due %(days)s days after joining the organisation.",
                    terms.due_days,
                )
                % said
            )
        case DueChoice.AFTER_JOINING_GROUP:
            yield (
                ngettext(
                    "Due %(days)s day after joining the group.",
                    "Due %(days)s days after joining the group.",
                    terms.due_days,
                )
                % said
            )
        case DueChoice.AFTER_COMPLETION:
            yield (
                ngettext(
                    "Due %(days)s day after it is first asked, and so long after each completion.",
                    "Due %(days)s days after it is first asked, and so long after each completion.",
                    terms.due_days,
                )
                % said
            )


def _again(terms: Ask | Assignment) -> Iterator[str]:
    if terms.again_months:
        yield ngettext(
            "Again every month.", "Again every %(months)s months.", terms.again_months
        ) % {"months": terms.again_months}
    elif terms.season_from_month and terms.season_to_month:
        yield _("Every year from %(first)s to %(last)s.") % {
            "first": MONTHS[terms.season_from_month],
            "last": MONTHS[terms.season_to_month],
        }


def cost_in_words(cost: Cost) -> list[str]:
    """What it takes of the organisation's time, at first and then."""
    said = []
    if cost.first_weekly is not None and cost.first_until is not None:
        said.append(
            _("%(total)s in all at first: about %(weekly)s a week until %(day)s.")
            % {
                "total": minutes_in_words(cost.first_minutes),
                "weekly": minutes_in_words(cost.first_weekly),
                "day": date_format(cost.first_until, "j F Y"),
            }
        )
    elif cost.first_minutes:
        said.append(
            _("%(total)s in all at first, by no date.")
            % {"total": minutes_in_words(cost.first_minutes)}
        )
    else:
        said.append(_("Nothing at first: nobody has anything left to do."))
    if cost.then_weekly:
        said.append(
            _("Then about %(weekly)s a week, to do it again.")
            % {"weekly": minutes_in_words(cost.then_weekly)}
        )
    else:
        said.append(_("Then nothing: once is enough."))
    return said


def minutes_in_words(minutes: int) -> str:
    """Minutes, or from an hour and a half on whole hours, rounded up."""
    if minutes < MINUTES_SAID_AS_HOURS:
        return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    hours = -(-minutes // 60)
    return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
