from .adjustments import EndAdjustmentView, RecordAdjustmentView
from .first_log_in import FirstLogInView
from .staff import (
    AddToGroupView,
    EndAbsenceView,
    EndMembershipView,
    GiveLogInView,
    RecordAbsenceView,
    StaffMemberView,
)
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
    "RecordAbsenceView",
    "RecordAdjustmentView",
    "StaffImportApplyView",
    "StaffImportUploadView",
    "StaffImportView",
    "StaffMemberView",
]
