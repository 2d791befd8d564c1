"""What a staff list would change, worked out before anything is changed."""

from .fields import WHAT_TO_CORRECT, Columns, Field, map_columns
from .plan import Change, Entry, Facts, Kind, Options, Plan
from .planning import plan_import
from .problems import Fault, Problem
from .rows import key_of
from .staff_list import Fact, Group, Person, PostHeld, StaffList

__all__ = [
    "WHAT_TO_CORRECT",
    "Change",
    "Columns",
    "Entry",
    "Fact",
    "Facts",
    "Fault",
    "Field",
    "Group",
    "Kind",
    "Options",
    "Person",
    "Plan",
    "PostHeld",
    "Problem",
    "StaffList",
    "key_of",
    "map_columns",
    "plan_import",
]
