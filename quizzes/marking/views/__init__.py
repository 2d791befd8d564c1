"""Trainers' screens for marks. Each parses a form and calls one service."""

from .answers import MarkView
from .attempts import AttemptView, OverrideView
from .regrade import RegradeView

__all__ = ["AttemptView", "MarkView", "OverrideView", "RegradeView"]
