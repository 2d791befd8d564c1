from .assignments import AssignmentViewSet, ProgrammeViewSet
from .completions import CompletionViewSet
from .excuses import ExtensionViewSet, RequestViewSet, WaiverViewSet

__all__ = [
    "AssignmentViewSet",
    "CompletionViewSet",
    "ExtensionViewSet",
    "ProgrammeViewSet",
    "RequestViewSet",
    "WaiverViewSet",
]
