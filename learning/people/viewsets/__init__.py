from .absence import AbsenceViewSet
from .adjustment import AdjustmentViewSet
from .staff import StaffViewSet
from .staff_group import StaffGroupViewSet
from .staff_import import StaffImportViewSet

__all__ = [
    "AbsenceViewSet",
    "AdjustmentViewSet",
    "StaffGroupViewSet",
    "StaffImportViewSet",
    "StaffViewSet",
]
