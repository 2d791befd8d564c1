from .assigning import AssignForm, ReviseForm
from .completions import VoidForm
from .dates import AsAtForm, EndForm
from .more_time import AnswerForm, ExtendForm, MoreTimeForm
from .people import WaiveForm
from .programmes import ProgrammeForm

__all__ = [
    "AnswerForm",
    "AsAtForm",
    "AssignForm",
    "EndForm",
    "ExtendForm",
    "MoreTimeForm",
    "ProgrammeForm",
    "ReviseForm",
    "VoidForm",
    "WaiveForm",
]
