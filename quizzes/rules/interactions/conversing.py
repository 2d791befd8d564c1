"""Talking with a customer: each reply leads to what the customer says next, or ends it."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Self

from .interaction import (
    NOTHING,
    WHOLE,
    Answered,
    Interaction,
    NotAnAnswer,
    Response,
    place_of,
)


@dataclass(frozen=True, slots=True)
class Reply:
    """Something to say, the step it leads to, and what it costs in whole hundredths of the mark.

    `leads_to` is the id of a step, or empty where the conversation ends.
    """

    id: str
    text: str
    leads_to: str
    costs: int = 0
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """A step of the conversation. Only trainers see its `label`."""

    id: str
    label: str
    says: str
    replies: tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class Outlined:
    """A reply as an outline of the conversation tells it: where it leads, and if it is best."""

    reply: Reply
    leads_to: Turn | None
    is_best: bool


@dataclass(frozen=True, slots=True)
class Conversation(Interaction):
    """A conversation, scored by the path that was taken through it. It begins with the first turn.

    The mark starts whole, every reply on the path takes off what it costs, and nothing goes under
    0. So a best path is one that costs nothing, and only that earns the whole mark; a mistake costs
    the same wherever it is made; and more talk neither earns nor waters anything down.

    To weigh each choice and set the path against the best one is how branching cases of medical
    examinations are scored (McGuire and Babbott, Journal of Educational Measurement 4(1), 1967).
    Costs are taken off the whole, and no credits added up: a sum would favour a long way round, and
    with a mean five easy replies would hide a bad one.

    A conversation that was not brought to its end earns nothing.
    """

    kind = "conversation"

    customer: str
    turns: tuple[Turn, ...]

    @classmethod
    def from_json(cls, fields: Mapping[str, Any]) -> Self:
        return cls(
            fields["customer"],
            tuple(
                Turn(**turn | {"replies": tuple(Reply(**reply) for reply in turn["replies"])})
                for turn in fields["turns"]
            ),
        )

    def read(self, sent: object) -> Response:
        """The replies from the first on, each one of those to the step before it led to."""
        if not isinstance(sent, list) or not all(isinstance(each, str) for each in sent):
            raise NotAnAnswer("An answer is a list of replies.")
        if len(self._said(sent)) < len(sent):
            raise NotAnAnswer("A reply does not follow from those before it.")
        return sent

    def score(self, response: Response) -> Fraction:
        if not self.is_complete(response):
            return NOTHING
        costs = sum(reply.costs for _turn, reply in self._said(response))
        return max(NOTHING, WHOLE - Fraction(costs, 100))

    def is_complete(self, response: Response) -> bool:
        return bool(response) and self.now(response) is None

    def may_be_final(self, response: Response) -> bool:
        """Only at its end: one that is closed before can never come to it, and earns nothing."""
        return self.is_complete(response)

    def shuffled(self, seed: str) -> Self:
        """The replies to each step mixed, for many a trainer writes the best one first."""
        mixed = (
            sorted(turn.replies, key=lambda reply: place_of(seed, reply.id)) for turn in self.turns
        )
        turns = zip(self.turns, mixed, strict=True)
        return replace(
            self, turns=tuple(replace(turn, replies=tuple(order)) for turn, order in turns)
        )

    def answered(self, response: Response) -> tuple[Answered, ...]:
        return tuple(
            Answered(reply.text, reply.costs == 0, reply.feedback, said_to=turn.says)
            for turn, reply in self._said(response)
        )

    @property
    def key(self) -> tuple[str, ...]:
        """The shortest of the ways through that cost nothing."""
        return tuple(reply.text for reply in self.best_path)

    @property
    def best_path(self) -> tuple[Reply, ...]:
        """Breadth first, so that the shortest comes first; by id among those as short."""
        met = {turn.id for turn in self.turns[:1]}
        ways: deque[tuple[Turn, tuple[Reply, ...]]] = deque((turn, ()) for turn in self.turns[:1])
        while ways:
            turn, path = ways.popleft()
            free = sorted((each for each in turn.replies if each.costs == 0), key=lambda it: it.id)
            for reply in free:
                if not reply.leads_to:
                    return (*path, reply)
                following = self.turn(reply.leads_to)
                if following is not None and following.id not in met:
                    met.add(following.id)
                    ways.append((following, (*path, reply)))
        return ()

    @property
    def outline(self) -> tuple[tuple[Turn, tuple[Outlined, ...]], ...]:
        """Every step, and where each of its replies leads."""
        best = self.best_path
        return tuple(
            (
                turn,
                tuple(
                    Outlined(reply, self.turn(reply.leads_to), reply in best)
                    for reply in turn.replies
                ),
            )
            for turn in self.turns
        )

    def now(self, response: Response) -> Turn | None:
        """The step that waits for a reply. None where the conversation has ended."""
        following = self.turns[0].id if self.turns else ""
        for _turn, reply in self._said(response):
            following = reply.leads_to
        return self.turn(following)

    def turn(self, which: str) -> Turn | None:
        return next((turn for turn in self.turns if turn.id == which), None)

    def after(self, turn: Turn) -> list[Turn]:
        """The steps that its replies lead to."""
        return [each for reply in turn.replies if (each := self.turn(reply.leads_to)) is not None]

    def from_here_on(self, turn: Turn) -> set[str]:
        """The ids of every step that some way on from this one comes to."""
        met: set[str] = set()
        waiting = self.after(turn)
        while waiting:
            each = waiting.pop()
            if each.id not in met:
                met.add(each.id)
                waiting += self.after(each)
        return met

    def _said(self, response: Response) -> list[tuple[Turn, Reply]]:
        """Each reply with the step it was to, as far as they follow from each other."""
        said: list[tuple[Turn, Reply]] = []
        turn = self.turns[0] if self.turns else None
        for which in response:
            replies = {reply.id: reply for reply in turn.replies} if turn else {}
            if turn is None or which not in replies:
                break
            said.append((turn, replies[which]))
            turn = self.turn(replies[which].leads_to)
        return said
