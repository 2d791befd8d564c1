from .completions import AssignmentViewSet, CompletionViewSet, WaiverViewSet
from .corrections import CorrectionViewSet, PriorLearningViewSet, RedateTogether, VoidTogether

__all__ = [
    "AssignmentViewSet",
    "CompletionViewSet",
    "CorrectionViewSet",
    "PriorLearningViewSet",
    "RedateTogether",
    "VoidTogether",
    "WaiverViewSet",
]
