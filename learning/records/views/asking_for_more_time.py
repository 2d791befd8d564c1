"""Where somebody asks for more time, and reads what HR said."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView

from learning.people.models import StaffMember
from learning.people.selectors import staff_member_of
from learning.records.forms import MoreTimeForm
from learning.records.selectors import Assigned, learning_of
from learning.records.selectors.more_time import requests_by
from learning.records.services import ask_for_more_time


class AskForMoreTimeView(FormView):
    """A form for one's own learning; once asked, what was asked and what HR answered."""

    template_name = "records/more_time.html"
    form_class = MoreTimeForm

    @cached_property
    def staff_member(self) -> StaffMember:
        staff_member = staff_member_of(self.request.user)
        if staff_member is None:
            raise Http404
        return staff_member

    @cached_property
    def asked(self) -> Assigned:
        """What is asked of them; there is no page for anything else."""
        for one in learning_of(self.staff_member, on=timezone.localdate()):
            if one.activity.key == self.kwargs["key"]:
                return one
        raise Http404

    def get_success_url(self) -> str:
        return self.request.path

    def form_valid(self, form: Form) -> HttpResponse:
        if not self.asked.may_have_more_time:
            form.add_error(None, _("There is no day by which it is due, so no more time to give."))
            return self.form_invalid(form)
        try:
            ask_for_more_time(
                activity=self.asked.activity,
                staff_member=self.staff_member,
                **form.cleaned_data,
                at=timezone.now(),
            )
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        messages.success(self.request, _("HR has your request. The answer appears on this page."))
        return super().form_valid(form)

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        requests = requests_by(self.staff_member, self.asked.activity)
        is_waiting = any(request.answered_at is None for request in requests)
        return super().get_context_data(
            asked=self.asked,
            requests=requests,
            may_ask=self.asked.may_have_more_time and not is_waiting,
            **kwargs,
        )
