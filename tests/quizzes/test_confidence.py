"""Confidence, asked before a quiz and after it, and never marked."""

import pytest
from django.core.exceptions import ValidationError

from quizzes.models import Attempt, Quiz
from quizzes.rules.interactions import Confidence, NotAnAnswer, Option
from quizzes.rules.marking import mark_paper
from quizzes.rules.paper import FrozenQuiz, Paper, asked_again
from quizzes.services import NothingToAsk
from tests.factories.quizzes import AttemptFactory, QuestionFactory, QuizFactory
from tests.quizzes.papers import a_question
from tests.quizzes.sitting import send, submit, text_of, url

LEVELS = Confidence(tuple(Option(str(n), f"Level {n}") for n in range(1, 6)))
HOW_CONFIDENT = "How confident are you that you can put a complaint right?"


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(["6"], id="a level that there is not"),
        pytest.param(["1", "2"], id="two levels"),
        pytest.param("1", id="a level that is not in a list"),
    ],
)
def test_confidence_is_one_of_the_levels(sent):
    with pytest.raises(NotAnAnswer):
        LEVELS.read(sent)


# On the paper


def a_drawn_paper(*questions, seed="s", **fields):
    keys = tuple(question.key for question in questions)
    quiz = FrozenQuiz(a_question().key, "Check", "", 80, keys, **fields)
    return Paper.of(quiz, questions, seed=seed)


def felt():
    return a_question(interaction=LEVELS)


@pytest.mark.parametrize("shuffles_questions", [False, True])
def test_confidence_is_asked_first_and_again_at_the_end(shuffles_questions):
    asked = [a_question(), felt(), a_question(), felt()]

    paper = a_drawn_paper(*asked, shuffles_questions=shuffles_questions)

    keys = [question.key for question in paper.questions]
    first, second = asked[1].key, asked[3].key
    assert keys[:2] == [first, second]
    assert keys[-2:] == [asked_again(first), asked_again(second)]
    assert len(set(keys)) == 6
    assert [question.key for question in paper.asked_twice] == [first, second]


def test_the_second_asking_is_an_ordinary_question_of_the_paper():
    paper = Paper.from_json(a_drawn_paper(a_question(), asked := felt()).as_json())

    again = paper.question(asked_again(asked.key))

    assert (again.prompt, again.interaction) == (asked.prompt, asked.interaction)


def test_confidence_earns_nothing_and_costs_nothing():
    marked, asked = a_question(), felt()
    paper = a_drawn_paper(marked, asked, must_pass=(asked.key,))

    result = mark_paper(paper, {marked.key: ["a"], asked.key: ["1"]})

    assert [mark.question_key for mark in result.marks] == [marked.key]
    assert (result.awarded, result.available, result.has_passed) == (1, 1, True)
    assert paper.quiz.must_pass == ()


# In the browser


@pytest.fixture
def attempt(db):
    confidence = QuestionFactory(kind="confidence", answer={}, prompt=HOW_CONFIDENT)
    return AttemptFactory(quiz=QuizFactory(questions=[QuestionFactory(), confidence]))


def right_of(attempt):
    return attempt.drawn.questions[1].interaction.right_ids


def test_both_answers_are_shown_side_by_side_and_neither_is_marked(asha, attempt):
    send(asha, attempt, 1, "2")
    send(asha, attempt, 2, list(right_of(attempt)))
    send(asha, attempt, 3, "5")

    page = text_of(submit(asha, attempt))

    assert "You answered 1 of 1 correctly." in page
    assert HOW_CONFIDENT in page
    before, after = page.index("Not very confident"), page.index("Very confident")
    assert before < after
    assert "<dt>Before</dt><dd>Not very confident</dd>" in page
    assert "<dt>After</dt><dd>Very confident</dd>" in page
    [mark] = attempt.marks.all()
    assert mark.question_key == attempt.drawn.questions[1].key
    assert Attempt.objects.get().has_passed


def test_an_answer_keeps_the_number_of_its_question_when_it_is_looked_at(asha, attempt):
    question = attempt.drawn.questions[1]
    assert "Question 2 of 3" in text_of(asha.get(url("attempt_question", attempt, 2)))

    assert f"2. {question.prompt}" in text_of(submit(asha, attempt))


def test_confidence_that_was_not_told_is_no_loss_and_says_so(asha, attempt):
    send(asha, attempt, 2, list(right_of(attempt)))

    check = text_of(asha.get(url("attempt_check", attempt)))
    assert "have no answer yet" not in check
    assert "has no answer yet" not in check
    assert check.count("It earns no mark either way.") == 2

    page = text_of(submit(asha, attempt))
    assert "<dt>Before</dt><dd>No answer</dd>" in page
    assert Attempt.objects.get().has_passed


def test_going_on_begins_with_confidence_and_never_leads_back_to_it(asha, attempt):
    assert asha.get(url("attempt", attempt)).url == url("attempt_question", attempt, 1)

    send(asha, attempt, 2, list(right_of(attempt)))

    assert asha.get(url("attempt", attempt)).url == url("attempt_question", attempt, 3)


def test_confidence_can_be_left_for_now_without_a_word(asha, attempt):
    response = send(asha, attempt, 1, "", to="2")

    assert response.url == url("attempt_question", attempt, 2)
    assert attempt.responses() == {}


def test_a_level_that_is_not_on_the_page_is_refused(asha, attempt):
    page = text_of(send(asha, attempt, 1, "6"))

    assert "Choose from the answers on this page." in page
    assert attempt.responses() == {}


def test_the_page_says_that_no_answer_is_right_or_wrong(asha, attempt):
    page = text_of(asha.get(url("attempt_question", attempt, 1)))

    assert "Question 1 of 3" in page
    assert "No answer is right or wrong, and none is marked." in page


# Publishing


@pytest.mark.django_db
def test_a_quiz_of_nothing_but_confidence_is_refused():
    confidence = QuestionFactory(kind="confidence", answer={})

    with pytest.raises(ValidationError, match="Nothing here earns a mark"):
        QuizFactory(questions=[confidence])


@pytest.mark.django_db
def test_confidence_cannot_be_what_must_be_right():
    confidence = QuestionFactory(title="How sure?", kind="confidence", answer={})

    with pytest.raises(ValidationError, match="“How sure\\?” is never marked"):
        QuizFactory(questions=[QuestionFactory(), confidence], must_pass=[confidence])


@pytest.mark.django_db
def test_a_quiz_left_with_nothing_but_confidence_is_not_started():
    marked, confidence = QuestionFactory(), QuestionFactory(kind="confidence", answer={})
    QuizFactory(questions=[marked, confidence])
    marked.unpublish()

    with pytest.raises(NothingToAsk):
        AttemptFactory(quiz=Quiz.objects.get())
