from django.urls import path

from .views import FirstLogInView

urlpatterns = [
    path("account/first-log-in/", FirstLogInView.as_view(), name="first_log_in"),
]
