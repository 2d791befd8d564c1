"""Coverage of elements, by staff group, as at a day and as known at a moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from learning.evidence.rules.coverage import Coverage, Facts, coverage_by_group
from learning.people.models import StaffGroup
from learning.standards.models import Criterion, Element

from .facts import load_facts


@dataclass(frozen=True, slots=True)
class GroupCoverage:
    """The figure for one staff group."""

    staff_group: StaffGroup
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class ElementCoverage:
    """The figures for one element: everyone, and each staff group that had anyone in post.

    Somebody in two groups is in the figure of both, and once in everyone's.
    """

    element: Element
    everyone: Coverage
    groups: tuple[GroupCoverage, ...]

    @property
    def expected(self) -> int:
        return self.everyone.expected

    @property
    def excused(self) -> int:
        return self.everyone.excused

    @property
    def current(self) -> int:
        return self.everyone.current

    @property
    def percentage(self) -> int | None:
        return self.everyone.percentage


def coverage_of(
    criterion: Criterion, *, on: date, known_at: datetime | None = None
) -> list[ElementCoverage]:
    """One row for each element of the criterion, in printed order. Ten queries, always.

    A retired element keeps its row for the days on which it was still claimed.
    """
    elements = Element.objects.filter(sub_criterion__criterion=criterion)
    facts = load_facts(elements, on=on, known_at=known_at).facts
    shown = (
        elements.filter(Q(is_retired=False) | Q(pk__in=facts.activities_for))
        .select_related("sub_criterion")
        .order_by("sub_criterion__position", "position")
    )
    groups = _groups_in_post(facts)
    return [_row(facts, element, groups) for element in shown]


def coverage_of_element(
    element: Element, *, on: date, known_at: datetime | None = None
) -> ElementCoverage:
    """The row of one element, retired or not."""
    elements = Element.objects.filter(pk=element.pk)
    facts = load_facts(elements, on=on, known_at=known_at).facts
    return _row(facts, element, _groups_in_post(facts))


def changed_since(
    criterion: Criterion, rows: Iterable[ElementCoverage], *, on: date, known_at: datetime
) -> list[ElementCoverage]:
    """The rows as they were known at the moment, for those elements whose figures changed since."""
    now = {row.element.pk: _figures(row) for row in rows}
    then = coverage_of(criterion, on=on, known_at=known_at)
    return [row for row in then if now.get(row.element.pk) != _figures(row)]


def _groups_in_post(facts: Facts) -> list[StaffGroup]:
    """Staff groups with somebody in post, whatever has become of the group since."""
    held = {group for person in facts.in_post for group in facts.groups_of.get(person, ())}
    return list(StaffGroup.objects.filter(pk__in=held))


def _row(facts: Facts, element: Element, groups: list[StaffGroup]) -> ElementCoverage:
    everyone, by_group = coverage_by_group(facts, element.pk)
    figures = (GroupCoverage(group, by_group.get(group.pk, Coverage())) for group in groups)
    return ElementCoverage(element, everyone, tuple(figures))


def _figures(row: ElementCoverage) -> tuple[Coverage, dict[int, Coverage]]:
    """The figures alone; a group with nobody expected is no figure."""
    said = {cell.staff_group.pk: cell.coverage for cell in row.groups if cell.coverage.expected}
    return row.everyone, said
