from .assigning import AssignForm, EndForm, WaiveForm
from .corrections import AddForm, RedateForm, RefuseForm, VoidForm
from .prior_learning import ClaimForm, ClaimForSomebodyForm

__all__ = [
    "AddForm",
    "AssignForm",
    "ClaimForSomebodyForm",
    "ClaimForm",
    "EndForm",
    "RedateForm",
    "RefuseForm",
    "VoidForm",
    "WaiveForm",
]
