from .assigning import AssignForm, ReviseForm
from .corrections import AddForm, FindForm, MergeForm, RedateForm, RefuseForm, VoidForm
from .dates import AsAtForm, EndForm
from .history import HistoryFileForm
from .more_time import AnswerForm, ExtendForm, MoreTimeForm
from .people import WaiveForm
from .prior_learning import ClaimForm, ClaimForSomebodyForm
from .programmes import ProgrammeForm

__all__ = [
    "AddForm",
    "AnswerForm",
    "AsAtForm",
    "AssignForm",
    "ClaimForSomebodyForm",
    "ClaimForm",
    "EndForm",
    "ExtendForm",
    "FindForm",
    "HistoryFileForm",
    "MergeForm",
    "MoreTimeForm",
    "ProgrammeForm",
    "RedateForm",
    "RefuseForm",
    "ReviseForm",
    "VoidForm",
    "WaiveForm",
]
