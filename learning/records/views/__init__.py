from .asking_for_more_time import AskForMoreTimeView
from .assigning import AssignView, EndAssignmentView, ReviseView
from .completions import VoidView
from .excusing import EndWaiverView, WaiveView
from .more_time import AnswerRequestView, ExtendView
from .programmes import AddProgrammeView, EditProgrammeView

__all__ = [
    "AddProgrammeView",
    "AnswerRequestView",
    "AskForMoreTimeView",
    "AssignView",
    "EditProgrammeView",
    "EndAssignmentView",
    "EndWaiverView",
    "ExtendView",
    "ReviseView",
    "VoidView",
    "WaiveView",
]
