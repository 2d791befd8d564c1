"""What a trainer composes a question and a quiz with."""

from .answering import AnswerBlock, answer_blocks
from .quiz import DrawBlock, QuizQuestionBlock

__all__ = ["AnswerBlock", "DrawBlock", "QuizQuestionBlock", "answer_blocks"]
