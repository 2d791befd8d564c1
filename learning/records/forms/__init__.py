from .assigning import AssignForm, EndForm, WaiveForm
from .corrections import AddForm, RedateForm, RefuseForm, VoidForm
from .history import HistoryFileForm
from .prior_learning import ClaimForm, ClaimForSomebodyForm

__all__ = [
    "AddForm",
    "AssignForm",
    "ClaimForSomebodyForm",
    "ClaimForm",
    "EndForm",
    "HistoryFileForm",
    "RedateForm",
    "RefuseForm",
    "VoidForm",
    "WaiveForm",
]
