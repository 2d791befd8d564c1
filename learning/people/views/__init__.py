from .adjustments import EndAdjustmentView, RecordAdjustmentView
from .first_log_in import FirstLogInView
from .staff import (
    AddToGroupView,
    ChangePayrollNumberView,
    EndAbsenceView,
    EndMembershipView,
    GiveLogInView,
    RecordAbsenceView,
    StaffMemberView,
)
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
    "RecordAbsenceView",
    "RecordAdjustmentView",
    "StaffImportApplyView",
    "StaffImportUndoView",
    "StaffImportUploadView",
    "StaffImportView",
    "StaffMemberView",
]
