"""Time and feedback at once in a real browser: told in time, and without taking the focus."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser import assert_accessible, sign_in
from tests.factories.people import StaffMemberFactory, UserFactory
from tests.factories.quizzes import AttemptFactory, QuestionFactory, QuizFactory, wrong_answer

PASSWORD = "learn-with-us"


@pytest.fixture
def asha(shared_site):
    return StaffMemberFactory(user=UserFactory(real_password=PASSWORD))


def sits(asha, *, begun=timedelta(), **conditions):
    quiz = QuizFactory(questions=QuestionFactory.create_batch(2), **conditions)
    return AttemptFactory(staff_member=asha, quiz=quiz, at=timezone.now() - begun)


def does_not_scroll_sideways(page):
    return page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )


def test_the_time_that_is_left_is_told_without_taking_the_focus(asha, open_page):
    attempt = sits(
        asha,
        begun=timedelta(minutes=14, seconds=30),
        minutes=20,
        minutes_reason="A caller waits no longer.",
    )
    page = open_page(viewport={"width": 320, "height": 640})
    page.clock.install()
    sign_in(page, asha.user.username, PASSWORD)
    page.goto(f"/quizzes/{attempt.key}/1/")
    expect(page.locator("[data-time-left]")).to_have_text("6 minutes left")
    expect(page.locator("[data-time-warning]")).to_be_empty()
    assert does_not_scroll_sideways(page)
    assert_accessible(page)
    choice = page.get_by_role("radio").first
    choice.focus()

    page.clock.run_for(40_000)

    expect(page.locator("[data-time-warning]")).to_have_text("5 minutes left")
    expect(choice).to_be_focused()
    page.clock.run_for(240_000)
    expect(page.locator("[data-time-warning]")).to_have_text("1 minute left")
    expect(choice).to_be_focused()
    with page.expect_request("**/result/"):
        page.clock.run_for(95_000)


def test_the_time_goes_on_while_a_phone_sleeps(asha, open_page):
    attempt = sits(asha, minutes=20, minutes_reason="A caller waits no longer.")
    page = open_page()
    page.clock.install()
    sign_in(page, asha.user.username, PASSWORD)
    page.goto(f"/quizzes/{attempt.key}/1/")
    expect(page.locator("[data-time-left]")).to_have_text("20 minutes left")
    page.evaluate("stood = performance.now(); performance.now = () => stood")

    page.clock.fast_forward(600_000)

    expect(page.locator("[data-time-left]")).to_have_text("10 minutes left")


def test_without_scripts_the_page_says_until_when(asha, open_page):
    attempt = sits(asha, minutes=20, minutes_reason="A caller waits no longer.")
    page = open_page(java_script_enabled=False)
    sign_in(page, asha.user.username, PASSWORD)
    page.goto(f"/quizzes/{attempt.key}/1/")
    deadline = timezone.localtime(attempt.deadline_at)

    expect(page.get_by_text(f"You have until {deadline:%H:%M}.")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_feedback_is_told_at_once_and_the_answer_is_final(asha, open_page, scripts):
    attempt = sits(asha, has_feedback_at_once=True)
    question = attempt.drawn.questions[0]
    page = open_page(viewport={"width": 320, "height": 640}, java_script_enabled=scripts)
    sign_in(page, asha.user.username, PASSWORD)
    page.goto(f"/quizzes/{attempt.key}/1/")
    if scripts:
        expect(page.locator("[data-is-awake]")).to_be_attached()
    choice = page.locator(f"input[value='{wrong_answer(question)[0]}']")

    # At one go, so that the save of the choice is still on its way.
    choice.evaluate("choice => { choice.click(); choice.form.elements.final.click(); }")

    expect(page.get_by_text(question.interaction.choices[1].feedback)).to_be_visible()
    expect(page.get_by_role("radio")).to_have_count(0)
    assert does_not_scroll_sideways(page) if scripts else True
    if scripts:
        assert_accessible(page)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("Question 2 of 2")).to_be_visible()
    assert attempt.responses() == {question.key: wrong_answer(question)}
