"""An address, which has no spaces, wherever people's words stand on the narrowest phone."""

from copy import deepcopy
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from quizzes.services import save_answer
from tests.factories.quizzes import STARTED_AT, QuestionFactory, ScenarioFactory, as_items
from tests.factories.quizzes import right_answer as right_answer_to
from tests.quizzes.answers import ANSWERS, writing
from tests.quizzes.sitting_in_a_browser import sat_by_somebody, sign_in_to_sit

ADDRESS = "https://www.northmoor.gov.uk/council/complaints/how-we-put-a-complaint-right"


def conversation():
    answer = deepcopy(ANSWERS["conversation"])
    for step in answer["steps"]:
        step["value"]["says"] = ADDRESS
        for reply in step["value"]["replies"]:
            reply["value"] |= {"text": f"{reply['value']['text']} {ADDRESS}", "feedback": ADDRESS}
    return answer


WAYS = {
    "single": {
        "choices": as_items(
            [
                {"text": f"{ADDRESS}/{number}", "is_right": number == 0, "feedback": ADDRESS}
                for number in range(2)
            ]
        )
    },
    "matching": {
        "pairs": as_items(
            [
                {"left": f"{ADDRESS}/{n}", "right": f"{ADDRESS}?{n}", "feedback": ADDRESS}
                for n in range(2)
            ]
        ),
        "others": [],
    },
    "gaps": {
        "text": f"{ADDRESS} [[1]]",
        "gaps": as_items([{"right": ADDRESS, "others": as_items(["no"]), "feedback": ADDRESS}]),
    },
    "ordering": {
        "steps": as_items(
            [{"text": f"{ADDRESS}/{number}", "feedback": ADDRESS} for number in range(3)]
        ),
        "scoring": "neighbours",
    },
    "conversation": conversation(),
    "short": ANSWERS["short"] | {"accepted": as_items([ADDRESS])},
    "writing": writing(marked_by="self")
    | {
        "points": as_items([{"text": ADDRESS, "weight": 1, "description": ADDRESS}]),
        "model_answer": ADDRESS,
    },
}


def right_answer(question):
    return ADDRESS if question.kind == "writing" else right_answer_to(question)


def is_too_wide(page):
    return page.evaluate("document.documentElement.scrollWidth") > 320


@pytest.mark.parametrize("is_answered", [False, True])
def test_no_page_of_a_quiz_scrolls_sideways_for_an_address(shared_site, open_page, is_answered):
    scenario = ScenarioFactory(text=ADDRESS)
    attempt = sat_by_somebody(
        *[
            QuestionFactory(
                kind=kind, answer=answer, prompt=ADDRESS, explanation=ADDRESS, scenario=scenario
            )
            for kind, answer in WAYS.items()
        ],
        title=ADDRESS,
        introduction=ADDRESS,
    )
    for question in attempt.drawn.questions if is_answered else ():
        save_answer(
            attempt=attempt,
            question_key=question.key,
            answer=right_answer(question),
            idempotency_key=uuid4(),
            at=STARTED_AT,
        )
    page = open_page(viewport={"width": 320, "height": 640})
    sign_in_to_sit(page, attempt)
    too_wide = []

    for number, kind in enumerate(WAYS, start=1):
        page.goto(f"/quizzes/{attempt.key}/{number}/")
        too_wide += [kind] if is_too_wide(page) else []
    page.goto(f"/quizzes/{attempt.key}/check/")
    too_wide += ["check"] if is_too_wide(page) else []
    page.get_by_role("button", name="Submit your answers").click()
    if is_answered:
        expect(page.get_by_role("heading", name="Mark your own text")).to_be_visible()
        too_wide += ["mark"] if is_too_wide(page) else []
        page.get_by_role("button", name="Save my marks and go on").click()
    expect(page.get_by_role("heading", name="Your answers")).to_be_visible()
    too_wide += ["result"] if is_too_wide(page) else []

    assert too_wide == []
