from django.urls import path

from .views import JobProgressView, JobView, StopJobView

app_name = "jobs"
urlpatterns = [
    path("jobs/<uuid:key>/", JobView.as_view(), name="job"),
    path("jobs/<uuid:key>/progress/", JobProgressView.as_view(), name="progress"),
    path("jobs/<uuid:key>/stop/", StopJobView.as_view(), name="stop"),
]
