"""Loading a standard from its file: choose it, see what it will change, then confirm."""

import hashlib
import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from .forms import ConfirmForm, StandardFileForm
from .sentences import LEVELS, effect_of
from .services import LoadPlan, StandardNotLoadedError, load_standard, plan_load


class LoadStandard(WagtailAdminTemplateMixin, TemplateView):
    """Nothing is kept between the two steps: the page holds what it showed."""

    page_title = gettext_lazy("Load a standard")
    header_icon = "upload"
    template_name = "standards/load.html"

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("standard_elements:index"), "label": _("Standard")},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return {"form": StandardFileForm()} | super().get_context_data(**kwargs)

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if "content" in request.POST:
            return self._confirmed(ConfirmForm(request.POST))
        form = StandardFileForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        return self._show(form.data_in_file)

    def _show(self, data: Any) -> HttpResponse:
        try:
            plan = plan_load(data=data)
        except StandardNotLoadedError as refused:
            return self.render_to_response(self.get_context_data(mistakes=refused.sentences))
        confirm = ConfirmForm(initial={"content": data, "digest": _digest(plan)})
        changes = [
            (effect_of(change), LEVELS[change.part.level], change.part, _title_before(change))
            for change in plan.worth_showing
        ]
        return self.render_to_response(
            self.get_context_data(
                plan=plan,
                changes=changes,
                unchanged=len(plan.changes) - len(changes),
                confirm=confirm,
            )
        )

    def _confirmed(self, form: ConfirmForm) -> HttpResponse:
        if not form.is_valid():
            return redirect("standard_load")
        data = form.cleaned_data["content"]
        try:
            plan = plan_load(data=data)
        except StandardNotLoadedError:
            return self._show(data)
        if _digest(plan) != form.cleaned_data["digest"]:
            messages.warning(
                self.request,
                _("The standard has changed since, so nothing was loaded. Look again."),
            )
            return self._show(data)
        result = load_standard(data=data, at=timezone.now())
        messages.success(
            self.request,
            _("%(title)s loaded: %(created)s new, %(updated)s changed, %(retired)s retired.")
            % {
                "title": result.standard.title,
                "created": result.created,
                "updated": result.updated,
                "retired": result.retired,
            },
        )
        return redirect("standard_elements:index")


def _digest(plan: LoadPlan) -> str:
    """Stands for what was shown, so that it is not something else that is confirmed."""
    shown = [(change.effect, repr(change.part), repr(change.before)) for change in plan.changes]
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()


def _title_before(change: Any) -> str:
    before = change.before.draft.title if change.before else ""
    return before if before != change.part.title else ""
