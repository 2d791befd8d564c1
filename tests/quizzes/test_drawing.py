"""What a draw asks, by rules alone: tables first, then anything at all against slow brute force."""

from dataclasses import asdict
from itertools import combinations
from json import loads
from uuid import UUID

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from learning.records.rules.canonical import canonical_json
from quizzes.rules.drawing import (
    COST,
    Candidate,
    Draw,
    History,
    Picked,
    Preference,
    draw_questions,
    fitting,
    folded,
)
from quizzes.rules.shortages import Shortage, shortages

FRESH, REFRESHER = Preference.NOT_LAST_TIME, Preference.WRONG_OR_UNSEEN


def question(number, tags="", **fields):
    return Candidate(UUID(int=number), tags=folded(tags), **fields)


def keys(*numbers):
    return frozenset(UUID(int=number) for number in numbers)


def drawn(draws, candidates, *, seed="seed", chosen=(), history=None):
    return draw_questions(
        seed=seed, chosen=chosen, draws=draws, candidates=candidates, history=history or History()
    )


def bank(*tags):
    """One question for each text, whose letters are its tags."""
    return [question(number, each) for number, each in enumerate(tags)]


# What fits


@pytest.mark.parametrize(
    ("draw", "fits"),
    [
        pytest.param({}, {1, 2, 3}, id="anything"),
        pytest.param({"tags": ("a",)}, {1, 2}, id="a tag"),
        pytest.param({"tags": ("a", "b")}, {2}, id="every tag"),
        pytest.param({"tags": ("A",)}, {1, 2}, id="in capitals"),
        pytest.param({"tags": ("c",)}, set(), id="a tag of no question"),
        pytest.param({"elements": ("4.3.3",)}, {1}, id="an element"),
        pytest.param({"elements": ("4.3.3", "2.1.1")}, {1, 2}, id="either element"),
        pytest.param({"bank": "counter"}, {2, 3}, id="a bank"),
        pytest.param({"difficulty": "hard"}, {3}, id="a difficulty"),
        pytest.param({"tags": ("a",), "bank": "counter"}, {2}, id="all of it at once"),
    ],
)
def test_a_question_fits_what_a_draw_asks_for(draw, fits):
    candidates = [
        question(1, "a", elements=frozenset({"4.3.3"})),
        question(2, "ab", elements=frozenset({"2.1.1", "1.1.1"}), bank="counter"),
        question(3, "", bank="counter", difficulty="hard"),
    ]

    assert set(fitting(Draw(1, **draw), candidates)) == keys(*fits)


def test_accents_typed_in_two_ways_are_one_tag():
    assert folded(["Cafe\u0301"]) == folded(["café"])


def test_a_draw_comes_back_from_its_json_as_it_went_in():
    draw = Draw(2, tags=("bins",), elements=("4.3.3",), prefers=FRESH, must_pass=True, after=1)

    assert Draw.from_json(loads(canonical_json(asdict(draw)))) == draw


# In which order


def test_draws_and_chosen_questions_come_where_the_quiz_has_them():
    first, last = UUID(int=90), UUID(int=91)
    draws = [Draw(1, tags=("a",)), Draw(2, tags=("b",), after=1)]

    picked = drawn(draws, bank("a", "b", "b"), chosen=[first, last])

    assert [each.draw for each in picked] == [0, None, 1, 1, None]
    assert [each.key for each in picked if each.draw is None] == [first, last]


def test_a_chosen_question_is_not_drawn_as_well():
    [chosen, other] = bank("a", "a")

    picked = drawn([Draw(2, tags=("a",))], [chosen, other], chosen=[chosen.key])

    assert picked == (Picked(other.key, 0), Picked(chosen.key))


def test_another_seed_draws_others_and_each_question_has_its_turn():
    candidates = bank(*"aaaaaaaa")

    papers = {drawn([Draw(2)], candidates, seed=str(n)) for n in range(60)}

    assert len(papers) > 20
    assert {each.key for paper in papers for each in paper} == {each.key for each in candidates}


def test_a_seed_draws_the_same_in_any_year():
    """Pinned: a change of this is a change of every paper that could be drawn again."""
    picked = drawn([Draw(3)], bank(*"aaaaaaaaaa"), seed="0123456789abcdef")

    assert [each.key.int for each in picked] == [7, 1, 0]


# Draws that overlap


def test_a_draw_gives_way_to_one_that_has_no_other_question():
    candidates = bank("ab", "a")

    for seed in map(str, range(20)):
        picked = drawn([Draw(1, tags=("a",)), Draw(1, tags=("b",))], candidates, seed=seed)
        assert picked == (Picked(UUID(int=1), 0), Picked(UUID(int=0), 1))


def test_giving_way_goes_on_from_draw_to_draw():
    candidates = bank("ab", "bc", "c")
    draws = [Draw(1, tags=("c",)), Draw(1, tags=("b",)), Draw(1, tags=("a",))]

    for seed in map(str, range(20)):
        assert [each.key.int for each in drawn(draws, candidates, seed=seed)] == [2, 1, 0]


# What is preferred


def test_none_of_the_last_time_is_drawn_while_there_are_others():
    candidates = bank(*"aaaaaaaa")
    last_time = keys(0, 2, 4, 6)

    picked = drawn([Draw(4, prefers=FRESH)], candidates, history=History(last_time=last_time))

    assert {each.key for each in picked} == keys(1, 3, 5, 7)


def test_where_that_cannot_be_as_few_as_possible_come_again():
    last_time = keys(0, 1, 2)

    picked = drawn([Draw(4, prefers=FRESH)], bank(*"aaaaa"), history=History(last_time=last_time))

    assert len(picked) == 4
    assert len({each.key for each in picked} & last_time) == 2


def test_a_draw_leaves_the_new_ones_to_the_draw_that_needs_them():
    draws = [Draw(1, tags=("a",)), Draw(1, tags=("a",), prefers=FRESH)]

    for seed in map(str, range(20)):
        picked = drawn(draws, bank("a", "a"), seed=seed, history=History(last_time=keys(1)))
        assert picked == (Picked(UUID(int=1), 0), Picked(UUID(int=0), 1))


def test_a_refresher_asks_what_was_wrong_or_never_met():
    history = History(seen=keys(0, 1, 2, 3), wrong=keys(1, 3))

    picked = drawn([Draw(3, prefers=REFRESHER)], bank(*"aaaaa"), history=history)

    assert {each.key for each in picked} == keys(1, 3, 4)


def test_a_refresher_fills_up_with_what_was_right():
    history = History(seen=keys(0, 1, 2), wrong=keys(1))

    picked = drawn([Draw(2, prefers=REFRESHER)], bank(*"aaa"), history=history)

    assert len(picked) == 2
    assert UUID(int=1) in {each.key for each in picked}


def test_whoever_never_took_it_is_drawn_for_like_anybody():
    candidates = bank(*"aaaaaa")

    plain, fresh, refresher = (drawn([Draw(3, prefers=each)], candidates) for each in Preference)

    assert plain == fresh == refresher


# Whether there is enough


@pytest.mark.parametrize(
    ("draws", "tags", "expected"),
    [
        pytest.param([Draw(2, tags=("a",))], ["a", "a"], [], id="just enough"),
        pytest.param([Draw(4, tags=("a",))], ["a", "a", "b"], [Shortage((0,), 4, 2)], id="too few"),
        pytest.param(
            [Draw(2, tags=("a",)), Draw(1), Draw(1, tags=("z",))],
            ["a"],
            [Shortage((0,), 2, 1), Shortage((2,), 1, 0)],
            id="each draw by itself first",
        ),
        pytest.param(
            [Draw(1, tags=("c",)), Draw(2, tags=("a",)), Draw(2, tags=("b",))],
            ["ab", "ab", "a", "c"],
            [Shortage((1, 2), 4, 3)],
            id="two draws between them",
        ),
        pytest.param([Draw(2, prefers=FRESH)], ["a"] * 4, [], id="twice as many"),
        pytest.param(
            [Draw(2, prefers=FRESH)], ["a"] * 3, [Shortage((0,), 2, 3, 2)], id="one short of twice"
        ),
        pytest.param(
            [Draw(1, tags=("a",), prefers=FRESH), Draw(2, tags=("b",))],
            ["ab", "ab", "b", "b"],
            [Shortage((0,), 1, 2, 2)],
            id="another draw may have shown both",
        ),
        pytest.param(
            [Draw(1, tags=("a",), prefers=FRESH), Draw(2, tags=("b",))],
            ["a", "a", "b", "b"],
            [],
            id="another draw that is none of its business",
        ),
    ],
)
def test_draws_that_cannot_be_kept_are_told_with_what_is_missing(draws, tags, expected):
    assert shortages(chosen=(), draws=draws, candidates=bank(*tags)) == expected


def test_a_chosen_question_is_none_to_draw():
    [shortage] = shortages(chosen=[UUID(int=0)], draws=[Draw(2)], candidates=bank("a", "a"))

    assert (shortage.found, shortage.missing) == (1, 1)


# Anything at all

TAGS = "abc"
some_bank = st.lists(st.text(TAGS, max_size=3), max_size=7).map(lambda tags: bank(*tags))
some_draw = st.builds(
    Draw,
    count=st.integers(1, 3),
    tags=st.sampled_from([(), ("a",), ("b",), ("c",), ("a", "b")]),
    prefers=st.sampled_from(Preference),
)
some_draws = st.lists(some_draw, min_size=1, max_size=3)
some_keys = st.frozensets(st.integers(0, 7).map(lambda number: UUID(int=number)))
some_history = st.builds(
    lambda last_time, seen, wrong: History(last_time, seen | last_time, wrong),
    some_keys,
    some_keys,
    some_keys,
)
seeds = st.text("0123456789abcdef", max_size=4)


@given(some_draws, some_bank, some_history, seeds)
def test_no_question_comes_twice_and_each_fits_its_draw(draws, candidates, history, seed):
    chosen = [UUID(int=0), UUID(int=99)]

    picked = drawn(draws, candidates, seed=seed, chosen=chosen, history=history)

    assert len({each.key for each in picked}) == len(picked)
    assert [each.key for each in picked if each.draw is None] == chosen
    for number, draw in enumerate(draws):
        mine = {each.key for each in picked if each.draw == number}
        assert len(mine) <= draw.count
        assert mine <= set(fitting(draw, candidates))


@given(some_draws, some_bank, some_history, seeds, st.randoms(use_true_random=False))
def test_the_order_of_the_candidates_changes_nothing(draws, candidates, history, seed, random):
    mixed = random.sample(candidates, len(candidates))

    assert drawn(draws, mixed, seed=seed, history=history) == drawn(
        draws, candidates, seed=seed, history=history
    )


@given(some_draws, some_bank, some_history, seeds)
def test_as_many_are_drawn_as_can_be_and_as_nearly_as_preferred(draws, candidates, history, seed):
    picked = drawn(draws, candidates, seed=seed, history=history)

    best = min(all_drawings(draws, candidates), key=lambda each: (-len(each), cost(each, history)))
    mine = [(draws[each.draw], each.key) for each in picked]
    assert (len(mine), cost(mine, history)) == (len(best), cost(best, history))


@given(some_draws, some_bank)
def test_a_quiz_is_refused_just_when_no_drawing_fills_it(draws, candidates):
    plain = [Draw(draw.count, tags=draw.tags) for draw in draws]

    fills = any(is_full(each, plain) for each in all_drawings(plain, candidates))

    assert bool(shortages(chosen=(), draws=plain, candidates=candidates)) is not fills


# Most banks made up at random are too small for the draws, which promises nothing.
@settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(some_draws, some_bank)
def test_none_of_the_last_time_is_promised_just_when_it_can_be_kept(draws, candidates):
    full = [each for each in all_drawings(draws, candidates) if is_full(each, draws)]
    assume(full)
    times = {frozenset(key for _draw, key in each) for each in full}

    is_kept = all(
        any(
            not any(draw.prefers is FRESH and key in last_time for draw, key in each)
            for each in full
        )
        for last_time in times
    )

    assert bool(shortages(chosen=(), draws=draws, candidates=candidates)) is not is_kept


def all_drawings(draws, candidates):
    """Every way of drawing, slowly: each draw takes any of what fits and is left, or fewer."""
    if not draws:
        yield []
        return
    first, *others = draws
    fits = fitting(first, candidates)
    for size in range(min(first.count, len(fits)) + 1):
        for some in combinations(fits, size):
            left = [each for each in candidates if each.key not in some]
            for rest in all_drawings(others, left):
                yield [*((first, key) for key in some), *rest]


def is_full(drawing, draws):
    return len(drawing) == sum(draw.count for draw in draws)


def cost(drawing, history):
    """What is asked against what a draw prefers."""
    total = 0
    for draw, key in drawing:
        is_known = key in history.seen and key not in history.wrong
        unwanted = {FRESH: key in history.last_time, REFRESHER: is_known}
        total += COST[draw.prefers] * unwanted.get(draw.prefers, False)
    return total
