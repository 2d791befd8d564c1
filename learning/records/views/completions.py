"""Voiding a completion that was a mistake."""

from django.forms import Form
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from learning.people.models import StaffMember
from learning.records import permissions, services
from learning.records.forms import VoidForm
from learning.records.models import Completion

from .admin_form import RecordsFormView


class VoidView(RecordsFormView):
    form_class = VoidForm
    page_title = gettext_lazy("Void a completion")
    header_icon = "cross"
    submit_label = gettext_lazy("Void this completion")
    list_label = gettext_lazy("Completions")
    list_url_name = "completion:index"
    may_open = permissions.may_void_completion

    def setup(self, request: HttpRequest, *args: object, **kwargs: object) -> None:
        super().setup(request, *args, **kwargs)
        self.completion = get_object_or_404(Completion, pk=kwargs["pk"])

    def get_page_subtitle(self) -> str:
        person = StaffMember.objects.filter(key=self.completion.staff_key).first()
        return f"{self.completion.activity_title}, {person or self.completion.staff_key}"

    def save(self, form: Form) -> str:
        services.void_completion(
            completion=self.completion,
            reason=form.cleaned_data["reason"],
            by=self.request.user,
            at=timezone.now(),
        )
        log(instance=self.completion, action="records.void", user=self.request.user)
        return _("Voided. The completion stays on record with your reason, and counts no more.")
