"""A conversation, written step by step. A reply names the step that it leads to.

The name is typed, because a list of the steps that are being written beside it would need a script.
One that no step has is kept as it was typed, so that publishing can say which it is.
"""

from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from quizzes.rules.interactions import Conversation, Interaction, Reply, Turn

from .answer import AnswerBlock, Value


class ReplyBlock(blocks.StructBlock):
    """What staff may say at one step."""

    text = blocks.CharBlock(
        label=_("Reply"),
        max_length=300,
        help_text=_("What staff may say, for example: “I am sorry. Tell me what happened.”"),
    )
    leads_to = blocks.CharBlock(
        label=_("Leads to the step"),
        required=False,
        max_length=40,
        help_text=_("Its name, as you typed it there. Empty: the conversation ends here."),
    )
    costs = blocks.IntegerBlock(
        label=_("What it costs, in per cent of the mark"),
        required=False,
        min_value=0,
        max_value=100,
        help_text=_("Empty: nothing, it is a good reply. 100: the whole mark."),
    )
    feedback = blocks.CharBlock(
        label=_("Feedback"),
        max_length=500,
        required=False,
        help_text=_("Shown after the quiz to those who said it. Say why, kindly."),
    )


class TurnBlock(blocks.StructBlock):
    """What the customer says, and what may be said to it."""

    label = blocks.CharBlock(
        label=_("Name of this step"),
        max_length=40,
        help_text=_("A word or two for you, for example: Angry. Staff never see it."),
    )
    says = blocks.TextBlock(label=_("What the customer says"), rows=2, max_length=600)
    replies = blocks.ListBlock(
        ReplyBlock(label_format="{text}"), label=_("Replies"), min_num=2, max_num=5
    )


class ConversationBlock(AnswerBlock):
    customer = blocks.CharBlock(
        label=_("Who the customer is"),
        required=False,
        max_length=60,
        help_text=_("For example: Mrs Adair. Empty: the customer."),
    )
    steps = blocks.ListBlock(
        TurnBlock(label_format="{label}: {says}"),
        label=_("Steps"),
        min_num=1,
        max_num=12,
        help_text=_(
            "The conversation begins with the first. The preview shows where every reply leads."
        ),
    )

    class Meta:
        icon = "comment"
        label = _("Conversation with a customer")
        description = _("Each reply leads to what the customer says next.")

    def interaction(self, value: Value, *, question: UUID) -> Interaction:
        rows = value["steps"].bound_blocks
        # The first of two with the same name; that there are two is said before publishing.
        ids = {_plainly(row.value["label"]): row.id for row in reversed(rows)}
        return Conversation(
            value["customer"] or gettext("The customer"),
            tuple(
                Turn(
                    row.id,
                    row.value["label"] or "",
                    row.value["says"] or "",
                    tuple(
                        Reply(
                            reply.id,
                            reply.value["text"] or "",
                            ids.get(leads_to, reply.value["leads_to"]) if leads_to else "",
                            reply.value["costs"] or 0,
                            reply.value["feedback"] or "",
                        )
                        for reply in row.value["replies"].bound_blocks
                        for leads_to in [_plainly(reply.value["leads_to"])]
                    ),
                )
                for row in rows
            ),
        )


def _plainly(label: str | None) -> str:
    """A name as it is compared: capitals and spaces make no difference to a reader."""
    return " ".join((label or "").split()).casefold()
