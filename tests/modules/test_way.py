import pytest

from modules.rules.content import sections_of
from modules.rules.way import Next, Way, minutes_left, way_through


def sections(*ids):
    return sections_of([{"id": id_, "value": {"title": id_}} for id_ in ids])


@pytest.mark.parametrize(
    ("read", "has_quiz", "is_in_quiz", "is_current", "expected"),
    [
        pytest.param("", True, False, False, Way(Next.START, 1, 0, 3), id="nothing read"),
        pytest.param("a", True, False, False, Way(Next.GO_ON, 2, 1, 3), id="first read"),
        pytest.param("ac", True, False, False, Way(Next.GO_ON, 2, 2, 3), id="one skipped"),
        pytest.param("abc", True, False, False, Way(Next.TAKE_QUIZ, None, 3, 3), id="all read"),
        pytest.param("abc", False, False, False, Way(Next.CONFIRM, None, 3, 3), id="no quiz"),
        pytest.param("a", True, True, False, Way(Next.GO_ON_WITH_QUIZ, None, 1, 3), id="in quiz"),
        pytest.param("abc", True, False, True, Way(Next.READ_AGAIN, 1, 3, 3), id="it counts"),
        pytest.param("x", True, False, False, Way(Next.START, 1, 0, 3), id="section gone since"),
    ],
)
def test_what_comes_next(read, has_quiz, is_in_quiz, is_current, expected):
    way = way_through(
        sections("a", "b", "c"),
        read=set(read),
        has_quiz=has_quiz,
        is_in_quiz=is_in_quiz,
        is_current=is_current,
    )

    assert way == expected


@pytest.mark.parametrize(
    ("done", "has_quiz", "expected"),
    [
        pytest.param(0, True, 10, id="all of it"),
        pytest.param(1, True, 8, id="three of four steps"),
        pytest.param(3, True, 3, id="the quiz is left"),
        pytest.param(2, False, 4, id="a third is left"),
        pytest.param(3, False, 1, id="only the confirmation is left"),
    ],
)
def test_the_minutes_that_are_left(done, has_quiz, expected):
    assert minutes_left(10, done=done, total=3, has_quiz=has_quiz) == expected


def test_a_module_without_sections_takes_what_it_says():
    assert minutes_left(10, done=0, total=0, has_quiz=False) == 10
