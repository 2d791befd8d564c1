from django.urls import path

from .views import AskForMoreTimeView

urlpatterns = [
    path("learning/more-time/<uuid:key>/", AskForMoreTimeView.as_view(), name="more_time"),
]
