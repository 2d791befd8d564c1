"""What a trainer composes a question and a quiz with."""

from .answering import AnswerBlock, answer_blocks
from .quiz import QuizQuestionBlock

__all__ = ["AnswerBlock", "QuizQuestionBlock", "answer_blocks"]
