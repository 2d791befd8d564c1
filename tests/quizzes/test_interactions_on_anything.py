import json
import re
import unicodedata
from dataclasses import replace
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from quizzes.rules.interactions import (
    Choice,
    Confidence,
    Conversation,
    Gaps,
    Matching,
    MultipleChoice,
    NotAnAnswer,
    Numeric,
    Option,
    Ordering,
    OrderScoring,
    Place,
    Scoring,
    ShortAnswer,
    SingleChoice,
    Step,
    TrueFalse,
    interaction_as_json,
    interaction_from_json,
    moved,
)
from quizzes.rules.interactions.typing_in import differ_by_one_slip
from tests.quizzes.conversations import conversations, ways_through

LETTERS = "abcdefgh"
FEW_LETTERS = st.text(alphabet="abc ", max_size=7)
WORDS = st.text(alphabet="Abé' \u2019\u00df1", min_size=1, max_size=12).filter(str.strip)
NUMBERS = st.decimals(-100, 100, places=2).map(str)


@st.composite
def choices(draw, *, fewest_right=1, most_right=1, of=None):
    ids = LETTERS[: of or draw(st.integers(2, len(LETTERS)))]
    most_right = min(most_right, len(ids) - 1)
    right = draw(st.sets(st.sampled_from(ids), min_size=fewest_right, max_size=most_right))
    return tuple(
        Choice(each, each.upper(), each in right, credit=0 if each in right else draw(credits_))
        for each in draw(st.permutations(ids))
    )


credits_ = st.integers(0, 99)


@st.composite
def places(draw):
    made = []
    for number in range(draw(st.integers(2, 5))):
        ids = draw(st.permutations(LETTERS[: draw(st.integers(2, 5))]))
        options = tuple(Option(each, each.upper()) for each in ids)
        made.append(Place(f"p{number}", f"Place {number}", options, draw(st.sampled_from(ids))))
    return tuple(made)


@st.composite
def orderings(draw):
    ids = LETTERS[: draw(st.integers(3, len(LETTERS)))]
    steps = tuple(Step(each, each.upper()) for each in draw(st.permutations(ids)))
    shown = tuple(draw(st.permutations(ids)))
    return Ordering(steps, shown, draw(st.sampled_from(OrderScoring)))


choosing_one = choices().map(SingleChoice) | choices(of=2).map(TrueFalse)
choosing_several = st.builds(MultipleChoice, choices(most_right=7), st.sampled_from(Scoring))
placing = places().map(Matching) | st.builds(Gaps, st.text(), places())
numerics = st.builds(Numeric, NUMBERS, st.decimals(0, 5, places=2).map(str))
shorts = st.builds(
    ShortAnswer,
    st.lists(WORDS, min_size=1, max_size=3).map(tuple),
    st.booleans(),
    st.booleans(),
    st.text(),
)
confidences = places().map(lambda them: Confidence(them[0].options))
interactions = (
    choosing_one
    | choosing_several
    | placing
    | orderings()
    | numerics
    | shorts
    | conversations()
    | confidences
)


def answers_to(interaction):
    """What somebody might send who answers the question."""
    match interaction:
        case SingleChoice():
            ids = [choice.id for choice in interaction.choices]
            return st.lists(st.sampled_from(ids), max_size=1)
        case MultipleChoice():
            ids = [choice.id for choice in interaction.choices]
            return st.lists(st.sampled_from(ids), unique=True)
        case Matching() | Gaps():
            return st.fixed_dictionaries(
                {},
                optional={
                    place.id: st.sampled_from(["", *place.texts]) for place in interaction.places
                },
            )
        case Ordering():
            return st.just([]) | st.permutations(interaction.right_order)
        case Numeric():
            return st.just("") | st.just(interaction.value) | NUMBERS
        case ShortAnswer():
            return st.just("") | st.sampled_from(interaction.accepted) | WORDS | st.text()
        case Conversation():
            return ways_through(interaction)
        case Confidence():
            return st.lists(st.sampled_from([each.id for each in interaction.levels]), max_size=1)


def readable(interaction, sent):
    try:
        return interaction.read(sent)
    except NotAnAnswer:
        assume(False)


questions_and_answers = interactions.flatmap(
    lambda interaction: st.tuples(st.just(interaction), answers_to(interaction))
)
number_like = st.text(alphabet="0123456789.,-+eE £%_\u00a0", max_size=32)
known = st.sampled_from([*LETTERS, "p0", "p1", "p2", "t0r0", "t0r1", "t1r0", "t2r1"])
awkward = st.sampled_from(
    [
        "1e999999",
        "1,25",
        "1 250,5",
        "NaN",
        "\u0661",
        "\u05e9\u05dc",
        "\x00",
        "\ud800",
        "\u0958" * 150,
    ]
)
anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | number_like
    | known
    | awkward,
    lambda inner: (
        st.lists(inner)
        | st.lists(known)
        | st.dictionaries(st.text() | known, inner)
        | st.dictionaries(known, known)
    ),
    max_leaves=10,
)


@given(questions_and_answers)
def test_a_score_is_never_less_than_nothing_or_more_than_the_mark(case):
    interaction, sent = case
    score = interaction.score(readable(interaction, sent))

    assert isinstance(score, Fraction)
    assert 0 <= score <= 1


@given(interactions, st.sampled_from([[], {}, "", " ", {"p0": ""}]))
def test_no_answer_earns_nothing(interaction, sent):
    blank = readable(interaction, sent)

    assert interaction.score(blank) == 0
    assert interaction.answered(blank) == ()
    assert not interaction.is_complete(blank)


@given((choosing_one | choosing_several).flatmap(lambda it: st.tuples(st.just(it), answers_to(it))))
def test_only_the_right_choices_earn_the_whole_mark(case):
    interaction, sent = case

    assert interaction.score(sorted(interaction.right_ids)) == 1
    assert (interaction.score(interaction.read(sent)) == 1) == (set(sent) == interaction.right_ids)


@given(placing.flatmap(lambda it: st.tuples(st.just(it), answers_to(it))))
def test_only_the_right_option_in_every_place_earns_the_whole_mark(case):
    interaction, sent = case
    key = {place.id: place.right for place in interaction.places}

    assert interaction.score(key) == 1
    assert (interaction.score(interaction.read(sent)) == 1) == (sent == key)


@given(orderings().flatmap(lambda it: st.tuples(st.just(it), answers_to(it))))
def test_only_the_right_order_earns_the_whole_mark(case):
    interaction, sent = case

    assert interaction.score(interaction.right_order) == 1
    assert (interaction.score(interaction.read(sent)) == 1) == (sent == interaction.right_order)


@given(numerics, NUMBERS)
def test_only_a_number_within_the_tolerance_earns_the_mark(numeric, typed):
    value, tolerance = Fraction(numeric.value), Fraction(numeric.tolerance)
    is_near = value - tolerance <= Fraction(typed) <= value + tolerance

    assert numeric.score(numeric.read(numeric.value)) == 1
    assert (numeric.score(numeric.read(typed)) == 1) == is_near


@given(shorts, WORDS)
def test_strict_words_earn_the_mark_only_as_accepted(short, typed):
    def plainly(text):
        text = " ".join(unicodedata.normalize("NFC", text).replace("\u2019", "'").split())
        return text if short.is_case_strict else text.casefold()

    strict = replace(short, is_spelling_strict=True)
    is_accepted = plainly(typed) in map(plainly, short.accepted)

    assert all(short.score(short.read(each)) == 1 for each in short.accepted)
    assert (strict.score(strict.read(typed)) == 1) == is_accepted


def slips_of(text, alphabet):
    """Every text that one slip of the fingers makes of it, by trying them all."""
    cuts = [(text[:place], text[place:]) for place in range(len(text) + 1)]
    yield text
    for left, right in cuts:
        yield from (left + letter + right for letter in alphabet)
        if right:
            yield left + right[1:]
            yield from (left + letter + right[1:] for letter in alphabet)
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]


@given(FEW_LETTERS, FEW_LETTERS)
def test_a_slip_is_found_just_where_trying_them_all_finds_it(one, other):
    assert differ_by_one_slip(one, other) == (other in set(slips_of(one, "abc ")))


@given(FEW_LETTERS, st.data())
def test_every_slip_is_found(text, data):
    slip = data.draw(st.sampled_from(sorted(set(slips_of(text, "abcx")))))

    assert differ_by_one_slip(text, slip)
    assert differ_by_one_slip(slip, text)


@given(st.text(alphabet="abcd1", min_size=1, max_size=9), st.data())
def test_a_slip_in_letters_is_forgiven_and_one_in_digits_is_not(accepted, data):
    typed = data.draw(st.sampled_from(sorted({*slips_of(accepted, "abcd1")} - {""})))
    short = ShortAnswer((accepted,), is_spelling_strict=False)
    has_letters = len(accepted.replace("1", "")) >= 5
    numbers, typed_numbers = (re.findall("1+", text) for text in (accepted, typed))
    is_right = typed == accepted or (has_letters and typed_numbers == numbers)

    assert (short.score(short.read(typed)) == 1) == is_right


@given((choosing_one | choosing_several).flatmap(lambda it: st.tuples(st.just(it), answers_to(it))))
def test_the_order_of_ticking_is_not_part_of_the_answer(case):
    interaction, sent = case

    assert interaction.read(sent[::-1]) == interaction.read(sent)


@given(questions_and_answers, st.data())
def test_the_order_on_the_page_means_nothing(case, data):
    interaction, sent = case

    def shuffled(things):
        return tuple(data.draw(st.permutations(things)))

    match interaction:
        case SingleChoice() | MultipleChoice():
            mixed = replace(interaction, choices=shuffled(interaction.choices))
        case Matching() | Gaps():
            turned = [replace(each, options=shuffled(each.options)) for each in interaction.places]
            mixed = replace(interaction, places=shuffled(turned))
        case Ordering():
            mixed = replace(interaction, shown=shuffled(interaction.shown))
        case ShortAnswer():
            mixed = replace(interaction, accepted=shuffled(interaction.accepted))
        case Conversation():
            first, *others = [
                replace(turn, replies=shuffled(turn.replies)) for turn in interaction.turns
            ]
            mixed = replace(interaction, turns=(first, *shuffled(others)))
        case Numeric() | Confidence():
            mixed = interaction
    response = readable(interaction, sent)

    assert mixed.score(mixed.read(sent)) == interaction.score(response)
    assert mixed.score(response) == interaction.score(response)
    assert set(mixed.answered(response)) == set(interaction.answered(response))
    assert set(mixed.key) == set(interaction.key)


@given(questions_and_answers, st.text(alphabet="0123456789abcdef", min_size=1))
def test_shuffling_by_a_seed_means_nothing(case, seed):
    interaction, sent = case
    response = readable(interaction, sent)
    shuffled = interaction.shuffled(seed)

    assert shuffled == interaction.shuffled(seed) == shuffled.shuffled(seed)
    assert shuffled.score(shuffled.read(sent)) == interaction.score(response)
    assert sorted(shuffled.key) == sorted(interaction.key)
    if isinstance(interaction, Ordering):
        assert list(shuffled.shown) != interaction.right_order


@given(confidences.flatmap(lambda it: st.tuples(st.just(it), answers_to(it))))
def test_no_confidence_is_worth_more_than_another(case):
    interaction, sent = case

    assert interaction.score(interaction.read(sent)) == 0
    assert not interaction.is_scored


@given(questions_and_answers)
def test_reading_what_was_read_changes_nothing(case):
    interaction, sent = case
    response = readable(interaction, sent)

    assert interaction.read(response) == response
    assert interaction.read(json.loads(json.dumps(response))) == response


@given(interactions, anything)
def test_anything_sent_is_an_answer_or_is_refused(interaction, sent):
    try:
        response = interaction.read(sent)
    except NotAnAnswer:
        return
    assert 0 <= interaction.score(response) <= 1
    assert len(interaction.answered(response)) <= len(response)
    assert interaction.read(response) == response


@given(numerics | shorts, st.text() | number_like | awkward)
def test_anything_typed_is_an_answer_or_is_refused(interaction, typed):
    try:
        response = interaction.read(typed)
    except NotAnAnswer:
        return
    assert 0 <= interaction.score(response) <= 1
    assert interaction.read(response) == response
    assert "\x00" not in response
    assert response.encode().decode() == response


@given(interactions)
def test_writing_it_down_loses_nothing(interaction):
    written = json.dumps(interaction_as_json(interaction))

    assert interaction_from_json(json.loads(written)) == interaction


@given(orderings(), st.data(), st.sampled_from([-1, 1]))
def test_moving_a_step_loses_none_and_can_be_taken_back(ordering, data, by):
    which = data.draw(st.sampled_from(ordering.shown))
    order = moved(ordering.shown, which, by=by)

    assert sorted(order) == sorted(ordering.shown)
    assert order == list(ordering.shown) or moved(order, which, by=-by) == list(ordering.shown)
