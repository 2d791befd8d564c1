"""What a trainer composes a question and a quiz with."""

from .answer import AnswerBlock
from .answering import answer_blocks
from .quiz import DrawBlock, QuizQuestionBlock

__all__ = ["AnswerBlock", "DrawBlock", "QuizQuestionBlock", "answer_blocks"]
