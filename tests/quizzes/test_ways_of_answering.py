"""Every way of answering, from the block that a trainer fills in to the mark."""

from decimal import Decimal
from uuid import uuid4

import pytest

from quizzes.models import Attempt
from quizzes.services import save_token
from tests.factories.quizzes import (
    AttemptFactory,
    QuestionFactory,
    QuizFactory,
    right_answer,
)
from tests.quizzes.answers import ANSWERS, FEEDBACK
from tests.quizzes.sitting import submit, text_of, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(client):
    """An attempt of one question of the kind, and the browser of whoever takes it."""

    def ask(kind):
        question = QuestionFactory(kind=kind, answer=ANSWERS[kind])
        attempt = AttemptFactory(quiz=QuizFactory(questions=[question], pass_mark=50))
        client.force_login(attempt.staff_member.user)
        return attempt

    return ask


def form_of(kind, answer):
    """An answer as the form of its page sends it."""
    match kind:
        case "true_false":
            return {"chosen": answer}
        case "matching" | "gaps":
            return answer
        case "ordering":
            return {"order": answer}
        case "conversation":
            return {"path": answer}
    return {"typed": answer}


def post(client, attempt, **data):
    return client.post(url("attempt_question", attempt), data)


def page_of(client, attempt):
    return text_of(client.get(url("attempt_question", attempt)))


@pytest.mark.parametrize("kind", ANSWERS)
def test_the_right_answer_is_saved_shown_again_and_earns_the_mark(client, ask, kind):
    attempt = ask(kind)
    [question] = attempt.drawn.questions
    answer = right_answer(question)

    assert post(client, attempt, **form_of(kind, answer)).url == url("attempt_check", attempt)
    assert attempt.responses() == {question.key: answer}
    assert "Saved" in page_of(client, attempt)

    page = text_of(submit(client, attempt))
    assert "You answered 1 of 1 correctly." in page
    assert Attempt.objects.get().has_passed


@pytest.mark.parametrize("kind", ANSWERS)
def test_nothing_of_the_key_reaches_the_page(client, ask, kind):
    attempt = ask(kind)

    page = page_of(client, attempt)

    assert FEEDBACK not in page
    assert "is_right" not in page
    if kind in ("numeric", "short"):
        assert not [words for words in attempt.drawn.questions[0].interaction.key if words in page]


@pytest.mark.parametrize("kind", ANSWERS)
def test_an_answer_that_the_question_cannot_have_is_said_and_not_kept(client, ask, kind):
    attempt = ask(kind)
    [question] = attempt.drawn.questions
    places = [place.id for place in getattr(question.interaction, "places", ())]
    sent = {
        "chosen": "neither",
        "order": ["nowhere"],
        "typed": "!" * 300,
        "path": ["nowhere"],
        **dict.fromkeys(places, "nowhere"),
    }

    response = post(client, attempt, **sent)

    assert "There is a problem" in text_of(response)
    assert attempt.responses() == {}


@pytest.mark.parametrize("kind", sorted(set(ANSWERS) - {"ordering"}))
def test_giving_no_answer_is_said_with_the_way_past_it(client, ask, kind):
    attempt = ask(kind)

    page = text_of(post(client, attempt))

    assert "or leave this question for now." in page
    assert "?:" not in page
    assert attempt.responses() == {}


def test_some_of_the_pairs_earn_part_of_the_mark_and_are_told_apart(client, ask):
    attempt = ask("matching")
    [question] = attempt.drawn.questions
    bin_, swing = question.interaction.places
    post(client, attempt, **{bin_.id: swing.right, swing.id: swing.right})

    page = text_of(submit(client, attempt))

    assert "You earned 0.5 of 1 marks." in page
    assert "It earned part of the mark." in page
    assert "A missed bin: Parks" in page
    assert FEEDBACK in page
    assert attempt.marks.get().awarded == Decimal("0.5")


def test_what_is_said_of_a_step_in_the_wrong_place_is_told_after_the_quiz_and_not_before(
    client, ask
):
    attempt = ask("ordering")
    [question] = attempt.drawn.questions
    hear, own, mend, note = question.interaction.right_order
    post(client, attempt, order=[own, hear, mend, note])

    before = page_of(client, attempt) + text_of(client.get(url("attempt_check", attempt)))
    after = text_of(submit(client, attempt))

    assert FEEDBACK not in before
    assert f'Hear <div class="answer__feedback"><p>{FEEDBACK}</p></div>' in after


def test_what_is_half_answered_is_kept_and_said_before_submitting(client, ask):
    attempt = ask("matching")
    [question] = attempt.drawn.questions
    _bin, swing = question.interaction.places

    post(client, attempt, **{swing.id: swing.right})

    assert "Partly answered" in text_of(client.get(url("attempt_check", attempt)))
    assert client.get(url("attempt", attempt)).url == url("attempt_question", attempt)


def test_the_options_of_a_pair_do_not_betray_which_one_is_right(ask):
    attempt = ask("matching")
    [question] = attempt.drawn.questions
    bin_, swing = question.interaction.places

    assert bin_.options == swing.options
    assert [option.text for option in bin_.options] == ["Parks", "Planning", "Waste"]
    assert not {option.id for option in bin_.options} & {bin_.id, swing.id}


def test_steps_are_never_shown_in_the_right_order_at_first(ask):
    [question] = ask("ordering").drawn.questions

    assert list(question.interaction.shown) != question.interaction.right_order


def test_a_step_moves_up_and_down_without_a_script_and_is_saved_at_once(client, ask):
    attempt = ask("ordering")
    [question] = attempt.drawn.questions
    first, second, third, fourth = question.interaction.shown

    moved = post(client, attempt, order=[first, second, third, fourth], move=f"up:{third}")

    assert moved.url == f"{url('attempt_question', attempt)}#up-{third}"
    assert attempt.responses() == {question.key: [first, third, second, fourth]}
    page = page_of(client, attempt)
    assert page.index(f'value="{third}"') < page.index(f'value="{second}"')

    post(client, attempt, order=[first, third, second, fourth], move=f"down:{fourth}")
    assert attempt.responses() == {question.key: [first, third, second, fourth]}


def test_steps_saved_as_they_stand_are_an_answer_and_left_as_they_stand_are_none(client, ask):
    attempt = ask("ordering")
    [question] = attempt.drawn.questions
    shown = list(question.interaction.shown)

    post(client, attempt, order=shown, to="check")
    assert attempt.responses() == {}

    sent = {"order": shown, "idempotency_key": str(uuid4()), "after": 0}
    client.post(url("attempt_save", attempt), sent | {"token": save_token(attempt)})
    assert attempt.responses() == {question.key: shown}


@pytest.mark.parametrize(
    ("typed", "is_right"),
    [
        pytest.param("10", True, id="the number"),
        pytest.param(" 10.5 ", True, id="as far off as is allowed"),
        pytest.param("10.51", False, id="just too far off"),
        pytest.param("0", False, id="nought is an answer"),
    ],
)
def test_a_number_may_be_off_by_the_tolerance(client, ask, typed, is_right):
    attempt = ask("numeric")
    post(client, attempt, typed=typed)

    page = text_of(submit(client, attempt))

    assert Attempt.objects.get().has_passed is is_right
    assert ("You answered 1 of 1 correctly." in page) is is_right


def test_words_for_a_number_are_refused_with_an_example(client, ask):
    page = text_of(post(client, ask("numeric"), typed="ten"))

    assert "Type a number in figures, for example 10 or 2.5." in page
    assert 'value="ten"' in page


def test_a_slip_of_the_fingers_is_forgiven_where_the_trainer_says_so(client, ask):
    attempt = ask("short")
    post(client, attempt, typed="  I AM SORY ")

    submit(client, attempt)

    assert Attempt.objects.get().has_passed
