from collections.abc import Iterator, Sequence

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet

from .marking.views import RegradeView
from .marking.viewsets import AttemptViewSet, AwaitedMarkViewSet
from .models import Question, Scenario
from .permissions import AnyUser, may_regrade
from .scheduling import REFUSED, RefusedOnSchedule
from .viewsets import (
    DeletedByThoseWhoMayLook,
    QuestionBankViewSet,
    QuestionViewSet,
    QuizViewSet,
    ScenarioViewSet,
)

register_snippet(QuestionViewSet)
register_snippet(QuizViewSet)
register_snippet(ScenarioViewSet)
hooks.register("register_bulk_action", DeletedByThoseWhoMayLook, order=1)  # after Wagtail's own

question_banks = QuestionBankViewSet()
awaited_marks, attempts = AwaitedMarkViewSet(), AttemptViewSet()


@hooks.register("register_admin_viewset")
def question_bank_viewset() -> ViewSet:
    return question_banks


@hooks.register("register_training_menu_item")
def question_banks_menu_item() -> MenuItem:
    return question_banks.get_menu_item()


@hooks.register("register_admin_viewset")
def marking_viewsets() -> list[ViewSet]:
    return [awaited_marks, attempts]


@hooks.register("register_training_menu_item")
def awaited_marks_menu_item() -> MenuItem:
    return awaited_marks.get_menu_item()


@hooks.register("register_training_menu_item")
def attempts_menu_item() -> MenuItem:
    return attempts.get_menu_item()


@hooks.register("register_admin_urls")
def regrade_urls() -> list[URLPattern]:
    return [path("regrade/<int:pk>/", RegradeView.as_view(), name="regrade_question")]


@hooks.register("register_snippet_listing_buttons")
def regrade_button(snippet: Model, user: AnyUser, next_url: str | None = None) -> Iterator[Button]:
    if isinstance(snippet, Question) and snippet.live and may_regrade(user):
        yield Button(
            _("Mark answers again"),
            url=reverse("regrade_question", args=[snippet.pk]),
            icon_name="resubmit",
            priority=60,
        )


@hooks.register("before_delete_snippet")
def keep_scenarios_in_use(request: HttpRequest, snippets: Sequence[Model]) -> HttpResponse | None:
    """Deleted by itself or among others, a scenario would vanish from questions that are live."""
    reasons = [each.why_it_stays() for each in snippets if isinstance(each, Scenario)]
    for reason in filter(None, reasons):
        messages.error(request, reason)
    return redirect("wagtailsnippets_quizzes_scenario:list") if any(reasons) else None


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    actions.register_action(REFUSED)(RefusedOnSchedule)
    actions.register_action("quizzes.override_mark", _("Change mark"), _("Changed a mark"))
    actions.register_action("quizzes.regrade", _("Mark again"), _("Marked answers again"))
