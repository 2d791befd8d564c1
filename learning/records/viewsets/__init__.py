from .assignments import AssignmentViewSet, ProgrammeViewSet
from .completions import CompletionViewSet
from .corrections import CorrectionViewSet, PriorLearningViewSet, RedateTogether, VoidTogether
from .excuses import ExtensionViewSet, RequestViewSet, WaiverViewSet
from .history import HistoryImportViewSet

__all__ = [
    "AssignmentViewSet",
    "CompletionViewSet",
    "CorrectionViewSet",
    "ExtensionViewSet",
    "HistoryImportViewSet",
    "PriorLearningViewSet",
    "ProgrammeViewSet",
    "RedateTogether",
    "RequestViewSet",
    "VoidTogether",
    "WaiverViewSet",
]
