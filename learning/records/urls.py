from django.urls import path

from .views import AskForMoreTimeView, CertificateView, ClaimView, MyPriorLearningView

urlpatterns = [
    path("learning/more-time/<uuid:key>/", AskForMoreTimeView.as_view(), name="more_time"),
    path("learning/prior/", MyPriorLearningView.as_view(), name="my_prior_learning"),
    path("learning/prior/new/", ClaimView.as_view(), name="claim_prior_learning"),
    path(
        "learning/prior/<uuid:key>/certificate/",
        CertificateView.as_view(),
        name="prior_learning_certificate",
    ),
]
