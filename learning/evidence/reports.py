"""Coverage as somebody may see it: in full with names to open, or with small figures withheld."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from learning.people.models import StaffGroup
from learning.standards.models import Element, SubCriterion
from learning.tabular.columns import Column, Kind

from .choices import STATUS_LABELS
from .rules.coverage import Coverage
from .rules.withholding import is_withheld, withheld_in_row
from .selectors import ElementCoverage, Named

COVERAGE_COLUMNS = (
    Column("element"),
    Column("element_title"),
    Column("staff_group"),
    Column("current", Kind.INTEGER),
    Column("counted", Kind.INTEGER),
    Column("percentage", Kind.INTEGER),
    Column("expected", Kind.INTEGER),
    Column("excused", Kind.INTEGER),
    Column("note"),
    Column("as_at", Kind.DATE),
    Column("known_on", Kind.DATE),
)

NAMED_COLUMNS = (
    Column("payroll_number"),
    Column("name"),
    Column("job_title"),
    Column("status"),
    Column("reason"),
    Column("element"),
    Column("staff_group"),
    Column("as_at", Kind.DATE),
    Column("known_on", Kind.DATE),
)


@dataclass(frozen=True, slots=True)
class Dates:
    """The two dates of a figure, and how an address holds them."""

    as_at: date
    known_on: date | None
    query: dict[str, str]


@dataclass(frozen=True, slots=True)
class Viewer:
    """What somebody may see: names, or figures about no fewer people than the smallest group."""

    sees_names: bool
    smallest: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure: withheld, about nobody, or with a link to its names for those who may."""

    staff_group: StaffGroup | None
    coverage: Coverage
    is_withheld: bool
    url: str = ""

    @property
    def tone(self) -> str:
        """How full it is, for the eye; the words say it too."""
        share = None if self.is_withheld else self.coverage.percentage
        if share is None:
            return "none"
        return (
            "all" if share == 100 else "most" if share >= 75 else "half" if share >= 50 else "few"
        )


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one element: everyone's first, then each staff group's."""

    element: Element
    cells: tuple[Cell, ...]
    url: str


@dataclass(frozen=True, slots=True)
class Section:
    """The elements of one sub-criterion."""

    sub_criterion: SubCriterion
    rows: tuple[Row, ...]


def sections_for(
    coverage: Iterable[ElementCoverage], viewer: Viewer, dates: Dates
) -> list[Section]:
    """Every element as the viewer may see it, by sub-criterion."""
    rows = [row_for(each, viewer, dates) for each in coverage]
    return [
        Section(sub_criterion, tuple(those))
        for sub_criterion, those in groupby(rows, key=lambda row: row.element.sub_criterion)
    ]


def row_for(coverage: ElementCoverage, viewer: Viewer, dates: Dates) -> Row:
    """One element as the viewer may see it."""
    everyone_is_withheld = False
    withheld: frozenset[int] = frozenset()
    if not viewer.sees_names:
        expected = {cell.staff_group.pk: cell.coverage.expected for cell in coverage.groups}
        everyone_is_withheld = is_withheld(coverage.expected, smallest=viewer.smallest)
        withheld = withheld_in_row(expected, smallest=viewer.smallest)
    figures = [(None, coverage.everyone, everyone_is_withheld)]
    figures += [
        (cell.staff_group, cell.coverage, cell.staff_group.pk in withheld)
        for cell in coverage.groups
    ]
    return Row(
        coverage.element,
        tuple(
            Cell(
                group,
                figure,
                hidden,
                named_url(coverage.element, group, dates)
                if viewer.sees_names and figure.expected
                else "",
            )
            for group, figure, hidden in figures
        ),
        address("evidence:element", coverage.element, dates.query),
    )


def named_url(element: Element, group: StaffGroup | None, dates: Dates) -> str:
    """Where the names behind a figure are."""
    chosen = {"group": str(group.pk)} if group else {}
    return address("evidence:named", element, chosen | dates.query)


def address(name: str, element: Element, query: dict[str, str]) -> str:
    return f"{reverse(name, args=[element.pk])}?{urlencode(query)}"


def coverage_lines(sections: Iterable[Section], dates: Dates) -> Iterator[tuple[object, ...]]:
    """The figures on screen as lines of a file, one for each. What is withheld stays withheld."""
    for section in sections:
        for row in section.rows:
            for cell in row.cells:
                yield (
                    row.element.number,
                    row.element.title,
                    cell.staff_group.name if cell.staff_group else _("Everyone"),
                    *_figures(cell),
                    dates.as_at,
                    dates.known_on,
                )


def _figures(cell: Cell) -> tuple[object, ...]:
    figure = cell.coverage
    if cell.is_withheld:
        return (None,) * 5 + (_("withheld"),)
    note = "" if figure.expected else _("nobody expected")
    return (
        figure.current,
        figure.counted,
        figure.percentage,
        figure.expected,
        figure.excused,
        note,
    )


def named_lines(
    named: Iterable[Named], element: Element, group: StaffGroup | None, dates: Dates
) -> Iterator[tuple[object, ...]]:
    """A named list as lines of a file."""
    for each in named:
        yield (
            each.staff_member.payroll_number,
            each.staff_member.full_name,
            each.job_title,
            str(STATUS_LABELS[each.status]),
            each.reason,
            element.number,
            group.name if group else _("Everyone"),
            dates.as_at,
            dates.known_on,
        )
