from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from uuid import UUID

from django.db.models import Value
from django.utils.translation import gettext as _

from quizzes.rules.drawing import Candidate, Draw, Picked, draw_questions, fitting, folded
from quizzes.rules.interactions import INTERACTIONS
from quizzes.rules.shortages import MOST_DRAWS, shortages
from quizzes.sentences import drawn_from_in_words, what_to_do_about

from .bank import QuestionBank
from .question import Question

NEVER_MARKED = [kind for kind, each in INTERACTIONS.items() if not each.is_scored]


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
    """Every published question that earns marks, as far as the draws look at it: one query.

    None where nothing draws.
    """
    if not draws:
        return []
    looks_at_tags = any(draw.tags for draw in draws)
    looks_at_elements = any(draw.elements for draw in draws)
    # A row for each tag and each element of a question, which are few; and none where nobody asks.
    rows = (
        Question.objects.filter(live=True)
        .exclude(kind__in=NEVER_MARKED)
        .order_by()
        .values_list(
            "key",
            "difficulty",
            "bank__key",
            "tags__name" if looks_at_tags else Value(""),
            "elements__number" if looks_at_elements else Value(""),
        )
    )
    tags: dict[UUID, set[str]] = defaultdict(set)
    elements: dict[UUID, set[str]] = defaultdict(set)
    plain = {}
    for key, difficulty, bank, tag, element in rows:
        plain[key] = (difficulty, str(bank or ""))
        tags[key].add(tag or "")
        elements[key].add(element or "")
    return [
        Candidate(key, difficulty, bank, folded(tags[key]), frozenset(elements[key]))
        for key, (difficulty, bank) in plain.items()
    ]
