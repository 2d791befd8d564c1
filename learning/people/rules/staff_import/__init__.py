"""What a staff list would change, worked out person by person before anything is changed."""

from .absent import plan_absent
from .fields import (
    DETAILS,
    REQUIRED,
    STAFF_LIST,
    Field,
    map_columns,
)
from .guard import Departures
from .people import plan_person, plan_unchanged
from .plan import Change, Entry, Facts, Kind, Options
from .problems import Fault, Problem
from .rows import StaffRow, key_of, name_key, problem_in, read_row
from .said import Said, is_somebody_else, overlaps_until
from .several import Numbered, wrongly_numbered
from .staff_list import Fact, Group, Person, PostHeld
from .two_records import is_past, rows_of_now, with_numbers_that_stay

__all__ = [
    "DETAILS",
    "REQUIRED",
    "STAFF_LIST",
    "Change",
    "Departures",
    "Entry",
    "Fact",
    "Facts",
    "Fault",
    "Field",
    "Group",
    "Kind",
    "Numbered",
    "Options",
    "Person",
    "PostHeld",
    "Problem",
    "Said",
    "StaffRow",
    "is_past",
    "is_somebody_else",
    "key_of",
    "map_columns",
    "name_key",
    "overlaps_until",
    "plan_absent",
    "plan_person",
    "plan_unchanged",
    "problem_in",
    "read_row",
    "rows_of_now",
    "with_numbers_that_stay",
    "wrongly_numbered",
]
