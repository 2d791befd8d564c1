from django.urls import path
from django.views.decorators.cache import cache_control
from django.views.i18n import JavaScriptCatalog

from quizzes import views

words = cache_control(private=True, max_age=3600)(JavaScriptCatalog.as_view(packages=["quizzes"]))

urlpatterns = [
    path("quizzes/words.js", words, name="quiz_words"),
    path("quizzes/<uuid:key>/", views.attempt, name="attempt"),
    path("quizzes/<uuid:key>/<int:number>/", views.attempt_question, name="attempt_question"),
    path("quizzes/<uuid:key>/<int:number>/save/", views.attempt_save, name="attempt_save"),
    path("quizzes/<uuid:key>/questions/", views.attempt_questions, name="attempt_questions"),
    path("quizzes/<uuid:key>/check/", views.attempt_check, name="attempt_check"),
    path("quizzes/<uuid:key>/submit/", views.attempt_submit, name="attempt_submit"),
    path("quizzes/<uuid:key>/mark/", views.attempt_mark, name="attempt_mark"),
    path("quizzes/<uuid:key>/result/", views.attempt_result, name="attempt_result"),
]
