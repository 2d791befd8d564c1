from django.urls import path

from home import views

urlpatterns = [
    # Before Wagtail's own addresses: finding the home page in its tree costs two queries more.
    path("", views.my_learning_page, name="my_learning"),
]
