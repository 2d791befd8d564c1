"""What somebody does, and sees, while they sit a quiz in a real browser with scripts."""

import re

from tests.browser import sign_in
from tests.factories.people import StaffMemberFactory, UserFactory
from tests.factories.quizzes import AttemptFactory, QuizFactory, right_answer

PASSWORD = "learn-with-us"
SAVED = re.compile(r"^Saved \d\d:\d\d$")


def sat_by_somebody(*questions, **conditions):
    """An open attempt of somebody who can sign in."""
    asha = StaffMemberFactory(user=UserFactory(real_password=PASSWORD))
    quiz = QuizFactory(questions=list(questions), **conditions)
    return AttemptFactory(staff_member=asha, quiz=quiz)


def sign_in_to_sit(page, attempt):
    sign_in(page, attempt.staff_member.user.username, PASSWORD)


def open_question(page, attempt, number=1):
    """With every other one at hand."""
    with page.expect_response("**/questions/"):
        page.goto(f"/quizzes/{attempt.key}/{number}/")


def status(page):
    return page.locator(".save-status")


def which_question(page):
    return page.locator(".quiz__count")


def choose(page, answer):
    """By a click: `check` looks whether it is checked, and the script may have gone on by then."""
    page.locator(f"input[value='{answer[0]}']").click()


def go_on(page):
    page.get_by_role("button", name="Save and continue").click()


def right_answers(attempt):
    return {question.key: right_answer(question) for question in attempt.drawn.questions}
