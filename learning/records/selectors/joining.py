"""Who of those who would join a staff group already meets what is asked of it."""

from collections.abc import Collection, Iterator
from datetime import date

from django.utils.translation import ngettext

from learning.catalogue.models import Listing
from learning.people.models import StaffGroup, StaffMember
from learning.records.models import Assignment
from learning.records.rules.asking import Terms
from learning.records.rules.standing import held_by

from .facts import PersonFacts, facts_about, terms_of

# So many people's facts are in memory at once.
BATCH = 1000


def already_current_in_words(
    staff_group: StaffGroup, joining: Collection[int], *, on: date
) -> str | None:
    """A sentence for those who look at a change of the group; None where it asks for nothing."""
    listed = Listing.objects.known().on(on).values("activity")
    assignments = Assignment.objects.known().on(on).filter(activity__in=listed)
    assignments = assignments.filter(staff_group=staff_group)
    asked = [(each.activity, terms_of(each)) for each in assignments.select_related("activity")]
    if not asked or not joining:
        return None
    activities = {activity.pk: activity.key for activity, _terms in asked}
    current = 0
    for batch in _batches(joining):
        keys = dict(StaffMember.objects.filter(pk__in=batch).values_list("pk", "key"))
        known = facts_about(keys, activities)
        current += sum(
            all(_is_met(theirs, activity.pk, terms, on) for activity, terms in asked)
            for theirs in known.people.values()
        )
    return ngettext(
        "Of those who join, %(current)s already meets everything that the group is asked for.",
        "Of those who join, %(current)s already meet everything that the group is asked for.",
        current,
    ) % {"current": current}


def _is_met(theirs: PersonFacts, activity: int, terms: Terms, on: date) -> bool:
    """Whether a completion counts that day under the terms."""
    completions = [each for each in theirs.completions.get(activity, ()) if each.on <= on]
    held = held_by(completions, terms)
    return held is not None and held.holds_on(on)


def _batches(ids: Collection[int]) -> Iterator[list[int]]:
    ordered = sorted(ids)
    for start in range(0, len(ordered), BATCH):
        yield ordered[start : start + BATCH]
