from .assigning import AssignView, EndAssignmentView, RecordsFormView, WaiveView
from .corrections import AddView, AnswerView, CorrectionView, RedateView, VoidView
from .history import (
    ApplyHistoryView,
    CheckHistoryView,
    HistoryImportView,
    HistoryToCorrectView,
    HistoryUploadView,
)
from .prior_learning import (
    CertificateView,
    ClaimForSomebodyView,
    ClaimView,
    EraseCertificateView,
    MyPriorLearningView,
    PriorLearningView,
)

__all__ = [
    "AddView",
    "AnswerView",
    "ApplyHistoryView",
    "AssignView",
    "CertificateView",
    "CheckHistoryView",
    "ClaimForSomebodyView",
    "ClaimView",
    "CorrectionView",
    "EndAssignmentView",
    "EraseCertificateView",
    "HistoryImportView",
    "HistoryToCorrectView",
    "HistoryUploadView",
    "MyPriorLearningView",
    "PriorLearningView",
    "RecordsFormView",
    "RedateView",
    "VoidView",
    "WaiveView",
]
