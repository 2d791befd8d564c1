from .asking_for_more_time import AskForMoreTimeView
from .assigning import AssignView, EndAssignmentView, ReviseView
from .corrections import AddView, AnswerView, CorrectionView, RedateView, VoidView
from .excusing import EndWaiverView, WaiveView
from .history import (
    ApplyHistoryView,
    CheckHistoryView,
    HistoryImportView,
    HistoryToCorrectView,
    HistoryUploadView,
)
from .looking_ahead import LookedAheadView
from .merging import FindSurvivorView, MergeView
from .more_time import AnswerRequestView, ExtendView, TakeBackView
from .prior_learning import (
    CertificateView,
    ClaimForSomebodyView,
    ClaimView,
    EraseCertificateView,
    MyPriorLearningView,
    PriorLearningView,
)
from .programmes import AddProgrammeView, EditProgrammeView

__all__ = [
    "AddProgrammeView",
    "AddView",
    "AnswerRequestView",
    "AnswerView",
    "ApplyHistoryView",
    "AskForMoreTimeView",
    "AssignView",
    "CertificateView",
    "CheckHistoryView",
    "ClaimForSomebodyView",
    "ClaimView",
    "CorrectionView",
    "EditProgrammeView",
    "EndAssignmentView",
    "EndWaiverView",
    "EraseCertificateView",
    "ExtendView",
    "FindSurvivorView",
    "HistoryImportView",
    "HistoryToCorrectView",
    "HistoryUploadView",
    "LookedAheadView",
    "MergeView",
    "MyPriorLearningView",
    "PriorLearningView",
    "RedateView",
    "ReviseView",
    "TakeBackView",
    "VoidView",
    "WaiveView",
]
