from .assigning import AssignView, EndAssignmentView, RecordsFormView, VoidView, WaiveView

__all__ = ["AssignView", "EndAssignmentView", "RecordsFormView", "VoidView", "WaiveView"]
