"""Taking a quiz in a real browser: on a narrow phone, by keyboard, and without scripts."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from quizzes.services import save_answer
from tests.browser import assert_accessible, sign_in
from tests.factories.people import StaffMemberFactory, UserFactory
from tests.factories.quizzes import (
    STARTED_AT,
    AttemptFactory,
    QuestionFactory,
    QuizFactory,
    ScenarioFactory,
    right_answer,
)
from tests.quizzes.answers import ANSWERS
from tests.quizzes.sitting_in_a_browser import SAVED

PASSWORD = "learn-with-us"


@pytest.fixture
def attempt(shared_site):
    asha = StaffMemberFactory(user=UserFactory(real_password=PASSWORD))
    questions = [QuestionFactory(), QuestionFactory(kind="multiple")]
    return AttemptFactory(staff_member=asha, quiz=QuizFactory(questions=questions))


def place(attempt, rest):
    return f"/quizzes/{attempt.key}/{rest}"


def does_not_scroll_sideways(page):
    return page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )


def test_every_page_of_a_quiz_is_accessible_on_the_narrowest_phone(attempt, open_page):
    page = open_page(viewport={"width": 320, "height": 640})
    sign_in(page, attempt.staff_member.user.username, PASSWORD)

    def check():
        assert does_not_scroll_sideways(page)
        assert_accessible(page)

    page.goto(place(attempt, "1/"))
    check()
    page.get_by_role("button", name="Save and continue").click()
    expect(page).to_have_title(re.compile("^Error: "))
    check()
    page.get_by_role("link", name="Choose an answer").click()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/2/")
    # The page that looks over the answers is shown again when one arrives after it.
    page.locator(".save-status", has_text="Last saved").wait_for()
    page.goto(place(attempt, "check/"))
    check()
    page.get_by_role("button", name="Submit your answers").click()
    expect(page.get_by_role("heading", name="Not passed yet")).to_be_visible()
    check()


def test_a_quiz_is_taken_and_passed_without_scripts(attempt, open_page):
    page = open_page(java_script_enabled=False)
    sign_in(page, attempt.staff_member.user.username, PASSWORD)
    page.goto(place(attempt, "1/"))

    page.get_by_label("Apologise and put it right now.").check()
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_label("Your name").check()
    page.get_by_label("When they will hear").check()
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("button", name="Submit your answers").click()

    expect(page.get_by_role("heading", name="You passed")).to_be_visible()
    expect(page.get_by_text("You answered 2 of 2 correctly.")).to_be_visible()


def test_a_pass_is_told_accessibly(attempt, open_page):
    page = open_page(viewport={"width": 320, "height": 640})
    sign_in(page, attempt.staff_member.user.username, PASSWORD)
    for question in attempt.drawn.questions:
        save_answer(
            attempt=attempt,
            question_key=question.key,
            answer=right_answer(question),
            idempotency_key=uuid4(),
            at=STARTED_AT,
        )
    page.goto(place(attempt, "check/"))
    page.get_by_role("button", name="Submit your answers").click()

    expect(page.get_by_role("heading", name="You passed")).to_be_visible()
    assert does_not_scroll_sideways(page)
    assert_accessible(page)


@pytest.fixture
def every_way(shared_site):
    """An attempt with a question of every way of answering, about one scenario."""
    asha = StaffMemberFactory(user=UserFactory(real_password=PASSWORD))
    scenario = ScenarioFactory()
    questions = [
        QuestionFactory(kind=kind, answer=answer, scenario=scenario)
        for kind, answer in ANSWERS.items()
    ]
    return AttemptFactory(staff_member=asha, quiz=QuizFactory(questions=questions))


def test_every_way_of_answering_is_accessible_on_the_narrowest_phone(every_way, open_page):
    page = open_page(viewport={"width": 320, "height": 640})
    sign_in(page, every_way.staff_member.user.username, PASSWORD)

    for number, kind in enumerate(ANSWERS, start=1):
        page.goto(place(every_way, f"{number}/"))
        assert does_not_scroll_sideways(page), kind
        assert_accessible(page)
        button = "Reply" if kind == "conversation" else "Save and continue"
        page.get_by_role("button", name=button).click()
        if kind != "ordering":
            expect(page).to_have_title(re.compile("^Error: "))
            assert_accessible(page)


def test_steps_are_put_in_order_by_keyboard_and_without_scripts(every_way, open_page):
    page = open_page(java_script_enabled=False)
    sign_in(page, every_way.staff_member.user.username, PASSWORD)
    number = list(ANSWERS).index("ordering") + 1
    page.goto(place(every_way, f"{number}/"))

    for _time in range(3):
        up = page.get_by_role("button", name=re.compile("Move up.*Note"))
        up.focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")

    expect(page.locator(".steps__text").first).to_have_text("Note")
    expect(page.locator(".save-status")).to_have_text(SAVED)


def test_a_conversation_is_held_by_keyboard_and_without_scripts(every_way, open_page):
    page = open_page(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    sign_in(page, every_way.staff_member.user.username, PASSWORD)
    number = list(ANSWERS).index("conversation") + 1
    page.goto(place(every_way, f"{number}/"))

    for words, answer in (
        ("Are you sure that it was out?", "Do you take me for a liar?"),
        ("No. I am sorry.", "Thank you. When will it be emptied?"),
        ("Today.", "The conversation has come to its end."),
    ):
        page.get_by_label(words).focus()
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        expect(page.get_by_text(answer)).to_be_visible()
        assert does_not_scroll_sideways(page)

    expect(page.get_by_text("Do you take me for a liar?")).to_be_visible()
    page.get_by_role("button", name="Start the conversation again").click()
    expect(page.get_by_text("Do you take me for a liar?")).to_have_count(0)


def test_what_was_said_and_felt_is_reviewed_accessibly_on_the_narrowest_phone(
    shared_site, open_page
):
    asha = StaffMemberFactory(user=UserFactory(real_password=PASSWORD))
    questions = [
        QuestionFactory(kind="conversation", answer=ANSWERS["conversation"]),
        QuestionFactory(kind="confidence", answer={}),
    ]
    questions.append(QuestionFactory(scenario=ScenarioFactory()))
    attempt = AttemptFactory(
        staff_member=asha, quiz=QuizFactory(questions=questions), answered="right"
    )
    page = open_page(viewport={"width": 320, "height": 640})
    sign_in(page, asha.user.username, PASSWORD)

    for rest in ("1/", "2/", "check/"):
        page.goto(place(attempt, rest))
        assert does_not_scroll_sideways(page), rest
        assert_accessible(page)
    page.get_by_role("button", name="Submit your answers").click()
    expect(page.get_by_text("This was the best way through.")).to_be_visible()
    assert does_not_scroll_sideways(page)
    assert_accessible(page)
