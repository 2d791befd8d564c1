"""The places of a module, below its own page: where `ModulePage.route` looks.

They are not included in the site's addresses. Wagtail finds the page, and the rule about who may
open it is asked before any of these.
"""

from django.urls import path

from modules import views

urlpatterns = [
    path("", views.overview, name="overview"),
    path("section/<int:number>/", views.section, name="section"),
    path("quiz/", views.quiz, name="quiz"),
    path("finish/", views.finish, name="finish"),
    path("done/", views.done, name="done"),
    path("all-sections/", views.all_sections, name="all_sections"),
]
