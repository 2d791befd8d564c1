from .absence import Absence
from .adjustment import Adjustment
from .dated_fact import DatedFact, DatedFactQuerySet
from .first_log_in import FirstLogIn
from .staff_change import StaffChange
from .staff_group import GroupRule, Membership, StaffGroup
from .staff_import import StaffImport
from .staff_member import Employment, Post, StaffMember, StaffMemberQuerySet
from .staging import Sort, StagedEnd, StagedFact, StagedProblem, StagedRow
from .user import User

__all__ = [
    "Absence",
    "Adjustment",
    "DatedFact",
    "DatedFactQuerySet",
    "Employment",
    "FirstLogIn",
    "GroupRule",
    "Membership",
    "Post",
    "Sort",
    "StaffChange",
    "StaffGroup",
    "StaffImport",
    "StaffMember",
    "StaffMemberQuerySet",
    "StagedEnd",
    "StagedFact",
    "StagedProblem",
    "StagedRow",
    "User",
]
