"""Reflective writing: a text to write, and what whoever marks it looks for."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from quizzes.rules.interactions import Interaction, MarkedBy, Point, Writing

from .answer import AnswerBlock, Value

USUAL_WORDS = 200


class PointBlock(blocks.StructBlock):
    """One line of the rubric."""

    text = blocks.CharBlock(
        label=_("Look for"),
        max_length=200,
        help_text=_("For example: Says sorry before anything else."),
    )
    weight = blocks.IntegerBlock(
        label=_("Weight"),
        default=1,
        min_value=1,
        max_value=10,
        help_text=_("How much it counts beside the others. 2 counts twice as much as 1."),
    )
    description = blocks.CharBlock(
        label=_("What counts, and what does not"),
        max_length=500,
        required=False,
        help_text=_("Optional. It helps two people to mark alike."),
    )


class WritingBlock(AnswerBlock):
    marked_by = blocks.ChoiceBlock(
        label=_("Marked by"),
        default=MarkedBy.TRAINER.value,
        choices=[
            (MarkedBy.TRAINER.value, _("A trainer, by the points below")),
            (MarkedBy.SELF.value, _("The person, who compares it with a model answer")),
        ],
        help_text=_("People wait for a trainer’s mark. Their own they give straight away."),
    )
    most_words = blocks.IntegerBlock(
        label=_("Words at most"), default=USUAL_WORDS, min_value=20, max_value=1000
    )
    points = blocks.ListBlock(
        PointBlock(),
        label=_("Points to look for"),
        min_num=1,
        max_num=10,
        help_text=_("The mark is the share of the weight of the points that are found."),
    )
    model_answer = blocks.TextBlock(
        label=_("Model answer"),
        required=False,
        max_length=5000,
        help_text=_(
            "What a good answer says. People see it once they have submitted and it is marked, or "
            "when they mark their own."
        ),
    )

    class Meta:
        icon = "pilcrow"
        label = _("Reflective writing")
        description = _("A text to write, marked by a trainer or by the person.")

    def interaction(self, value: Value, *, question: UUID) -> Interaction:
        return Writing(
            marked_by=value["marked_by"] or MarkedBy.TRAINER.value,
            most_words=value["most_words"] or USUAL_WORDS,
            points=tuple(
                Point(
                    row.id,
                    row.value["text"] or "",
                    row.value["weight"] or 0,
                    row.value["description"] or "",
                )
                for row in value["points"].bound_blocks
            ),
            model_answer=(value["model_answer"] or "").replace("\r\n", "\n"),
        )
