"""More time: HR gives it or answers who asked for it."""

from django.core.exceptions import ValidationError
from django.forms import Form
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from learning.records import permissions, services
from learning.records.forms import AnswerForm, ExtendForm
from learning.records.models import Extension, ExtensionRequest
from learning.records.selectors import learning_of

from .admin_form import RecordsFormView
from .excusing import AboutSomebodyView


class ExtendView(AboutSomebodyView):
    form_class = ExtendForm
    page_title = gettext_lazy("Give more time")
    header_icon = "time"
    list_label = gettext_lazy("Extensions")
    list_url_name = "extension:index"
    may_open = permissions.may_extend

    def save(self, form: Form) -> str:
        answers = form.cleaned_data
        activity, person = answers["activity"], answers["payroll_number"]
        self.refuse_own(person)
        learning = learning_of(person, on=timezone.localdate())
        if not any(one.activity == activity and one.may_have_more_time for one in learning):
            told = _(
                "There is no day to move: this is not asked of them, still counts, or they are "
                "excused. Their page says which."
            )
            raise ValidationError({"activity": told})
        extension = services.extend(
            activity=activity,
            staff_member=person,
            due_on=answers["due_on"],
            reason=answers["reason"],
            at=timezone.now(),
            source=self.signed_by,
        )
        until = date_format(extension.due_on, "j F Y")
        log(
            instance=extension,
            action="records.extend",
            user=self.request.user,
            data={"until": until},
        )
        return _("%(person)s has until %(day)s.") % {
            "person": extension.staff_member,
            "day": until,
        }


class TakeBackView(RecordsFormView):
    """Sure that the time given is to be given no longer?"""

    form_class = Form
    template_name = "records/take_back.html"
    page_title = gettext_lazy("Take back more time")
    header_icon = "time"
    submit_label = gettext_lazy("Take it back")
    list_label = gettext_lazy("Extensions")
    list_url_name = "extension:index"
    may_open = permissions.may_extend

    @cached_property
    def extension(self) -> Extension:
        known = Extension.objects.known().select_related("activity", "staff_member")
        return get_object_or_404(known, pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return str(self.extension)

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return super().get_context_data(extension=self.extension, **kwargs)

    def save(self, form: Form) -> str:
        services.take_back_extension(extension=self.extension, at=timezone.now())
        log(
            instance=self.extension,
            action="records.take_back_extension",
            user=self.request.user,
            data={"until": date_format(self.extension.due_on, "j F Y")},
        )
        return _("The time is taken back. The day is what it was before.")


class AnswerRequestView(RecordsFormView):
    """Grant or refuse, with one form and two buttons."""

    form_class = AnswerForm
    template_name = "records/answer_request.html"
    page_title = gettext_lazy("Answer a request for more time")
    header_icon = "time"
    list_label = gettext_lazy("Requests for more time")
    list_url_name = "extension_request:index"
    may_open = permissions.may_extend

    @cached_property
    def extension_request(self) -> ExtensionRequest:
        requests = ExtensionRequest.objects.select_related("activity", "staff_member")
        return get_object_or_404(requests, pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return str(self.extension_request)

    def get_initial(self) -> dict[str, object]:
        return {"due_on": self.extension_request.wanted_on}

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        asked = self.extension_request
        today = timezone.localdate()
        learning = learning_of(asked.staff_member, on=today)
        standing = next((one for one in learning if one.activity == asked.activity), None)
        return super().get_context_data(
            extension_request=asked, because=standing.because if standing else "", **kwargs
        )

    def save(self, form: Form) -> str:
        answers, at, by = form.cleaned_data, timezone.now(), self.request.user
        asked = self.extension_request
        if "refuse" in self.request.POST:
            services.refuse_request(request=asked, answer=answers["answer"], by=by, at=at)
            log(instance=asked, action="records.refuse_request", user=by)
            return _("Refused. %(person)s sees your answer.") % {"person": asked.staff_member}
        extension = services.grant_request(
            request=asked, due_on=answers["due_on"], answer=answers["answer"], by=by, at=at
        )
        log(instance=asked, action="records.grant_request", user=by)
        return _("%(person)s has until %(day)s.") % {
            "person": asked.staff_member,
            "day": date_format(extension.due_on, "j F Y"),
        }
