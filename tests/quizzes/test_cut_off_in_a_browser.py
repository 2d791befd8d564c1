"""What only the server can do, asked for without a connection: the page stays, and says why."""

import pytest
from playwright.sync_api import expect

from tests.browser import assert_accessible
from tests.factories.quizzes import QuestionFactory, right_answer
from tests.quizzes.answers import ANSWERS
from tests.quizzes.sitting_in_a_browser import (
    SAVED,
    choose,
    go_on,
    right_answers,
    sat_by_somebody,
    sign_in_to_sit,
    status,
    which_question,
)

NEEDS_IT = (
    "This needs a connection. What you gave stays here: press again once you are back online."
)


@pytest.fixture
def sit(shared_site, open_page):
    def sit(*questions, **conditions):
        attempt = sat_by_somebody(*questions, **conditions)
        page = open_page()
        page.clock.install()  # a second press within a second is taken for a slip
        sign_in_to_sit(page, attempt)
        page.goto(f"/quizzes/{attempt.key}/1/", wait_until="networkidle")
        return attempt, page

    return sit


def test_a_reply_in_a_conversation_waits_on_the_page_for_a_connection(sit):
    attempt, page = sit(QuestionFactory(kind="conversation", answer=ANSWERS["conversation"]))
    reply = page.get_by_label("I am sorry. Tell me what happened.")
    page.context.set_offline(True)
    reply.check()

    page.get_by_role("button", name="Reply").click()

    expect(status(page)).to_have_text(NEEDS_IT)
    expect(reply).to_be_checked()
    assert_accessible(page)
    page.context.set_offline(False)
    expect(status(page)).to_have_text("")
    page.clock.run_for(1_100)
    page.get_by_role("button", name="Reply").click()
    expect(page.get_by_text("Thank you. When will it be emptied?")).to_be_visible()
    assert [len(path) for path in attempt.responses().values()] == [1]


def test_an_answer_to_be_told_of_at_once_waits_on_the_page_for_a_connection(sit):
    attempt, page = sit(QuestionFactory(), has_feedback_at_once=True)
    [question] = attempt.drawn.questions
    page.context.set_offline(True)
    choose(page, right_answer(question))
    expect(status(page)).to_have_text("You are offline: 1 answer waiting")

    page.get_by_role("button", name="Check my answer").click()

    expect(status(page)).to_have_text(NEEDS_IT)
    expect(page.locator("input:checked")).to_have_value(right_answer(question)[0])
    page.context.set_offline(False)
    expect(status(page)).to_have_text(SAVED)
    page.clock.run_for(1_100)
    page.get_by_role("button", name="Check my answer").click()
    expect(page.get_by_role("radio")).to_have_count(0)
    assert attempt.responses() == right_answers(attempt)


def test_the_answers_are_looked_over_and_submitted_once_there_is_a_connection(sit):
    attempt, page = sit(QuestionFactory())
    [question] = attempt.drawn.questions
    choose(page, right_answer(question))
    expect(status(page)).to_have_text(SAVED)
    page.context.set_offline(True)

    go_on(page)

    expect(status(page)).to_have_text(NEEDS_IT)
    page.context.set_offline(False)
    page.clock.run_for(1_100)
    go_on(page)
    page.wait_for_url("**/check/")
    page.context.set_offline(True)
    page.get_by_role("button", name="Submit your answers").click()
    expect(status(page)).to_have_text(NEEDS_IT)
    page.context.set_offline(False)
    page.clock.run_for(1_100)
    page.get_by_role("button", name="Submit your answers").click()
    expect(page.get_by_role("heading", name="You passed")).to_be_visible()


def test_a_browser_that_is_wrong_to_think_itself_offline_holds_nothing_up(sit):
    attempt, page = sit(QuestionFactory(), QuestionFactory(), has_feedback_at_once=True)
    page.evaluate("Object.defineProperty(navigator, 'onLine', { get: () => false })")
    choose(page, right_answer(attempt.drawn.questions[0]))

    page.get_by_role("button", name="Check my answer").click()

    expect(page.get_by_role("radio")).to_have_count(0)
    page.get_by_role("button", name="Continue").click()
    expect(which_question(page)).to_contain_text("Question 2 of 2")
