from collections.abc import Mapping
from typing import Any
from uuid import UUID

from wagtail import blocks

from quizzes.rules.interactions import Interaction

Value = Mapping[str, Any]


class AnswerBlock(blocks.StructBlock):
    """One way of answering."""

    def interaction(self, value: Value, *, question: UUID) -> Interaction:
        """What was drafted, as the rules know it. A draft may be unsound."""
        raise NotImplementedError
