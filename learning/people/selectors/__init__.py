from .adjustments import adjustment_of
from .record import Record, record_of
from .recorded import recorded_of
from .staff import groups_of, staff_member_of, with_post_in
from .why import why

__all__ = [
    "Record",
    "adjustment_of",
    "groups_of",
    "record_of",
    "recorded_of",
    "staff_member_of",
    "why",
    "with_post_in",
]
