"""Refusing a correction that cannot be: all of it, with the names and the cure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from learning.catalogue.models import Activity
from learning.people.models import Employment, StaffMember
from learning.people.rules.spans import Span
from learning.records.choices import FROM_ELSEWHERE
from learning.records.models import Completion, Void
from learning.records.rules.corrections import ToldDay, WrongDay, wrong_day

MOST_NAMED = 10


def refuse_voided(completions: Sequence[Completion]) -> None:
    """Somebody has voided one of them, perhaps meanwhile."""
    voids = Void.objects.filter(completion__in=[each.pk for each in completions])
    voided = set(voids.values_list("completion", flat=True))
    if voided:
        raise ValidationError(
            _("Already voided: %(names)s. Leave out what is voided, and ask again.")
            % {"names": _names(each for each in completions if each.pk in voided)}
        )


def refuse_wrong_days(completions: Sequence[Completion], *, day: date, today: date) -> None:
    """One of the completions cannot say that it happened that day.

    They need not be stored: an addition is looked at in the same way.
    """
    employed = _employed({each.staff_key for each in completions})
    activities = Activity.objects.filter(key__in={each.activity_key for each in completions})
    listed = dict(activities.values_list("key", "listed_on"))
    wrong: dict[WrongDay, list[Completion]] = defaultdict(list)
    for each in completions:
        told = ToldDay(
            day,
            employed=employed[each.staff_key],
            listed_on=listed.get(each.activity_key),
            before=each.completed_on,
            is_from_elsewhere=each.source in FROM_ELSEWHERE,
        )
        if problem := wrong_day(told, today=today):
            wrong[problem].append(each)
    if wrong:
        raise ValidationError(
            [
                _cure(problem) % {"names": _names(found), "day": date_format(day)}
                for problem, found in wrong.items()
            ]
        )


def _cure(problem: WrongDay) -> str:
    match problem:
        case WrongDay.TO_COME:
            return _("%(day)s is still to come. Give the day on which it was completed.")
        case WrongDay.AS_BEFORE:
            return _("It says %(day)s already: %(names)s. Give another day, or leave them out.")
        case WrongDay.NOT_IN_POST:
            return _(
                "Not in post on %(day)s: %(names)s. Give another day, put their first or last day "
                "right on the staff list, or record it as prior learning."
            )
        case WrongDay.NOT_YET_LISTED:
            return _(
                "Not yet listed on %(day)s: %(names)s. Give a later day, or record it as prior "
                "learning."
            )


def _employed(staff_keys: set[UUID]) -> dict[UUID, list[Span]]:
    found: dict[UUID, list[Span]] = defaultdict(list)
    spells = Employment.objects.known().filter(staff_member__key__in=staff_keys)
    for key, from_on, to_on in spells.values_list("staff_member__key", "from_on", "to_on"):
        found[key].append(Span(from_on, to_on))
    return found


def _names(completions: Iterable[Completion]) -> str:
    """Whose they are and of what, as many as fit in a sentence."""
    shown = list(completions)
    people = StaffMember.objects.in_bulk(
        {each.staff_key for each in shown[:MOST_NAMED]}, field_name="key"
    )
    names = [
        f"{people.get(each.staff_key, each.staff_key)} ({each.activity_title})"
        for each in shown[:MOST_NAMED]
    ]
    if len(shown) > MOST_NAMED:
        names.append(_("and %(count)d more") % {"count": len(shown) - MOST_NAMED})
    return ", ".join(names)
