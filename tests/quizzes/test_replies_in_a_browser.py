"""Only a reply of ours settles an answer: what a browser makes of any other, and of a refusal."""

import pytest
from playwright.sync_api import expect

from tests.factories.quizzes import QuestionFactory, right_answer
from tests.quizzes.sitting_in_a_browser import (
    SAVED,
    choose,
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

    expect(status(page)).to_have_text(SAVED, timeout=15_000)
    assert attempt.responses() == {first.key: right_answer(first)}
    assert attempt.events.count() == 1


@pytest.mark.parametrize("code", [403, 409, 410, 422])
def test_what_something_in_between_refuses_is_kept_for_the_page_to_be_loaded_again(
    page, attempt, code
):
    first, _second = attempt.drawn.questions
    page.route("**/save/", lambda route: route.fulfill(status=code, **A_PAGE))
    choose(page, right_answer(first))
    expect(status(page)).to_contain_text("Your answer is kept. Load the page again.")
    page.unroute("**/save/")

    open_question(page, attempt)

    expect(status(page)).to_have_text(SAVED)
    assert attempt.responses() == {first.key: right_answer(first)}
