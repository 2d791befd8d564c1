import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.evidence.rules.withholding import is_withheld, withheld_in_row


@pytest.mark.parametrize(
    ("expected", "withheld"),
    [
        pytest.param({}, set(), id="no groups"),
        pytest.param({"a": 5, "b": 37}, set(), id="five is enough"),
        pytest.param({"a": 0, "b": 37}, set(), id="nobody is a gap that tells nothing"),
        pytest.param({"a": 4, "b": 37, "c": 12}, {"a", "c"}, id="the next-smallest goes with it"),
        pytest.param({"a": 4, "b": 3, "c": 12}, {"a", "b"}, id="two small ones hide each other"),
        pytest.param(
            {"a": 1, "b": 2, "c": 12, "d": 37},
            {"a", "b", "c"},
            id="two that are few together do not",
        ),
        pytest.param({"a": 4}, {"a"}, id="a small group alone"),
        pytest.param({"a": 4, "b": 0}, {"a"}, id="nobody cannot hide anybody"),
        pytest.param({"a": 4, "b": 12, "c": 12}, {"a", "b"}, id="one of two of a size"),
    ],
)
def test_which_cells_of_a_row_are_withheld(expected, withheld):
    assert withheld_in_row(expected, smallest=5) == withheld


@pytest.mark.parametrize(("people", "withheld"), [(0, False), (1, True), (4, True), (5, False)])
def test_a_total_about_few_people_is_withheld(people, withheld):
    assert is_withheld(people, smallest=5) is withheld


@given(st.dictionaries(st.integers(), st.integers(0, 12)), st.integers(0, 8))
def test_no_small_figure_is_shown_and_no_gap_can_be_filled(expected, smallest):
    withheld = withheld_in_row(expected, smallest=smallest)

    shown = {cell: people for cell, people in expected.items() if cell not in withheld and people}
    hidden = [expected[cell] for cell in withheld]
    assert all(people >= smallest for people in shown.values())
    assert 0 not in hidden
    if hidden and shown:
        assert len(hidden) >= 2
        assert sum(hidden) >= smallest
