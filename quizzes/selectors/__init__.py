"""What the pages of an attempt show."""

from .chances import Chances, adjustments_of, chances_after, chances_of
from .review import Review, ReviewedAnswer, feedback_on, own_writing_to_mark, review_of
from .sitting import GivenAnswer, Sitting, sitting_of

__all__ = [
    "Chances",
    "GivenAnswer",
    "Review",
    "ReviewedAnswer",
    "Sitting",
    "adjustments_of",
    "chances_after",
    "chances_of",
    "feedback_on",
    "own_writing_to_mark",
    "review_of",
    "sitting_of",
]
