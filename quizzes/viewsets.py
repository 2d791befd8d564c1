"""The question bank and the quizzes in the CMS admin."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Model, QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.html import format_html_join
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn, UpdatedAtColumn
from wagtail.admin.views.generic import DeleteView, IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.bulk_actions import DeleteBulkAction
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet, WorkflowActionView

from learning.standards.models import Element
from quizzes.choices import ChangeKind
from quizzes.models import (
    Question,
    QuestionBank,
    QuestionTag,
    QuestionVersion,
    Quiz,
    QuizVersion,
    Scenario,
)
from quizzes.panels import question_panels, quiz_panels, scenario_panels


class LiveFilterSet(WagtailFilterSet):
    """By whether it is published."""

    live = django_filters.TypedChoiceFilter(
        label=_("Status"),
        choices=[(True, _("Published")), (False, _("Draft"))],
        coerce=lambda value: value == "True",
    )


class QuestionFilterSet(LiveFilterSet):
    """By what a trainer remembers of a question."""

    tag = django_filters.ModelChoiceFilter(
        field_name="tags", label=_("Tag"), queryset=QuestionTag.objects.order_by("name")
    )
    element = django_filters.ModelChoiceFilter(
        field_name="elements",
        label=_("Element"),
        queryset=Element.objects.order_by("sub_criterion__position", "position"),
    )

    class Meta:
        model = Question
        fields = ["kind", "difficulty", "bank", "scenario"]


class ScenarioFilterSet(LiveFilterSet):
    class Meta:
        model = Scenario
        fields: list[str] = []


class QuizFilterSet(LiveFilterSet):
    class Meta:
        model = Quiz
        fields: list[str] = []


class InspectWithVersions(InspectView):
    """What is live, and every version that was ever published."""

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        context = super().get_context_data(**kwargs)
        versions = {"label": _("Published versions"), "value": self.versions()}
        return context | {"fields": [*context["fields"], versions]}

    def get_field_display_value(self, field_name: str, field: object) -> object:
        value = super().get_field_display_value(field_name, field)
        return "–" if value is None else value

    def versions(self) -> str:
        kept = (
            QuestionVersion.objects.filter(question_key=self.object.key)
            if isinstance(self.object, Question)
            else QuizVersion.objects.filter(quiz_key=self.object.key)
        )
        lines = [
            (
                version.number,
                f"{localtime(version.published_at):%d/%m/%Y %H:%M}",
                version.published_by_name or "–",
                ", ".join(str(ChangeKind(change).label) for change in version.changes)
                or _("First version"),
                version.note,
                version.sha256,
            )
            for version in kept.order_by("-number")
        ]
        if not lines:
            return _("None yet. The first publish makes the first.")
        return format_html_join("", "<p>{} · {} · {} · {}<br>{}<br><code>{}</code></p>", lines)


class ApproveWhatIsSound(WorkflowActionView):
    """Approving publishes, so an approver hears what is unsound before it is tried."""

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        faults = self.faults() if self.action_name == "approve" else []
        if not faults:
            return super().post(request, *args, **kwargs)
        for fault in faults:
            messages.error(request, fault)
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return JsonResponse({"step": "success", "redirect": self.redirect_url})
        return redirect(self.redirect_url)

    def faults(self) -> list[str]:
        drafted: Model = self.task_state.revision.as_object()
        return drafted.faults_before_publishing()


class ChosenByThoseWhoMayLook(SnippetChooserViewSet):
    """Wagtail's own chooser lists what there is to everybody who may enter the CMS."""

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path(str(each.pattern), self.for_those_who_may(each.callback), name=each.name)
            for each in super().get_urlpatterns()
        ]

    def for_those_who_may(self, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def looked_at(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            refuse_unless_may_look(request, self.model)
            return view(request, *args, **kwargs)

        return looked_at


class DeletedByThoseWhoMayLook(DeleteBulkAction):
    """Wagtail's own names to everybody who may enter the CMS what they may not delete."""

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        refuse_unless_may_look(request, self.model)
        return super().dispatch(request, *args, **kwargs)


def refuse_unless_may_look(request: HttpRequest, model: type[Model]) -> None:
    if not ModelPermissionPolicy(model).user_has_permission(request.user, "view"):
        raise PermissionDenied


class QuestionViewSet(SnippetViewSet):
    """The question bank."""

    model = Question
    chooser_viewset_class = ChosenByThoseWhoMayLook
    icon = "help"
    menu_hook = "register_training_menu_item"
    menu_name = "question-bank"
    menu_label = _("Question bank")
    menu_order = 200
    edit_handler = question_panels()
    filterset_class = QuestionFilterSet
    list_display = ["title", "kind", "difficulty", "bank", UpdatedAtColumn(), LiveStatusTagColumn()]
    # Plain matching: the tags and elements that one filters by are not in the search index.
    search_backend_name = None
    search_fields = ["title", "prompt"]
    inspect_view_enabled = True
    inspect_view_class = InspectWithVersions
    inspect_view_fields = [
        "title",
        "kind",
        "scenario",
        "prompt",
        "explanation",
        "difficulty",
        "bank",
        "elements",
    ]
    workflow_action_view_class = ApproveWhatIsSound


class ScenarioViewSet(SnippetViewSet):
    """The situations that several questions share."""

    model = Scenario
    chooser_viewset_class = ChosenByThoseWhoMayLook
    icon = "group"
    menu_hook = "register_training_menu_item"
    menu_name = "scenarios"
    menu_label = _("Scenarios")
    menu_order = 206
    edit_handler = scenario_panels()
    filterset_class = ScenarioFilterSet
    list_display = ["title", UpdatedAtColumn(), LiveStatusTagColumn()]
    search_backend_name = None
    search_fields = ["title", "text"]
    inspect_view_enabled = True
    inspect_view_fields = ["title", "text"]
    workflow_action_view_class = ApproveWhatIsSound


class BankIndex(IndexView):
    def get_base_queryset(self) -> QuerySet[QuestionBank]:
        return QuestionBank.objects.annotate(question_count=Count("questions"))


class DeleteEmptyBank(DeleteView):
    """A bank goes only when no question would be left without it."""

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        return self.refusal() or super().get(request, *args, **kwargs)

    def form_valid(self, form: BaseForm) -> HttpResponse:
        return self.refusal() or super().form_valid(form)

    def refusal(self) -> HttpResponse | None:
        count = self.object.questions.count()
        if not count:
            return None
        sentence = ngettext(
            "“%(bank)s” has %(count)s question in it. Move it to another bank first.",
            "“%(bank)s” has %(count)s questions in it. Move them to another bank first.",
            count,
        )
        messages.error(self.request, sentence % {"bank": self.object, "count": count})
        return redirect(self.index_url_name)


class QuestionBankViewSet(ModelViewSet):
    """The stocks of questions that quizzes draw from."""

    model = QuestionBank
    name = "question_banks"
    icon = "folder-open-inverse"
    menu_label = _("Banks of questions")
    menu_order = 205
    copy_view_enabled = False
    add_to_admin_menu = False
    index_view_class = BankIndex
    delete_view_class = DeleteEmptyBank
    form_fields = ["name"]
    search_fields = ["name"]
    search_backend_name = None
    list_display = [
        "name",
        Column("question_count", label=_("Questions"), sort_key="question_count"),
    ]


class InspectQuiz(InspectWithVersions):
    """With what it draws, and whether that can still be kept."""

    def get_context_data(self, **kwargs: object) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        drawing = self.object.drawing()
        lines = [(line,) for line in [*drawing.in_words(), *drawing.faults()]]
        if lines:
            drawn = {"label": _("What it draws"), "value": format_html_join("", "<p>{}</p>", lines)}
            context["fields"].insert(-1, drawn)
        return context


class QuizViewSet(SnippetViewSet):
    """The quizzes that modules end with."""

    model = Quiz
    chooser_viewset_class = ChosenByThoseWhoMayLook
    icon = "list-ol"
    menu_hook = "register_training_menu_item"
    menu_name = "quizzes"
    menu_label = _("Quizzes")
    menu_order = 210
    edit_handler = quiz_panels()
    filterset_class = QuizFilterSet
    list_display = ["title", "pass_mark", UpdatedAtColumn(), LiveStatusTagColumn()]
    search_backend_name = None
    search_fields = ["title"]
    inspect_view_enabled = True
    inspect_view_class = InspectQuiz
    inspect_view_fields = ["title", "introduction", "pass_mark"]
    workflow_action_view_class = ApproveWhatIsSound
