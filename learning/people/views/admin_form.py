"""What HR's screens share: who may open them, the way back, and a form that calls one service."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from learning.people.permissions import AnyUser


class HrView(WagtailAdminTemplateMixin):
    """A screen in the admin that asks one function whether this person may open it."""

    may_open: Callable[[AnyUser], bool]

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not type(self).may_open(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_way_back(self) -> list[tuple[str, str]]:
        """The screens above this one: where each is and what it is called."""
        return []

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        above = [{"url": url, "label": label} for url, label in self.get_way_back()]
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, *above, here]


class HrFormView(HrView, FormView):
    """A form that calls one service and goes back to where it came from."""

    template_name = "wagtailadmin/generic/form.html"
    submit_label = gettext_lazy("Save")

    def save(self, form: Form) -> str:
        """Call the service and return what to tell the person."""
        raise NotImplementedError

    def form_valid(self, form: Form) -> HttpResponse:
        try:
            told = self.save(form)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        messages.success(self.request, told)
        return redirect(self.get_success_url())

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
