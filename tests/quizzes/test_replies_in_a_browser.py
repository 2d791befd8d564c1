"""Only a reply of ours settles an answer: what a browser makes of any other, and of a refusal."""

import pytest
from playwright.sync_api import expect

from tests.browser import assert_accessible
from tests.factories.quizzes import AttemptFactory, QuestionFactory, right_answer
from tests.quizzes.sitting_in_a_browser import (
    SAVED,
    choose,
    go_on,
    open_question,
    sat_by_somebody,
    sign_in_to_sit,
    status,
)

NO_ANSWER = "The site does not answer: 1 answer waiting. We will keep trying."
A_PAGE = {"content_type": "text/html", "body": "<h1>Welcome to our free Wi-Fi</h1>"}


@pytest.fixture
def attempt(shared_site):
    return sat_by_somebody(*QuestionFactory.create_batch(2))


@pytest.fixture
def page(attempt, open_page):
    page = open_page()
    sign_in_to_sit(page, attempt)
    open_question(page, attempt)
    return page


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param({"status": 200} | A_PAGE, id="a page"),
        pytest.param({"status": 202} | A_PAGE, id="a page that says accepted"),
        pytest.param({"status": 200, "json": {"message": "Sign in to the Wi-Fi."}}, id="json"),
        pytest.param({"status": 302, "headers": {"Location": "/"}}, id="a log-in elsewhere"),
    ],
)
def test_what_something_in_between_says_saves_nothing_and_is_asked_again(page, attempt, reply):
    first, _second = attempt.drawn.questions
    page.route("**/save/", lambda route: route.fulfill(**reply))
    choose(page, right_answer(first))
    expect(status(page)).to_have_text(NO_ANSWER)

    page.unroute("**/save/")

    expect(status(page)).to_have_text(SAVED)
    assert attempt.responses() == {first.key: right_answer(first)}
    assert attempt.events.count() == 1


@pytest.mark.parametrize("code", [403, 409, 410, 422])
def test_what_something_in_between_refuses_is_kept_for_the_page_to_be_loaded_again(
    page, attempt, code
):
    first, _second = attempt.drawn.questions
    page.route("**/save/", lambda route: route.fulfill(status=code, **A_PAGE))
    choose(page, right_answer(first))
    expect(status(page)).to_contain_text("It is kept. Load the page again.")
    page.unroute("**/save/")

    open_question(page, attempt)

    expect(status(page)).to_have_text(SAVED)
    assert attempt.responses() == {first.key: right_answer(first)}


def test_what_waits_for_another_quiz_and_is_refused_there_troubles_nobody_here(page, attempt):
    first, _second = attempt.drawn.questions
    other = AttemptFactory(staff_member=attempt.staff_member)
    page.route(f"**/{attempt.key}/1/save/", lambda route: route.fulfill(status=403, **A_PAGE))
    choose(page, right_answer(first))
    expect(status(page)).to_contain_text("question 1 cannot be saved from this page")

    open_question(page, other)
    choose(page, right_answer(other.drawn.questions[0]))

    expect(status(page)).to_have_text(SAVED)


def test_what_is_refused_for_good_is_told_before_it_is_submitted_without(page, attempt):
    page.clock.install()
    first, second = attempt.drawn.questions
    page.route("**/1/save/", lambda route: route.fulfill(status=403, **A_PAGE))
    choose(page, right_answer(first))
    go_on(page)
    choose(page, right_answer(second))
    go_on(page)
    page.wait_for_url("**/check/")
    expect(status(page)).to_contain_text("question 1 cannot be saved from this page")

    page.get_by_role("button", name="Submit your answers").click()
    expect(status(page)).to_contain_text("press the button again to submit without it")
    assert_accessible(page)
    page.clock.run_for(1_100)  # sooner, a second press is taken for a slip
    page.get_by_role("button", name="Submit your answers").click()

    expect(page.get_by_role("heading", name="Not passed yet")).to_be_visible()
    assert attempt.responses() == {second.key: right_answer(second)}
