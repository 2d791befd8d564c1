"""What a staff list would change, worked out person by person before anything is changed."""

from .absent import plan_absent
from .fields import (
    DETAILS,
    REQUIRED,
    WHAT_TO_CORRECT,
    Columns,
    Field,
    columns_of,
    key_of_header,
    map_columns,
    suggest_mapping,
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
    "WHAT_TO_CORRECT",
    "Change",
    "Columns",
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
    "columns_of",
    "is_past",
    "is_somebody_else",
    "key_of",
    "key_of_header",
    "map_columns",
    "name_key",
    "overlaps_until",
    "plan_absent",
    "plan_person",
    "plan_unchanged",
    "problem_in",
    "read_row",
    "rows_of_now",
    "suggest_mapping",
    "with_numbers_that_stay",
    "wrongly_numbered",
]
