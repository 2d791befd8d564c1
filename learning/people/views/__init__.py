from .adjustments import EndAdjustmentView, RecordAdjustmentView
from .first_log_in import FirstLogInView
from .group_rule import GroupRuleView
from .staff import (
    AddToGroupView,
    EndAbsenceView,
    EndMembershipView,
    GiveLogInView,
    RecordAbsenceView,
    StaffMemberView,
)
from .staff_group import KeepByHandView, StaffGroupView
from .staff_import import (
    CorrectionsView,
    StaffImportApplyView,
    StaffImportUploadView,
    StaffImportView,
)

__all__ = [
    "AddToGroupView",
    "CorrectionsView",
    "EndAbsenceView",
    "EndAdjustmentView",
    "EndMembershipView",
    "FirstLogInView",
    "GiveLogInView",
    "GroupRuleView",
    "KeepByHandView",
    "RecordAbsenceView",
    "RecordAdjustmentView",
    "StaffGroupView",
    "StaffImportApplyView",
    "StaffImportUploadView",
    "StaffImportView",
    "StaffMemberView",
]
