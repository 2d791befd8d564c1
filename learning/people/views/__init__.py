from .account import account_in_admin
from .adjustments import EndAdjustmentView, RecordAdjustmentView
from .first_log_in import FirstLogInView
from .group_rule import GroupRuleView
from .recorded import RecordedView
from .staff import (
    AddToGroupView,
    ChangePayrollNumberView,
    EndAbsenceView,
    EndMembershipView,
    GiveLogInView,
    RecordAbsenceView,
    StaffMemberView,
)
from .staff_group import KeepByHandView, StaffGroupView
from .staff_import import StaffImportUploadView, StaffImportView
from .staff_import_actions import (
    ChangesView,
    CorrectionsView,
    StaffImportApplyView,
    StaffImportUndoView,
)

__all__ = [
    "AddToGroupView",
    "ChangePayrollNumberView",
    "ChangesView",
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
    "RecordedView",
    "StaffGroupView",
    "StaffImportApplyView",
    "StaffImportUndoView",
    "StaffImportUploadView",
    "StaffImportView",
    "StaffMemberView",
    "account_in_admin",
]
