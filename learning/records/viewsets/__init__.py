from .completions import AssignmentViewSet, CompletionViewSet, WaiverViewSet

__all__ = ["AssignmentViewSet", "CompletionViewSet", "WaiverViewSet"]
