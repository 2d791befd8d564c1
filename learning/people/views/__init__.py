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
    "EndMembershipView",
    "FirstLogInView",
    "GiveLogInView",
    "RecordAbsenceView",
    "StaffImportApplyView",
    "StaffImportUploadView",
    "StaffImportView",
    "StaffMemberView",
]
