"""What HR's screens share: who may open them, a form that calls one service, and a look ahead."""

from collections.abc import Callable
from typing import ClassVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from learning.records.permissions import AnyUser


class RecordsFormView(WagtailAdminTemplateMixin, FormView):
    """A form in the admin that calls one service and goes back to its list."""

    template_name = "wagtailadmin/generic/form.html"
    submit_label = gettext_lazy("Save")
    list_label: ClassVar[str] = ""
    list_url_name = ""
    may_open: Callable[[AnyUser], bool]

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not type(self).may_open(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def save(self, form: Form) -> str:
        """Call the service and return what to tell the person."""
        raise NotImplementedError

    def get_success_url(self) -> str:
        return reverse(self.list_url_name)

    def form_valid(self, form: Form) -> HttpResponse:
        try:
            told = self.save(form)
        except ValidationError as error:
            return self.form_refused(form, error)
        messages.success(self.request, told)
        return redirect(self.get_success_url())

    def form_refused(self, form: Form, error: ValidationError) -> HttpResponse:
        """The form again, with why the service would not do it."""
        form.add_error(None, error)
        return self.form_invalid(form)

    def form_invalid(self, form: Form) -> HttpResponse:
        messages.validation_error(
            self.request, _("Nothing was saved. Put right what is marked below."), form
        )
        return super().form_invalid(form)

    @property
    def signed_by(self) -> str:
        return self.request.user.get_full_name() or self.request.user.get_username()

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.list_url_name), "label": self.list_label},
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        context = super().get_context_data(**kwargs)
        return context | {
            "action_url": self.request.get_full_path(),
            "submit_button_label": self.submit_label,
            "media": context["form"].media,
        }
