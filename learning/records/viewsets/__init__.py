from .completions import AssignmentViewSet, CompletionViewSet, WaiverViewSet
from .corrections import CorrectionViewSet, PriorLearningViewSet, RedateTogether, VoidTogether
from .history import HistoryImportViewSet

__all__ = [
    "AssignmentViewSet",
    "CompletionViewSet",
    "CorrectionViewSet",
    "HistoryImportViewSet",
    "PriorLearningViewSet",
    "RedateTogether",
    "VoidTogether",
    "WaiverViewSet",
]
