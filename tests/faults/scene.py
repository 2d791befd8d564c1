"""What there is before the first fault: people with log-ins, and a module with a quiz."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from itertools import permutations

from django.utils import timezone

from quizzes.rules.paper import PaperQuestion
from quizzes.services.drawing import draw_paper
from tests.factories.modules import ModulePageFactory
from tests.factories.people import StaffGroupFactory, StaffMemberFactory
from tests.factories.quizzes import QuestionFactory, QuizFactory, right_answer
from tests.quizzes.answers import ANSWERS

PASSWORD = "three kind words"


@dataclass(frozen=True)
class Answer:
    """What a page would send, and what the database must then hold."""

    sent: dict[str, object]
    stored: object


@dataclass(frozen=True)
class Asked:
    """A question as a client meets it: the right answer, and how to give any other."""

    right: Answer
    any_other: Callable[[random.Random], Answer]


# A person marks the first, nobody the second, and the third is another page after each reply.
GIVEN_IN_PARTS_OR_UNMARKED = {"writing", "confidence", "conversation"}


@dataclass(frozen=True)
class Scene:
    usernames: list[str]
    start: str
    questions: list[Asked]


def set_scene(people: int) -> Scene:
    """Fill an empty, migrated database."""
    front_desk = StaffGroupFactory(name="Front desk")
    questions = [QuestionFactory(), QuestionFactory(kind="multiple")]
    questions += [
        QuestionFactory(kind=kind, answer=answer)
        for kind, answer in ANSWERS.items()
        if kind not in GIVEN_IN_PARTS_OR_UNMARKED
    ]
    quiz = QuizFactory(questions=questions, pass_mark=100)
    page = ModulePageFactory(staff_groups=[front_desk], quiz=quiz)
    staff = [
        StaffMemberFactory(staff_groups=[front_desk], user__real_password=PASSWORD)
        for _each in range(people)
    ]
    paper = draw_paper(quiz=quiz, staff_member=staff[0], seed="any", at=timezone.now())
    return Scene(
        usernames=[person.user.username for person in staff],
        start=page.place("quiz"),
        questions=[_asked(question) for question in paper.questions],
    )


def _asked(question: PaperQuestion) -> Asked:
    interaction, right = question.interaction, right_answer(question)
    match interaction.kind:
        case "single" | "true_false":
            ids = [choice.id for choice in interaction.choices]
            return Asked(_chosen(right), lambda rng: _chosen([rng.choice(ids)]))
        case "multiple":
            ids = [choice.id for choice in interaction.choices]
            # None of them takes an earlier answer back, and is an answer to keep as well.
            return Asked(
                _chosen(right), lambda rng: _chosen([each for each in ids if rng.random() < 0.5])
            )
        case "matching" | "gaps":
            places = {
                place.id: [option.id for option in place.options] for place in interaction.places
            }
            return Asked(
                _put(right),
                lambda rng: _put({place: rng.choice(ids) for place, ids in places.items()}),
            )
        case "ordering":
            # As it was shown, untouched, it would be no answer.
            orders = [
                list(order)
                for order in permutations(interaction.shown)
                if order != interaction.shown
            ]
            return Asked(_ordered(right), lambda rng: _ordered(rng.choice(orders)))
        case "numeric":
            return Asked(_typed(right), lambda rng: _typed(str(rng.randrange(100, 10_000))))
        case "short":
            return Asked(_typed(right), lambda rng: _typed(f"it was {rng.randrange(10_000)}"))


def _chosen(ids: list[str]) -> Answer:
    return Answer({"chosen": ids}, ids)


def _put(options: dict[str, str]) -> Answer:
    return Answer(dict(options), options)


def _ordered(ids: list[str]) -> Answer:
    return Answer({"order": ids}, ids)


def _typed(text: str) -> Answer:
    return Answer({"typed": text}, text)
