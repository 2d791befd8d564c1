import json
from dataclasses import replace
from uuid import UUID

import pytest

from quizzes.rules.changes import Change, changes_of_question, changes_of_quiz
from quizzes.rules.drawing import Draw
from quizzes.rules.interactions import (
    Choice,
    MultipleChoice,
    Numeric,
    Ordering,
    Point,
    ShortAnswer,
    SingleChoice,
    Step,
    Writing,
)
from quizzes.rules.paper import FrozenQuestion, FrozenQuiz
from tests.quizzes.conversations import MISSED_BIN, with_reply

SORRY = Choice("a", "Say sorry", True, "Yes.")
EXPLAIN = Choice("b", "Explain first", False)
WAIT = Choice("c", "Say nothing", False)
SINGLE = SingleChoice((SORRY, EXPLAIN))
STEPS = (Step("1", "Hear"), Step("2", "Own"), Step("3", "Mend"))
OPENING, CALMER, ANGRY = MISSED_BIN.turns
ORDER = Ordering(STEPS, ("3", "1", "2"))
WRITING = Writing("trainer", 50, (Point("1", "Says sorry"),))


def frozen(interaction, **fields):
    plain = {"prompt": "What first?", "explanation": "Sorry first."} | fields
    question = FrozenQuestion(key=UUID(int=1), interaction=interaction, **plain)
    return json.loads(question.as_json())


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        pytest.param(SINGLE, SINGLE, [], id="nothing"),
        pytest.param(
            SINGLE,
            SingleChoice((replace(SORRY, text="Apologise"), EXPLAIN)),
            [Change.WORDING],
            id="the words of a choice",
        ),
        pytest.param(
            SINGLE,
            SingleChoice((replace(SORRY, is_right=False), replace(EXPLAIN, is_right=True))),
            [Change.KEY],
            id="another choice is right",
        ),
        pytest.param(
            SINGLE, SingleChoice((SORRY, EXPLAIN, WAIT)), [Change.OPTIONS], id="one more choice"
        ),
        pytest.param(
            SINGLE, SingleChoice((EXPLAIN, SORRY)), [Change.OPTIONS], id="choices in another order"
        ),
        pytest.param(
            SINGLE,
            SingleChoice((SORRY, replace(EXPLAIN, credit=50))),
            [Change.SCORING],
            id="part of the mark",
        ),
        pytest.param(
            MultipleChoice((SORRY, EXPLAIN)),
            MultipleChoice((SORRY, EXPLAIN), "right_minus_wrong"),
            [Change.SCORING],
            id="another scoring",
        ),
        pytest.param(
            SINGLE,
            Numeric("10", "0"),
            [Change.KEY, Change.OPTIONS, Change.SCORING],
            id="another way of answering",
        ),
        pytest.param(
            ORDER, Ordering((STEPS[1], STEPS[0], STEPS[2]), ORDER.shown), [Change.KEY], id="order"
        ),
        pytest.param(Numeric("10", "0"), Numeric("10", "1"), [Change.SCORING], id="tolerance"),
        pytest.param(Numeric("10", "0"), Numeric("12", "0"), [Change.KEY], id="the number"),
        pytest.param(
            MISSED_BIN,
            replace(MISSED_BIN, turns=(OPENING, replace(CALMER, says="When?"), ANGRY)),
            [Change.WORDING],
            id="what the customer says",
        ),
        pytest.param(
            MISSED_BIN,
            replace(MISSED_BIN, turns=(with_reply(OPENING, costs=10), CALMER, ANGRY)),
            [Change.SCORING],
            id="what a reply costs",
        ),
        pytest.param(
            MISSED_BIN,
            replace(MISSED_BIN, turns=(with_reply(OPENING, leads_to="3"), CALMER, ANGRY)),
            [Change.OPTIONS],
            id="where a reply leads",
        ),
        pytest.param(
            MISSED_BIN,
            replace(MISSED_BIN, turns=(OPENING, ANGRY, CALMER)),
            [Change.OPTIONS],
            id="steps of a conversation in another order",
        ),
        pytest.param(
            ShortAnswer(("sorry",)), ShortAnswer(("sorry", "regret")), [Change.KEY], id="accepted"
        ),
        pytest.param(
            WRITING, replace(WRITING, model_answer="Sorry."), [Change.KEY], id="a model answer"
        ),
        pytest.param(
            WRITING,
            replace(WRITING, points=(Point("1", "Says sorry", 2),)),
            [Change.SCORING],
            id="the weight of a point",
        ),
    ],
)
def test_every_kind_of_change_is_told_apart(before, after, changes):
    assert changes_of_question(frozen(before), frozen(after)) == changes


def test_a_reworded_question_with_another_key_is_both():
    after = frozen(
        SingleChoice((replace(SORRY, is_right=False), replace(EXPLAIN, is_right=True))),
        prompt="What do you say first?",
    )

    assert changes_of_question(frozen(SINGLE), after) == [Change.WORDING, Change.KEY]


@pytest.mark.parametrize(
    ("fields", "changes"),
    [
        pytest.param({}, [], id="nothing"),
        pytest.param({"title": "Check yourself"}, [Change.WORDING], id="title"),
        pytest.param({"pass_mark": 90}, [Change.SCORING], id="pass mark"),
        pytest.param({"questions": (UUID(int=2),)}, [Change.OPTIONS], id="questions"),
        pytest.param({"draws": (Draw(3),)}, [Change.OPTIONS], id="what is drawn"),
        pytest.param({"draws": (Draw(2), Draw(1))}, [Change.OPTIONS], id="one more draw"),
        pytest.param(
            {"draws": (Draw(2, must_pass=True),)},
            [Change.OPTIONS, Change.SCORING],
            id="what is drawn must be right",
        ),
    ],
)
def test_a_quiz_changes_in_its_words_its_questions_or_its_pass_mark(fields, changes):
    quiz = FrozenQuiz(UUID(int=9), "Check what you know", "", 80, (UUID(int=1),), draws=(Draw(2),))

    before, after = (json.loads(each.as_json()) for each in (quiz, replace(quiz, **fields)))

    assert changes_of_quiz(before, after) == changes
