"""What trainers' screens share: who may open them, the way back, and a form."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from quizzes import services
from quizzes.permissions import (
    AnyUser,
)


class TrainersView(WagtailAdminTemplateMixin):
    """A screen that asks one function whether this person may open it."""

    may_open: Callable[[AnyUser], bool]

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not type(self).may_open(request.user):
            raise PermissionDenied
        try:
            return super().dispatch(request, *args, **kwargs)
        except services.PaperChanged as error:
            messages.error(
                request,
                _("Nothing was marked, because a stored paper was tampered with. Tell IT: %(why)s")
                % {"why": error},
            )
            return redirect(self.way_back()[0][0])

    def way_back(self) -> list[tuple[str, str]]:
        """The screens above this one: where each is and what it is called."""
        raise NotImplementedError

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        above = [{"url": url, "label": label} for url, label in self.way_back()]
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, *above, here]


class TrainersFormView(TrainersView, FormView):
    submit_label = gettext_lazy("Save")

    def form_invalid(self, form: Form) -> HttpResponse:
        messages.validation_error(
            self.request, _("Nothing was saved. Put right what is marked below."), form
        )
        return super().form_invalid(form)

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        context = super().get_context_data(**kwargs)
        return context | {
            "action_url": self.request.get_full_path(),
            "submit_button_label": self.submit_label,
            "media": context["form"].media,
        }
