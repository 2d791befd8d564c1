from .assigning import AssignView, EndAssignmentView, RecordsFormView, WaiveView
from .corrections import AddView, AnswerView, CorrectionView, RedateView, VoidView
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
    "AssignView",
    "CertificateView",
    "ClaimForSomebodyView",
    "ClaimView",
    "CorrectionView",
    "EndAssignmentView",
    "EraseCertificateView",
    "MyPriorLearningView",
    "PriorLearningView",
    "RecordsFormView",
    "RedateView",
    "VoidView",
    "WaiveView",
]
