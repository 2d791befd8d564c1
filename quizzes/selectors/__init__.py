"""What the pages of an attempt show."""

from .chances import Chances, chances_after, chances_of
from .review import Review, ReviewedAnswer, own_writing_to_mark, review_of
from .sitting import GivenAnswer, Sitting, sitting_of

__all__ = [
    "Chances",
    "GivenAnswer",
    "Review",
    "ReviewedAnswer",
    "Sitting",
    "chances_after",
    "chances_of",
    "own_writing_to_mark",
    "review_of",
    "sitting_of",
]
