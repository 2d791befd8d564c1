"""HR merges two records of one person: find the one that stays, look at what it does, confirm."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from learning.organisation.fields import sent_text
from learning.people.models import StaffMember
from learning.people.selectors.merging import find_on_list
from learning.records import permissions, services
from learning.records.forms import FindForm, MergeForm
from learning.records.models import Correction
from learning.records.rules.corrections import COUNTED_FOR, MOST_ALONE, needs_second_person
from learning.records.selectors.merging import MergeEffect, effect_of_merge

from .admin_form import RecordsFormView
from .corrections import log_correction

MOST_FOUND = 20


class AboutADuplicate:
    """The record that goes, whose number stands in the address."""

    kwargs: dict[str, object]
    breadcrumbs_items: list[dict[str, object]]

    @cached_property
    def duplicate(self) -> StaffMember:
        people = StaffMember.objects.select_related("user", "merged_into")
        return get_object_or_404(people, pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return f"{self.duplicate.full_name}, {self.duplicate.payroll_number}"

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("staff:index"), "label": _("Staff")},
            {"url": page_of(self.duplicate), "label": self.duplicate.full_name},
            {"url": "", "label": _("Merge into another record")},
        ]


class FindSurvivorView(AboutADuplicate, WagtailAdminTemplateMixin, TemplateView):
    """Find the record that stays, by payroll number or name. To begin with: by the same surname."""

    template_name = "records/find_survivor.html"
    page_title = gettext_lazy("Merge into another record")
    header_icon = "user"

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not permissions.may_merge(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        words = sent_text(self.request.GET, "q", self.duplicate.last_name).strip()
        found = self.found(words)
        return super().get_context_data(**kwargs) | {
            "form": FindForm(initial={"q": words}),
            "duplicate": self.duplicate,
            "words": words,
            "found": found[:MOST_FOUND],
            "there_are_more": len(found) > MOST_FOUND,
            "most_found": MOST_FOUND,
        }

    def found(self, words: str) -> QuerySet[StaffMember]:
        others = find_on_list(words, on=timezone.localdate()).exclude(pk=self.duplicate.pk)
        return others[: MOST_FOUND + 1]


class MergeView(AboutADuplicate, RecordsFormView):
    """What merging would do, and the button that does it."""

    template_name = "records/merge.html"
    form_class = MergeForm
    page_title = gettext_lazy("Merge into another record")
    header_icon = "user"
    submit_label = gettext_lazy("Merge for good")

    may_open = permissions.may_merge

    @cached_property
    def survivor(self) -> StaffMember:
        people = StaffMember.objects.select_related("user", "merged_into")
        return get_object_or_404(people, pk=self.kwargs["into"])

    @cached_property
    def effect(self) -> MergeEffect:
        return effect_of_merge(self.duplicate, self.survivor)

    @cached_property
    def hindrances(self) -> list[str]:
        """Why it cannot be done as things are, and what to do about it."""
        try:
            services.refuse_impossible_merge(self.duplicate, self.survivor, by=self.request.user)
        except ValidationError as error:
            return error.messages
        return [*self.effect.hindrances]

    def get_initial(self) -> dict[str, object]:
        return {"seen": self.effect.digest}

    def save(self, form: Form) -> str:
        if form.cleaned_data["seen"] != self.effect.digest:
            raise ValidationError(
                _("Something has changed since you looked. Look at it again, then send it again.")
            )
        correction = services.merge_records(
            duplicate=self.duplicate,
            survivor=self.survivor,
            reason=form.cleaned_data["reason"],
            by=self.request.user,
            at=timezone.now(),
        )
        log_correction(correction, self.request.user)
        said = {"duplicate": self.duplicate.payroll_number, "survivor": self.survivor}
        if correction.is_waiting:
            return (
                _(
                    "Nothing has changed yet. Merging %(duplicate)s into %(survivor)s waits under "
                    "Corrections for somebody else."
                )
                % said
            )
        return _("%(duplicate)s was merged into %(survivor)s: one person, one record.") % said

    def get_success_url(self) -> str:
        return page_of(self.survivor)

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        alone_before = Correction.objects.alone(
            self.request.user, since=timezone.now() - COUNTED_FOR
        )
        return super().get_context_data(**kwargs) | {
            "duplicate": self.duplicate,
            "survivor": self.survivor,
            "effect": self.effect,
            "hindrances": self.hindrances,
            "find_url": reverse("merge_find", args=[self.duplicate.pk]),
            "needs_second_person": needs_second_person(
                self.effect.completions, alone_before=alone_before
            ),
            "alone_before": alone_before,
            "most_alone": MOST_ALONE,
        }


def page_of(staff_member: StaffMember) -> str:
    return reverse("staff:inspect", args=[staff_member.pk])
