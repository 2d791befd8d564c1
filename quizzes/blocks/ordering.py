"""Steps to put in order, each with what is said to whoever puts it in the wrong place."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from quizzes.rules.interactions import Interaction, Ordering, OrderScoring, Step

from .answer import AnswerBlock, Value


class StepBlock(blocks.StructBlock):
    """Something to put in its place."""

    text = blocks.CharBlock(
        label=_("Step"),
        max_length=200,
        help_text=_("What staff read, for example: Say sorry that it happened."),
    )
    feedback = blocks.CharBlock(
        label=_("Feedback"),
        max_length=500,
        required=False,
        help_text=_("Shown after the quiz to those who put it in the wrong place."),
    )


class OrderingBlock(AnswerBlock):
    steps = blocks.ListBlock(
        StepBlock(label_format="{text}"),
        label=_("Steps, in the right order"),
        min_num=3,
        max_num=8,
    )
    scoring = blocks.ChoiceBlock(
        label=_("Scoring"),
        default=OrderScoring.ALL_OR_NOTHING.value,
        choices=[
            (OrderScoring.ALL_OR_NOTHING.value, _("All or nothing: exactly this order")),
            (OrderScoring.NEIGHBOURS.value, _("Each step that rightly follows another counts")),
        ],
    )

    class Meta:
        icon = "order"
        label = _("Put in order")
        description = _("Steps to put in the right order.")

    def interaction(self, value: Value, *, question: UUID) -> Interaction:
        steps = tuple(
            Step(row.id, row.value["text"] or "", row.value["feedback"] or "")
            for row in value["steps"].bound_blocks
        )
        written = tuple(step.id for step in steps)
        return Ordering(steps, written, value["scoring"]).shuffled(str(question))
