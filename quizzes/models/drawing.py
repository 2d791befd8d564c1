from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from uuid import UUID

from django.utils.translation import gettext as _

from quizzes.rules.drawing import Candidate, Draw, Picked, draw_questions, fitting, folded
from quizzes.rules.shortages import MOST_DRAWS, shortages
from quizzes.sentences import drawn_from_in_words, what_to_do_about

from .bank import QuestionBank
from .question import Question, TaggedQuestion


class Drawing:
    """The draws of a quiz against what is published now. The bank is read once, when it is asked.

    `chosen` has the keys of the questions that the quiz asks anyway.
    """

    def __init__(self, draws: Sequence[Draw], chosen: Sequence[UUID]) -> None:
        self.draws = draws
        self.chosen = chosen

    @cached_property
    def candidates(self) -> list[Candidate]:
        return published_candidates(self.draws)

    @cached_property
    def sample(self) -> tuple[Picked, ...]:
        """One paper, as for somebody who never took the quiz."""
        return draw_questions(
            seed="sample", chosen=self.chosen, draws=self.draws, candidates=self.candidates
        )

    @cached_property
    def drawn(self) -> list[UUID]:
        """What the sample draws. Every other paper has as many."""
        return [each.key for each in self.sample if each.draw is not None]

    def faults(self) -> list[str]:
        """Why the draws could not be kept, in sentences, each naming its cure."""
        if len(self.draws) > MOST_DRAWS:
            return [_("A quiz has at most %(most)s draws. Join some.") % {"most": MOST_DRAWS}]
        found = shortages(chosen=self.chosen, draws=self.draws, candidates=self.candidates)
        return [
            what_to_do_about(each, self.draws, self._banks, some_are_chosen=bool(self.chosen))
            for each in found
        ]

    def in_words(self) -> list[str]:
        """What each draw asks for, and how many there are to draw it from."""
        return [
            drawn_from_in_words(
                number,
                draw,
                self._banks,
                found=len(fitting(draw, self.candidates, chosen=self.chosen)),
            )
            for number, draw in enumerate(self.draws, start=1)
        ]

    @cached_property
    def _banks(self) -> dict[str, str]:
        return QuestionBank.names()


def published_candidates(draws: Sequence[Draw]) -> list[Candidate]:
    """Every published question, as far as the draws look at it.

    Three queries of plain values at most, whatever the size of the bank. None where nothing draws.
    """
    if not draws:
        return []
    tags: dict[int, list[str]] = {}
    elements: dict[int, list[str]] = {}
    if any(draw.tags for draw in draws):
        tagged = TaggedQuestion.objects.filter(content_object__live=True)
        tags = _by_question(tagged.values_list("content_object_id", "tag__name"))
    if any(draw.elements for draw in draws):
        about = Question.elements.through.objects.filter(question__live=True)
        elements = _by_question(about.values_list("question_id", "element__number"))
    live = Question.objects.filter(live=True).order_by()
    return [
        Candidate(
            key=key,
            difficulty=difficulty,
            bank=str(bank or ""),
            tags=folded(tags.get(pk, ())),
            elements=frozenset(elements.get(pk, ())),
        )
        for pk, key, difficulty, bank in live.values_list("pk", "key", "difficulty", "bank__key")
    ]


def _by_question(pairs: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for question, word in pairs:
        found[question].append(word)
    return found
