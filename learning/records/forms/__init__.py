from .assigning import AssignForm, EndForm, VoidForm, WaiveForm

__all__ = ["AssignForm", "EndForm", "VoidForm", "WaiveForm"]
