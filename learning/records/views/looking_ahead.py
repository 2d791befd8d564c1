"""Showing what a change comes to before it is made, and making just that."""

from typing import ClassVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from learning.records import permissions, services
from learning.records.models import LookAhead
from learning.records.selectors import Change, Effect, effect_as_shown, effect_of, reach_of

from .admin_form import RecordsFormView

# Of more standings than these nobody waits on the page: a worker works them out.
MOST_STANDINGS = 2_000
NOT_ANSWERS = ("csrfmiddlewaretoken", "seen", "again_to_form")


class LookAheadView(RecordsFormView):
    """A form in two steps, without a script: what it comes to, and then the change itself.

    The answers travel in the page. With them goes a digest of all that was shown: where it would
    come to something else by now, that is shown first and nothing is saved.

    Where `log_action` names how such a change is logged, one that reaches thousands is kept
    instead, and a worker works out what it comes to, and makes it.
    """

    submit_label = gettext_lazy("Look at the effect")
    effect_template_name = "records/effect.html"
    confirm_label: ClassVar[str] = gettext_lazy("Save")
    log_action = ""

    def plan(self, form: Form) -> Change:
        """The change that the answers ask for."""
        raise NotImplementedError

    def make(self, form: Form, change: Change) -> str:
        """Make the change and return what to tell the person."""
        raise NotImplementedError

    def summary(self, form: Form, change: Change) -> list[tuple[str, str]]:
        """What is being asked, as labels and words."""
        return []

    def form_valid(self, form: Form) -> HttpResponse:
        if "again_to_form" in self.request.POST:
            return self.render_to_response(self.get_context_data(form=form))
        try:
            change = self.plan(form)
            seen = self.request.POST.get("seen", "")
            if self.log_action and not seen and self.reaches_thousands(change):
                return self.look_in_the_background(form, change)
            effect = effect_of(change, today=localdate())
            if seen != effect.digest:
                return self.show(form, change, effect, is_news=bool(seen))
            told = self.make(form, change)
        except ValidationError as error:
            return self.form_refused(form, error)
        messages.success(self.request, told)
        return redirect(self.get_success_url())

    def reaches_thousands(self, change: Change) -> bool:
        return reach_of(change, today=localdate()) > MOST_STANDINGS

    def look_in_the_background(self, form: Form, change: Change) -> HttpResponse:
        now = timezone.now()
        look = services.keep_change_to_look_at(
            change=change,
            summary=self.summary(form, change),
            answers=self.request.POST.urlencode(),
            form_address=self.request.path,
            confirm_label=str(self.confirm_label),
            log_action=self.log_action,
            by=self.request.user,
            at=now,
        )
        where = reverse("assignment:look", args=[look.key])
        job = services.start_working_out(look=look, where=where, by=self.request.user, at=now)
        return redirect("jobs:job", job.key)

    def show(self, form: Form, change: Change, effect: Effect, *, is_news: bool) -> HttpResponse:
        if is_news:
            messages.warning(self.request, news())
        return self.response_class(
            request=self.request,
            template=[self.effect_template_name],
            context=self.get_context_data(form=form)
            | {
                "effect": effect_as_shown(effect, change),
                "seen": effect.digest,
                "summary": self.summary(form, change),
                "hidden_fields": [field.as_hidden() for field in form],
                "confirm_label": self.confirm_label,
            },
        )


class LookedAheadView(WagtailAdminTemplateMixin, TemplateView):
    """What a worker has worked out of a change, and the button that has it made."""

    template_name = "records/effect.html"
    header_icon = "calendar-check"
    page_title = gettext_lazy("What it comes to")

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not permissions.may_assign(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def look(self) -> LookAhead:
        return get_object_or_404(LookAhead, key=self.kwargs["key"], wanted_by=self.request.user)

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if self.look.made_at is not None:
            messages.success(request, _("It is saved. What was asked before stays on record."))
            return redirect("assignment:index")
        if self.look.effect is None:
            messages.warning(request, _("It was not worked out to its end. Look at it again."))
            return redirect(self.look.form_address)
        if self.look.is_news:
            messages.warning(request, news())
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if self.look.made_at is not None or request.POST.get("seen") != self.look.digest:
            return redirect(request.path)
        job = services.start_making(
            look=self.look, where=request.path, by=request.user, at=timezone.now()
        )
        return redirect("jobs:job", job.key)

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("assignment:index"), "label": _("Assignments")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        answers = QueryDict(self.look.answers)
        return super().get_context_data(**kwargs) | {
            "effect": self.look.effect,
            "seen": self.look.digest,
            "summary": self.look.summary,
            "hidden_fields": [
                format_html('<input type="hidden" name="{}" value="{}">', name, value)
                for name, values in answers.lists()
                if name not in NOT_ANSWERS
                for value in values
            ],
            "form_address": self.look.form_address,
            "action_url": self.request.path,
            "confirm_label": self.look.confirm_label,
        }


def news() -> str:
    return _(
        "Something has changed since you looked, and nothing was saved. This is how it is now."
    )
