"""What a trainer composes a question and a quiz with."""

from .answer import AnswerBlock
from .answering import answer_blocks
from .quiz import QuizQuestionBlock

__all__ = ["AnswerBlock", "QuizQuestionBlock", "answer_blocks"]
