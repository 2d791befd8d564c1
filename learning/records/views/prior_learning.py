"""Prior learning: staff send in certificates, HR checks them, and nobody checks their own."""

from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from learning.catalogue.models import Activity
from learning.organisation.fields import sent_text
from learning.people.models import StaffMember
from learning.people.selectors import staff_member_of
from learning.records import permissions, services
from learning.records.forms import ClaimForm, ClaimForSomebodyForm, RefuseForm
from learning.records.models import PriorLearning
from learning.records.selectors import learning_of

from .admin_form import RecordsFormView


class ForStaff:
    """A page for whoever is on the staff list."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if self.staff_member is None:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def staff_member(self) -> StaffMember | None:
        return staff_member_of(self.request.user)


class MyPriorLearningView(ForStaff, TemplateView):
    """What somebody has sent in, and what became of it."""

    template_name = "records/my_prior_learning.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        claims = PriorLearning.objects.filter(staff_member=self.staff_member)
        return super().get_context_data(**kwargs) | {"claims": claims.select_related("activity")}


class ClaimView(ForStaff, FormView):
    """Send in one certificate for HR to check."""

    template_name = "records/claim_prior_learning.html"
    form_class = ClaimForm
    success_url = reverse_lazy("my_prior_learning")

    def get_form_kwargs(self) -> dict[str, object]:
        return super().get_form_kwargs() | {"activities": self.activities()}

    def activities(self) -> QuerySet[Activity]:
        """What is meant for the person, or asked of them."""
        today = timezone.localdate()
        meant = Activity.objects.for_staff(self.staff_member, on=today).values("pk")
        asked = [each.activity.pk for each in learning_of(self.staff_member, on=today)]
        return Activity.objects.filter(Q(pk__in=meant) | Q(pk__in=asked))

    def form_valid(self, form: Form) -> HttpResponse:
        try:
            claim = services.send_prior_learning(
                staff_member=self.staff_member,
                by=self.request.user,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        log(instance=claim, action="records.send_prior_learning", user=self.request.user)
        return super().form_valid(form)


class CertificateView(View):
    """Hands a certificate to whom it is about and to HR, to keep and never to run."""

    def get(self, request: HttpRequest, key: UUID) -> FileResponse:
        claim = get_object_or_404(PriorLearning.objects.select_related("staff_member"), key=key)
        is_own = claim.staff_member.user_id == request.user.pk
        if not is_own and not permissions.may_check_prior_learning(request.user):
            raise PermissionDenied
        if not claim.certificate:
            raise Http404
        if not is_own:
            log(instance=claim, action="records.open_certificate", user=request.user)
        ending = claim.certificate_kind.rpartition("/")[2]
        response = FileResponse(
            claim.certificate.open(),
            as_attachment=True,
            filename=f"certificate-{claim.pk}.{ending}",
            content_type=claim.certificate_kind,
        )
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "private, no-store"
        # Should a browser show it after all, nothing in it runs or is fetched.
        response._csp_replace = {"default-src": ["'none'"], "sandbox": True}
        return response


class ClaimForSomebodyView(RecordsFormView):
    """HR sends in a certificate for somebody; another officer checks it."""

    template_name = "records/form.html"
    form_class = ClaimForSomebodyForm
    page_title = gettext_lazy("Prior learning")
    header_icon = "doc-full"
    submit_label = gettext_lazy("Send in")
    list_label = gettext_lazy("Prior learning")
    list_url_name = "prior_learning:index"

    may_open = permissions.may_check_prior_learning

    def get_form_kwargs(self) -> dict[str, object]:
        listed = Activity.objects.listed_on(timezone.localdate())
        return super().get_form_kwargs() | {"activities": listed}

    def save(self, form: Form) -> str:
        answers = dict(form.cleaned_data)
        claim = services.send_prior_learning(
            staff_member=answers.pop("payroll_number"),
            by=self.request.user,
            at=timezone.now(),
            **answers,
        )
        log(instance=claim, action="records.send_prior_learning", user=self.request.user)
        return _("Sent in. Another HR officer has to check it before it counts.")


class AboutAClaim(WagtailAdminTemplateMixin):
    """A screen about the claim whose number stands in the address."""

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not permissions.may_check_prior_learning(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def claim(self) -> PriorLearning:
        known = PriorLearning.objects.select_related("activity", "staff_member__user", "sent_by")
        return get_object_or_404(known, pk=self.kwargs["pk"])


class PriorLearningView(AboutAClaim, TemplateView):
    """What was sent in, with its certificate, and HR's answer."""

    template_name = "records/prior_learning.html"
    page_title = gettext_lazy("Prior learning")
    header_icon = "doc-full"

    def get_page_subtitle(self) -> str:
        return str(self.claim)

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("prior_learning:index"), "label": self.page_title},
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        own = (self.claim.sent_by, self.claim.staff_member.user)
        return super().get_context_data(**kwargs) | {
            "claim": self.claim,
            "is_own": self.request.user in own,
            "form": RefuseForm(),
        }

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            told = self.answer()
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("prior_learning:inspect", pk)
        messages.success(request, told)
        return redirect("prior_learning:index")

    def answer(self) -> str:
        by, at = self.request.user, timezone.now()
        if "accept" in self.request.POST:
            services.accept_prior_learning(claim=self.claim, by=by, at=at)
            log(instance=self.claim, action="records.accept_prior_learning", user=by)
            return _("Accepted. It counts from the date on the certificate.")
        answer = sent_text(self.request.POST, "answer")
        services.refuse_prior_learning(claim=self.claim, answer=answer, by=by, at=at)
        log(instance=self.claim, action="records.refuse_prior_learning", user=by)
        return _("Not accepted. The person sees why.")


class EraseCertificateView(AboutAClaim, View):
    """Delete the file for good."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            services.erase_certificate(claim=self.claim, by=request.user, at=timezone.now())
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            log(instance=self.claim, action="records.erase_certificate", user=request.user)
            messages.success(request, _("The certificate is erased. Its SHA-256 stays."))
        return redirect("prior_learning:inspect", pk)
