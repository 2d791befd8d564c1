"""What staff send when they answer, and what trainers save when they write."""

from collections.abc import Mapping
from typing import Any

from quizzes.rules.interactions import (
    Confidence,
    Conversation,
    Gaps,
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
    Writing,
)
from quizzes.rules.paper import FrozenQuestion

from .answer import AnswerForm
from .choosing import ChoiceForm, ConfidenceForm, ConversationForm, OrderingForm, PlacesForm
from .publishing import CheckedBeforePublishing
from .rubric import RubricForm
from .typing_in import NumberForm, TypedForm, WritingForm

FORMS: Mapping[str, type[AnswerForm]] = {
    SingleChoice.kind: ChoiceForm,
    TrueFalse.kind: ChoiceForm,
    MultipleChoice.kind: ChoiceForm,
    Matching.kind: PlacesForm,
    Gaps.kind: PlacesForm,
    Ordering.kind: OrderingForm,
    Numeric.kind: NumberForm,
    ShortAnswer.kind: TypedForm,
    Writing.kind: WritingForm,
    Conversation.kind: ConversationForm,
    Confidence.kind: ConfidenceForm,
}


def answer_form(
    question: FrozenQuestion, data: Mapping[str, Any] | None = None, **kwargs: object
) -> AnswerForm:
    """The form for the question's way of answering."""
    return FORMS[question.kind](data, question=question, **kwargs)


__all__ = ["FORMS", "AnswerForm", "CheckedBeforePublishing", "RubricForm", "answer_form"]
