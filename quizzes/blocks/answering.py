"""The ways of answering a question, one block each. A question has exactly one of them.

Wagtail gives every row of a list a UUID, which frozen papers and answers name. An id that reaches
the browser says nothing of the key.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from quizzes.rules.interactions import (
    Choice,
    Confidence,
    Conversation,
    Gaps,
    Interaction,
    Matching,
    MultipleChoice,
    Numeric,
    Option,
    Ordering,
    Place,
    Scoring,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
    Writing,
)

from .answer import AnswerBlock, Value
from .conversing import ConversationBlock
from .ordering import OrderingBlock
from .rating import ConfidenceBlock
from .writing import WritingBlock


class RightOrWrongBlock(blocks.StructBlock):
    """A choice to tick."""

    text = blocks.CharBlock(
        label=_("Choice"),
        max_length=300,
        help_text=_("What staff read, for example: Apologise and put it right now."),
    )
    is_right = blocks.BooleanBlock(
        label=_("This choice is right"), required=False, help_text=_("Tick every right choice.")
    )
    feedback = blocks.CharBlock(
        label=_("Feedback"),
        max_length=500,
        required=False,
        help_text=_("Shown after the quiz to those who chose it. Say why, kindly."),
    )


class WeightedBlock(RightOrWrongBlock):
    """A choice that may earn part of the mark though it is not the right one."""

    credit = blocks.IntegerBlock(
        label=_("Part of the mark, in per cent"),
        required=False,
        min_value=0,
        max_value=99,
        help_text=_("For a choice that is not right, but better than the others. Mostly empty."),
    )


class SingleChoiceBlock(AnswerBlock):
    choices = blocks.ListBlock(
        WeightedBlock(), label=_("Choices"), min_num=2, max_num=8, collapsed=False
    )

    class Meta:
        icon = "radio-full"
        label = _("Single choice")
        description = _("One choice is right.")

    def interaction(self, value: Value, *, question: UUID) -> Interaction:
        return SingleChoice(tuple(_choices(value["choices"])))


class TrueFalseBlock(AnswerBlock):
    is_true = blocks.ChoiceBlock(
        label=_("The statement is"), choices=[("true", _("True")), ("false", _("False"))]
    )
    feedback_if_right = blocks.CharBlock(
        label=_("Feedback to those who are right"), max_length=500, required=False
    )
    feedback_if_wrong = blocks.CharBlock(
        label=_("Feedback to those who are wrong"),
        max_length=500,
        required=False,
        help_text=_("Say why, kindly."),
    )

    class Meta:
        icon = "check"
        label = _("True or false")
        description = _("The question is a statement.")

    def interaction(self, value: Value, *, question: UUID) -> Interaction:
        feedback = {True: value["feedback_if_right"], False: value["feedback_if_wrong"]}
        texts = {"true": gettext("True"), "false": gettext("False")}
        return TrueFalse(
            tuple(
                Choice(each, text, value["is_true"] == each, feedback[value["is_true"] == each])
                for each, text in texts.items()
            )
        )


class MultipleChoiceBlock(AnswerBlock):
    choices = blocks.ListBlock(RightOrWrongBlock(), label=_("Choices"), min_num=2, max_num=8)
    scoring = blocks.ChoiceBlock(
        label=_("Scoring"),
        default=Scoring.ALL_OR_NOTHING.value,
        choices=[
            (Scoring.ALL_OR_NOTHING.value, _("All or nothing: every right choice and no other")),
            (Scoring.RIGHT_MINUS_WRONG.value, _("Right choices less wrong ones")),
            (Scoring.EACH_DECISION.value, _("Each choice rightly ticked or left counts")),
        ],
        help_text=_("All or nothing is best where a partly right answer is not safe."),
    )

    class Meta:
        icon = "list-ul"
        label = _("Choose all that apply")
        description = _("One or more choices are right.")

    def interaction(self, value: Value, *, question: UUID) -> Interaction:
        return MultipleChoice(tuple(_choices(value["choices"])), value["scoring"])


class PairBlock(blocks.StructBlock):
    left = blocks.CharBlock(label=_("This"), max_length=200)
    right = blocks.CharBlock(label=_("Belongs to this"), max_length=200)
    feedback = blocks.CharBlock(
        label=_("Feedback"),
        max_length=500,
        required=False,
        help_text=_("Shown after the quiz to those who matched it wrongly."),
    )


class MatchingBlock(AnswerBlock):
    pairs = blocks.ListBlock(PairBlock(), label=_("Pairs"), min_num=2, max_num=8)
    others = blocks.ListBlock(
        blocks.CharBlock(label=_("Belongs to none"), max_length=200),
        label=_("Others to choose from"),
        min_num=0,
        max_num=4,
        default=[],
        help_text=_("Optional. With one or two more, nobody gets the last pair for nothing."),
    )

    class Meta:
        icon = "link"
        label = _("Match the pairs")
        description = _("Each thing belongs to one in a list. Every pair counts.")

    def interaction(self, value: Value, *, question: UUID) -> Interaction:
        options = _options(
            [*(pair["right"] for pair in value["pairs"]), *value["others"]], question
        )
        return Matching(
            tuple(
                Place(
                    row.id,
                    row.value["left"] or "",
                    tuple(options.values()),
                    options[row.value["right"] or ""].id,
                    row.value["feedback"] or "",
                )
                for row in value["pairs"].bound_blocks
            )
        )


class GapBlock(blocks.StructBlock):
    right = blocks.CharBlock(label=_("What belongs in the gap"), max_length=100)
    others = blocks.ListBlock(
        blocks.CharBlock(label=_("Wrong"), max_length=100),
        label=_("Wrong ones to choose from"),
        min_num=1,
        max_num=5,
    )
    feedback = blocks.CharBlock(
        label=_("Feedback"),
        max_length=500,
        required=False,
        help_text=_("Shown after the quiz to those who filled it wrongly."),
    )


class GapsBlock(AnswerBlock):
    text = blocks.TextBlock(
        label=_("Text with gaps"),
        max_length=2000,
        help_text=_("Write [[1]] where the first gap is, [[2]] for the second, and so on."),
    )
    gaps = blocks.ListBlock(GapBlock(), label=_("Gaps"), min_num=1, max_num=8)

    class Meta:
        icon = "form"
        label = _("Fill the gaps")
        description = _("A text with gaps, each with its own list. Every gap counts.")

    def interaction(self, value: Value, *, question: UUID) -> Interaction:
        places = []
        for number, row in enumerate(value["gaps"].bound_blocks, start=1):
            options = _options([row.value["right"], *row.value["others"]], question, row.id)
            places.append(
                Place(
                    row.id,
                    gettext("Gap %(number)s") % {"number": number},
                    tuple(options.values()),
                    options[row.value["right"] or ""].id,
                    row.value["feedback"] or "",
                )
            )
        return Gaps(value["text"] or "", tuple(places))


class NumericBlock(AnswerBlock):
    value = blocks.DecimalBlock(label=_("Right number"), max_digits=15, decimal_places=6)
    tolerance = blocks.DecimalBlock(
        label=_("Tolerance"),
        default=Decimal(0),
        max_digits=15,
        decimal_places=6,
        help_text=_("How far off still counts as right, either way. 0: exactly that number."),
    )
    unit = blocks.CharBlock(
        label=_("Unit"), max_length=30, required=False, help_text=_("For example: days.")
    )
    feedback = blocks.CharBlock(
        label=_("Feedback"),
        max_length=500,
        required=False,
        help_text=_("Shown after the quiz to those who are wrong."),
    )

    class Meta:
        icon = "calendar-alt"
        label = _("Number")
        description = _("A number to type.")

    def interaction(self, value: Value, *, question: UUID) -> Interaction:
        return Numeric(
            _number(value["value"]),
            _number(value["tolerance"] or Decimal(0)),
            value["unit"] or "",
            value["feedback"] or "",
        )


class ShortAnswerBlock(AnswerBlock):
    accepted = blocks.ListBlock(
        blocks.CharBlock(label=_("Accepted answer"), max_length=200),
        label=_("Accepted answers"),
        min_num=1,
        max_num=20,
        help_text=_("Every wording that is right. The first is the one that is shown."),
    )
    is_case_strict = blocks.BooleanBlock(label=_("Capital letters must be right"), required=False)
    is_spelling_strict = blocks.BooleanBlock(
        label=_("Spelling must be right"),
        required=False,
        help_text=_("Without the tick, one slip is forgiven in words of five letters or more."),
    )
    feedback = blocks.CharBlock(
        label=_("Feedback"),
        max_length=500,
        required=False,
        help_text=_("Shown after the quiz to those who are wrong."),
    )

    class Meta:
        icon = "edit"
        label = _("Short answer")
        description = _("A word or a few to type.")

    def interaction(self, value: Value, *, question: UUID) -> Interaction:
        return ShortAnswer(
            tuple(text or "" for text in value["accepted"]),
            bool(value["is_case_strict"]),
            bool(value["is_spelling_strict"]),
            value["feedback"] or "",
        )


def answer_blocks() -> list[tuple[str, AnswerBlock]]:
    """The ways of answering, under the names of their kinds."""
    return [
        (SingleChoice.kind, SingleChoiceBlock()),
        (MultipleChoice.kind, MultipleChoiceBlock()),
        (TrueFalse.kind, TrueFalseBlock()),
        (Matching.kind, MatchingBlock()),
        (Gaps.kind, GapsBlock()),
        (Ordering.kind, OrderingBlock()),
        (Numeric.kind, NumericBlock()),
        (ShortAnswer.kind, ShortAnswerBlock()),
        (Writing.kind, WritingBlock()),
        (Conversation.kind, ConversationBlock()),
        (Confidence.kind, ConfidenceBlock()),
    ]


def _choices(rows: Any) -> Iterator[Choice]:
    for row in rows.bound_blocks:
        choice = row.value
        is_right = bool(choice["is_right"])
        credit = 0 if is_right else choice.get("credit") or 0
        yield Choice(row.id, choice["text"] or "", is_right, choice["feedback"] or "", credit)


def _options(texts: Sequence[str | None], question: UUID, place: str = "") -> dict[str, Option]:
    """An option for each text that differs, by its text, in the order of the alphabet.

    Every id is made in the same way, so that none stands out as the right one.
    """
    different = sorted({text or "" for text in texts}, key=str.casefold)
    return {text: Option(str(uuid5(question, f"{place}/{text}")), text) for text in different}


def _number(value: Decimal | None) -> str:
    return "" if value is None else format(value.normalize(), "f")
