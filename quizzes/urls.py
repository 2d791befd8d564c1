from django.urls import path

from quizzes import views

urlpatterns = [
    path("quizzes/<uuid:key>/", views.attempt, name="attempt"),
    path("quizzes/<uuid:key>/<int:number>/", views.attempt_question, name="attempt_question"),
    path("quizzes/<uuid:key>/check/", views.attempt_check, name="attempt_check"),
    path("quizzes/<uuid:key>/submit/", views.attempt_submit, name="attempt_submit"),
    path("quizzes/<uuid:key>/mark/", views.attempt_mark, name="attempt_mark"),
    path("quizzes/<uuid:key>/result/", views.attempt_result, name="attempt_result"),
]
