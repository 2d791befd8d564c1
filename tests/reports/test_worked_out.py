"""Rows that are worked out are sorted as a database would sort them."""

from dataclasses import dataclass

import pytest

from learning.reports.worked_out import in_order


@dataclass
class Group:
    name: str


@dataclass
class Row:
    label: str
    group: Group | None = None
    count: int | None = 0


RECEPTION, HOUSING = Group("Reception"), Group("housing")
ROWS = [
    Row("a", RECEPTION, 2),
    Row("b", None, 10),
    Row("c", HOUSING, None),
    Row("d", RECEPTION, 1),
]


@pytest.mark.parametrize(
    ("ordering", "expected"),
    [
        pytest.param([], "abcd", id="as they come"),
        pytest.param(["count"], "cdab", id="numbers as numbers, what has none first"),
        pytest.param(["-count"], "badc", id="the other way round, what has none last"),
        pytest.param(["group__name"], "bcad", id="along a relation, whatever the capitals"),
        pytest.param(["group__name", "count"], "bcda", id="by one and then by another"),
        pytest.param(["group__name", "-count"], "bcad", id="in two directions"),
    ],
)
def test_rows_are_sorted(ordering, expected):
    assert "".join(row.label for row in in_order(ROWS, ordering)) == expected
