"""What was given and is no answer: it is said, it is kept, and it is there to be put right."""

import pytest
from playwright.sync_api import expect

from tests.browser import assert_accessible
from tests.factories.quizzes import QuestionFactory, right_answer, wrong_answer
from tests.quizzes.answers import ANSWERS, writing
from tests.quizzes.sitting_in_a_browser import (
    SAVED,
    choose,
    go_on,
    open_question,
    sat_by_somebody,
    sign_in_to_sit,
    status,
    which_question,
)

NO_NUMBER = "Type a number in figures, for example 10 or 2.5."
FEWER_WORDS = "Shorten your text: it may have 60 words at most."
OPEN_IT = "What you gave for question 1 is not saved yet. Open it to see why."


@pytest.fixture
def number(shared_site):
    """An attempt that begins with a number to type."""
    return sat_by_somebody(
        QuestionFactory(kind="numeric", answer=ANSWERS["numeric"]), QuestionFactory()
    )


@pytest.fixture
def text(shared_site):
    """An attempt that begins with a text of 60 words at most."""
    return sat_by_somebody(QuestionFactory(kind="writing", answer=writing()), QuestionFactory())


@pytest.fixture
def sit(open_page):
    def sit(attempt):
        page = open_page()
        sign_in_to_sit(page, attempt)
        open_question(page, attempt)
        return page

    return sit


@pytest.mark.parametrize("waits", [True, False])
def test_what_is_no_answer_is_not_left_behind_and_is_saved_once_it_is_one(number, sit, waits):
    page = sit(number)
    page.get_by_role("textbox").fill("ten")
    if waits:
        expect(status(page)).to_have_text(f"Not saved yet: {NO_NUMBER}")

    go_on(page)

    expect(page.locator(".govuk-error-message")).to_contain_text(NO_NUMBER)
    expect(status(page)).to_have_text(f"Not saved yet: {NO_NUMBER}")
    expect(page.get_by_role("textbox")).to_have_value("ten")
    assert_accessible(page)
    page.get_by_role("textbox").fill("10")
    expect(status(page)).to_have_text(SAVED)
    go_on(page)
    expect(which_question(page)).to_contain_text("Question 2 of 2")
    assert list(number.responses().values()) == ["10"]


def test_a_text_that_is_too_long_is_still_there_for_whoever_comes_back(text, sit):
    page = sit(text)
    page.get_by_role("textbox").fill("word " * 55)
    expect(status(page)).to_have_text(SAVED)
    page.get_by_role("textbox").fill("word " * 62)
    expect(status(page)).to_have_text(f"Not saved yet: {FEWER_WORDS}")

    page.get_by_role("button", name="Leave this for now").click()
    expect(status(page)).to_have_text(OPEN_IT)
    page.get_by_role("button", name="Leave this and check your answers").click()
    page.wait_for_url("**/check/")
    expect(status(page)).to_have_text(OPEN_IT)
    page.get_by_role("button", name="Submit your answers").click()
    expect(status(page)).to_have_text(OPEN_IT)
    page.close()
    again = page.context.new_page()
    open_question(again, text)

    expect(again.get_by_role("textbox")).to_have_value("word " * 62)
    expect(status(again)).to_have_text(f"Not saved yet: {FEWER_WORDS}")
    again.get_by_role("textbox").fill("word " * 60)
    expect(status(again)).to_have_text(SAVED)
    again.goto(f"/quizzes/{text.key}/check/")
    again.get_by_role("button", name="Submit your answers").click()
    expect(again.get_by_role("heading", name="You have submitted your answers")).to_be_visible()
    assert [len(answer.split()) for answer in text.responses().values()] == [60]


def test_a_text_of_any_length_is_sent(text, sit):
    page = sit(text)

    page.get_by_role("textbox").fill("word " * 20_000)

    expect(status(page)).to_have_text(f"Not saved yet: {FEWER_WORDS}")


def test_an_answer_given_while_what_is_none_is_under_way_takes_its_place(number, sit):
    page = sit(number)
    held = []
    page.route("**/save/", lambda route: held.append(route) if not held else route.continue_())
    page.get_by_role("textbox").fill("ten")
    expect(status(page)).to_have_text("Saving…")
    page.get_by_role("textbox").fill("10")
    page.get_by_role("textbox").blur()

    held[0].continue_()

    expect(status(page)).to_have_text(SAVED)
    assert list(number.responses().values()) == ["10"]
    assert number.events.count() == 1


def test_an_answer_whose_feedback_was_told_elsewhere_is_shown_with_what_was_said(
    shared_site, open_page
):
    attempt = sat_by_somebody(QuestionFactory(), has_feedback_at_once=True)
    [question] = attempt.drawn.questions
    page = open_page()
    sign_in_to_sit(page, attempt)
    other = page.context.new_page()
    for each in (page, other):
        each.goto(f"/quizzes/{attempt.key}/1/")
    choose(other, right_answer(question))
    other.get_by_role("button", name="Check my answer").click()
    expect(other.get_by_role("radio")).to_have_count(0)

    choose(page, wrong_answer(question))

    expect(page.get_by_text("You have been told how this answer was")).to_be_visible()
    expect(page.get_by_role("radio")).to_have_count(0)
    assert attempt.responses() == {question.key: right_answer(question)}
    page.goto(f"/quizzes/{attempt.key}/check/")
    page.get_by_role("button", name="Submit your answers").click()
    expect(page.get_by_role("heading", name="You passed")).to_be_visible()
