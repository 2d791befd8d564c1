"""HR corrects completions, one or many together, and a second person agrees."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from learning.organisation.fields import sent_numbers, sent_text
from learning.people.models import User
from learning.records import permissions, services
from learning.records.choices import CorrectionKind
from learning.records.forms import AddForm, RedateForm, RefuseForm, VoidForm
from learning.records.models import Completion, Correction, Void
from learning.records.rules.canonical import sha256_of
from learning.records.rules.corrections import COUNTED_FOR, MOST_ALONE, needs_second_person
from learning.records.selectors.merging import MergeEffect, effect_of_merge
from learning.records.services.corrections import MOST_TOGETHER

from .admin_form import RecordsFormView

# A longer list is opened from the list of completions, with its filters.
MOST_SHOWN = 100


class ChosenView(RecordsFormView):
    """Does one thing to the completion in the address, to those ticked, or to all of a filter."""

    template_name = "records/correct.html"
    list_label = gettext_lazy("Completions")
    list_url_name = "completion:index"
    filterset_class: type[WagtailFilterSet] | None = None

    may_open = permissions.may_correct_completions

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        completion = kwargs.get("pk")
        if (
            type(self).may_open(request.user)
            and Void.objects.filter(completion=completion).exists()
        ):
            told = _("Somebody has voided this completion. Nothing was changed.")
            messages.warning(request, told)
            return redirect("completion:inspect", completion)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def completions(self) -> list[Completion]:
        """What was chosen and stands, at most one more than can be corrected together."""
        chosen = Completion.objects.standing().named()
        if "pk" in self.kwargs:
            return [get_object_or_404(chosen, pk=self.kwargs["pk"])]
        numbers = self.request.GET.getlist("id")
        if "all" in numbers:
            chosen = self.filterset_class(
                self.request.GET, queryset=chosen, request=self.request
            ).qs
        else:
            chosen = chosen.filter(pk__in=sent_numbers(numbers)[:1000])
        return list(chosen.order_by("pk")[: MOST_TOGETHER + 1])

    @property
    def seen(self) -> str:
        """Stands for exactly these completions, so that what is corrected is what was shown."""
        return sha256_of(" ".join(str(each.pk) for each in self.completions))

    def get_initial(self) -> dict[str, object]:
        return {"seen": self.seen}

    def get_page_subtitle(self) -> str:
        match self.completions:
            case [completion]:
                return f"{completion.activity_title}, {completion.person}"
        return counted(len(self.completions))

    def save(self, form: Form) -> str:
        if "pk" not in self.kwargs and form.cleaned_data["seen"] != self.seen:
            raise ValidationError(
                _("The list has changed since you looked. Look at it again, then send it again.")
            )
        correction = self.correct(form, at=timezone.now())
        log_correction(correction, self.request.user)
        return told_of(correction)

    def correct(self, form: Form, *, at: datetime) -> Correction:
        raise NotImplementedError

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        context = super().get_context_data(**kwargs)
        alone_before = Correction.objects.alone(
            self.request.user, since=timezone.now() - COUNTED_FOR
        )
        own = permissions.is_own(self.request.user, {each.staff_key for each in self.completions})
        return context | {
            "completions": self.completions[:MOST_SHOWN],
            "left_out": max(0, len(self.completions) - MOST_SHOWN),
            "needs_second_person": needs_second_person(
                len(self.completions), alone_before=alone_before, is_own=own
            ),
            "is_own": own,
            "alone_before": alone_before,
            "most_alone": MOST_ALONE,
        }


class VoidView(ChosenView):
    form_class = VoidForm
    page_title = gettext_lazy("Void")
    header_icon = "cross"
    submit_label = gettext_lazy("Void")

    def correct(self, form: Form, *, at: datetime) -> Correction:
        return services.void_completions(
            completions=self.completions,
            reason=form.cleaned_data["reason"],
            by=self.request.user,
            at=at,
        )


class RedateView(ChosenView):
    form_class = RedateForm
    page_title = gettext_lazy("Give another date")
    header_icon = "calendar-alt"
    submit_label = gettext_lazy("Give this date")

    def correct(self, form: Form, *, at: datetime) -> Correction:
        return services.redate_completions(
            completions=self.completions,
            completed_on=form.cleaned_data["completed_on"],
            reason=form.cleaned_data["reason"],
            by=self.request.user,
            at=at,
        )


class AddView(RecordsFormView):
    template_name = "records/form.html"
    form_class = AddForm
    page_title = gettext_lazy("Add a completion")
    header_icon = "plus"
    submit_label = gettext_lazy("Add")
    list_label = gettext_lazy("Completions")
    list_url_name = "completion:index"

    may_open = permissions.may_correct_completions

    def save(self, form: Form) -> str:
        correction = services.add_completion(
            staff_member=form.cleaned_data["payroll_number"],
            activity=form.cleaned_data["activity"],
            completed_on=form.cleaned_data["completed_on"],
            reason=form.cleaned_data["reason"],
            by=self.request.user,
            at=timezone.now(),
        )
        log_correction(correction, self.request.user)
        return told_of(correction)


class CorrectionView(WagtailAdminTemplateMixin, TemplateView):
    """What was corrected or is asked for, and the second person's answer."""

    template_name = "records/correction.html"
    page_title = gettext_lazy("Correction")
    header_icon = "clipboard-list"

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not permissions.may_correct_completions(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def correction(self) -> Correction:
        known = Correction.objects.select_related(
            "reason", "activity", "staff_member__user", "duplicate__user", "asked_by"
        )
        return get_object_or_404(known, pk=self.kwargs["pk"])

    @property
    def effect(self) -> MergeEffect | None:
        """What a merge that waits would do, for the second person to look at."""
        if self.correction.kind != CorrectionKind.MERGE or not self.correction.is_waiting:
            return None
        return effect_of_merge(self.correction.duplicate, self.correction.staff_member)

    def get_page_subtitle(self) -> str:
        return str(self.correction)

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("correction:index"), "label": _("Corrections")},
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        named = self.correction.completions.named()
        return super().get_context_data(**kwargs) | {
            "correction": self.correction,
            "completions": named.order_by("pk")[:MOST_SHOWN],
            "left_out": max(0, self.correction.count - MOST_SHOWN),
            "is_own": self.correction.asked_by == self.request.user,
            "may_agree": may_agree(self.correction, self.request.user),
            "effect": self.effect,
            "form": RefuseForm(),
        }


class AnswerView(View):
    """The second person agrees, or does not; whoever asked takes it back."""

    http_method_names = ("post",)
    agrees = False

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not permissions.may_correct_completions(request.user):
            raise PermissionDenied
        correction = get_object_or_404(Correction, pk=pk)
        if self.agrees and not may_agree(correction, request.user):
            raise PermissionDenied
        try:
            told = self.answer(correction)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("correction:inspect", pk)
        messages.success(request, told)
        return redirect("correction:index")

    def answer(self, correction: Correction) -> str:
        by, at = self.request.user, timezone.now()
        if self.agrees:
            services.approve_correction(correction=correction, by=by, at=at)
            log(instance=correction, action="records.approve_correction", user=by)
            return _("Done. Both your names stand with it.")
        answer = sent_text(self.request.POST, "answer")
        services.refuse_correction(correction=correction, answer=answer, by=by, at=at)
        log(instance=correction, action="records.refuse_correction", user=by)
        return _("The records stay as they are.")


def may_agree(correction: Correction, user: User) -> bool:
    """A merge changes the staff list too, so whoever agrees to it may do that as well."""
    if correction.kind == CorrectionKind.MERGE:
        return permissions.may_merge(user)
    return permissions.may_correct_completions(user)


def log_correction(correction: Correction, user: User) -> None:
    asked = "records.ask_correction" if correction.is_waiting else "records.correct"
    log(instance=correction, action=asked, user=user)


def told_of(correction: Correction) -> str:
    said = {"counted": counted(correction.count)}
    if correction.is_waiting:
        return (
            _("%(counted)s: nothing has changed yet. It waits under Corrections for somebody else.")
            % said
        )
    return _("Corrected: %(counted)s. What was recorded before stays, with your reason.") % said


def counted(count: int) -> str:
    return ngettext("%(count)d completion", "%(count)d completions", count) % {"count": count}
