"""The lists that trainers mark from."""

import django_filters
from django.db.models import QuerySet
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from quizzes.models import Attempt, AwaitedMark, Quiz
from quizzes.permissions import AttemptsForTrainers, QueueForTrainers

from .selectors import answers_to_mark, quizzes_sat, submitted_attempts
from .views import AttemptView, MarkView, OverrideView


class AwaitedFilterSet(WagtailFilterSet):
    quiz = django_filters.ModelChoiceFilter(
        label=_("Quiz"), queryset=lambda _request: quizzes_sat(AwaitedMark), method="of_quiz"
    )

    class Meta:
        model = AwaitedMark
        fields: list[str] = []

    def of_quiz(self, queryset: QuerySet, name: str, quiz: Quiz) -> QuerySet:
        return queryset.filter(attempt__quiz_key=quiz.key)


class AttemptFilterSet(WagtailFilterSet):
    reference = django_filters.NumberFilter(field_name="pk", label=_("Reference"))
    quiz = django_filters.ModelChoiceFilter(
        label=_("Quiz"), queryset=lambda _request: quizzes_sat(Attempt), method="of_quiz"
    )
    has_passed = django_filters.BooleanFilter(label=_("Passed"))

    class Meta:
        model = Attempt
        fields: list[str] = []

    def of_quiz(self, queryset: QuerySet, name: str, quiz: Quiz) -> QuerySet:
        return queryset.filter(quiz_key=quiz.key)


class ListToMark(ModelViewSet):
    """A list to look at. Whatever is done to a row has a screen of its own."""

    copy_view_enabled = False
    add_to_admin_menu = False
    form_fields: tuple[str, ...] = ()  # no screen of ours edits a row in place
    list_per_page = 50


class AwaitedIndexView(IndexView):
    page_title = _("Answers to mark")

    def get_base_queryset(self) -> QuerySet:
        return answers_to_mark(self.request.user)

    @cached_property
    def no_results_message(self) -> str:
        if self.is_filtering:
            return _("No answer to this quiz waits for a mark.")
        return _(
            "No answer waits for a mark. When somebody submits a quiz with reflective writing that "
            "a trainer marks, it is listed here."
        )


class AwaitedMarkViewSet(ListToMark):
    model = AwaitedMark
    name = "awaited_mark"
    icon = "edit"
    menu_label = _("Answers to mark")
    menu_order = 220
    index_view_class = AwaitedIndexView
    filterset_class = AwaitedFilterSet
    list_display = (
        TitleColumn(
            "question",
            label=_("Question"),
            url_name="awaited_mark:mark",
            accessor=lambda row: row.question_title or _("A question deleted since"),
        ),
        Column("quiz_title", label=_("Quiz"), accessor=lambda row: row.quiz_title or "–"),
        DateColumn("submitted_at", label=_("Waiting since"), accessor="attempt.submitted_at"),
    )

    @property
    def permission_policy(self) -> ModelPermissionPolicy:
        return QueueForTrainers(self.model)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("mark/<int:pk>/", MarkView.as_view(), name="mark"),
        ]


class AttemptIndexView(IndexView):
    page_title = _("Attempts")

    def get_base_queryset(self) -> QuerySet:
        return submitted_attempts()

    @cached_property
    def no_results_message(self) -> str:
        if self.is_filtering:
            return _("No attempt is like that. Check the reference with whoever gave it to you.")
        return _("No attempts yet. Every quiz that somebody submits is listed here, without names.")


def outcome_of(attempt: Attempt) -> str:
    if attempt.is_waiting:
        return _("Waiting for marks")
    return _("Passed") if attempt.has_passed else _("Not passed")


class AttemptViewSet(ListToMark):
    model = Attempt
    name = "attempt"
    icon = "list-ul"
    menu_label = _("Attempts")
    menu_order = 230
    index_view_class = AttemptIndexView
    inspect_view_class = AttemptView
    inspect_view_enabled = True
    filterset_class = AttemptFilterSet
    list_display = (
        TitleColumn("pk", label=_("Reference"), url_name="attempt:inspect"),
        Column("quiz_title", label=_("Quiz"), accessor=lambda row: row.quiz_title or "–"),
        DateColumn("submitted_at", label=_("Submitted"), sort_key="submitted_at"),
        StatusTagColumn(
            "outcome", label=_("Outcome"), accessor=outcome_of, primary=lambda row: row.has_passed
        ),
    )

    @property
    def permission_policy(self) -> ModelPermissionPolicy:
        return AttemptsForTrainers(self.model)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("mark/<int:pk>/", OverrideView.as_view(), name="override"),
        ]
