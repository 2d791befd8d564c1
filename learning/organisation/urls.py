from django.urls import path

from . import views

urlpatterns = [
    path("organisation.css", views.stylesheet, name="organisation_stylesheet"),
    path("media/<path:path>", views.media, name="media"),
    path("health/", views.health, name="health"),
]
