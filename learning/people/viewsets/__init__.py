from .absence import AbsenceViewSet
from .staff import StaffViewSet
from .staff_group import StaffGroupViewSet
from .staff_import import StaffImportViewSet

__all__ = ["AbsenceViewSet", "StaffGroupViewSet", "StaffImportViewSet", "StaffViewSet"]
