"""HR's screens about one person: their page, their groups, their absences and their log-in."""

from django.core.exceptions import ValidationError
from django.forms import Form, Media
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets.button import Button

from learning.people import services
from learning.people.forms import AbsenceForm, AddToGroupForm, LastDayForm, PayrollNumberForm
from learning.people.models import Absence, Membership, StaffMember
from learning.people.permissions import (
    may_change_groups,
    may_change_staff,
    may_issue_first_log_in,
    may_record_absence,
    may_record_adjustment,
    may_see_staff,
)
from learning.people.selectors import record_of

from .admin_form import HrFormView, HrView


def page_of(staff_member: StaffMember) -> str:
    return reverse("staff:inspect", args=[staff_member.pk])


class AboutSomebody(HrView):
    """A screen about the person whose number stands in the address."""

    @cached_property
    def staff_member(self) -> StaffMember:
        people = StaffMember.objects.select_related("user", "merged_into")
        return get_object_or_404(people, pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return self.staff_member.full_name

    def get_way_back(self) -> list[tuple[str, str]]:
        return [
            (reverse("staff:index"), _("Staff")),
            (page_of(self.staff_member), self.staff_member.full_name),
        ]

    def get_success_url(self) -> str:
        return page_of(self.staff_member)


class StaffMemberView(AboutSomebody, TemplateView):
    """All that is known of somebody: posts, groups, absences and adjustments, and their log-in."""

    template_name = "people/staff_member.html"
    header_icon = "user"
    may_open = may_see_staff

    def get_page_title(self) -> str:
        return self.staff_member.full_name

    def get_page_subtitle(self) -> str:
        return ""

    def get_way_back(self) -> list[tuple[str, str]]:
        return [(reverse("staff:index"), _("Staff"))]

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """In a menu, so that the name beside it stays in sight."""
        if self.staff_member.is_merged:
            return []
        user = self.request.user
        actions = (
            (may_issue_first_log_in, "staff:give_log_in", _("Give a log-in"), "key"),
            (may_change_staff, "staff:add_to_group", _("Add to a staff group"), "group"),
            (may_record_absence, "staff:record_absence", _("Record an absence"), "time"),
            (
                may_change_staff,
                "staff:change_payroll_number",
                _("Change the payroll number"),
                "edit",
            ),
        )
        buttons = [
            Button(
                label,
                url=reverse(name, args=[self.staff_member.pk]),
                icon_name=icon,
                priority=place,
            )
            for place, (may, name, label, icon) in enumerate(actions)
            if may(user)
        ]
        for add_buttons in hooks.get_hooks("construct_staff_member_buttons"):
            add_buttons(self.request, self.staff_member, buttons)
        return buttons

    def get_panels(self) -> list[Component]:
        """What the rooms above this one have to say about the person."""
        panels: list[Component] = []
        for add_panels in hooks.get_hooks("construct_staff_member_panels"):
            add_panels(self.request, self.staff_member, panels)
        return panels

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        today = timezone.localdate()
        panels = self.get_panels()
        return super().get_context_data(
            panels=panels,
            media=sum((panel.media for panel in panels), start=Media()),
            staff_member=self.staff_member,
            record=record_of(self.staff_member, on=today),
            merged_from=self.staff_member.merged_from.order_by("merged_at", "pk"),
            today=today,
            may_change=may_change_staff(self.request.user),
            may_change_groups=may_change_groups(self.request.user),
            may_record_absence=may_record_absence(self.request.user),
            may_record_adjustment=may_record_adjustment(self.request.user),
            **kwargs,
        )


class AddToGroupView(AboutSomebody, HrFormView):
    form_class = AddToGroupForm
    page_title = gettext_lazy("Add to a staff group")
    header_icon = "group"
    submit_label = gettext_lazy("Add")
    may_open = may_change_staff

    def save(self, form: Form) -> str:
        services.add_to_group(
            staff_member=self.staff_member,
            staff_group=form.cleaned_data["staff_group"],
            from_on=form.cleaned_data["from_on"],
            by=self.request.user,
            at=timezone.now(),
        )
        return _("%(name)s is in %(group)s.") % {
            "name": self.staff_member,
            "group": form.cleaned_data["staff_group"],
        }


class ChangePayrollNumberView(AboutSomebody, HrFormView):
    form_class = PayrollNumberForm
    page_title = gettext_lazy("Change the payroll number")
    header_icon = "user"
    submit_label = gettext_lazy("Change the number")
    may_open = may_change_staff

    def save(self, form: Form) -> str:
        services.change_payroll_number(
            staff_member=self.staff_member,
            payroll_number=form.cleaned_data["payroll_number"],
            by=self.request.user,
            at=timezone.now(),
        )
        return _("%(name)s has payroll number %(number)s now. Their records stay theirs.") % {
            "name": self.staff_member,
            "number": form.cleaned_data["payroll_number"],
        }


class EndMembershipView(AboutSomebody, HrFormView):
    form_class = LastDayForm
    page_title = gettext_lazy("Take out of a staff group")
    header_icon = "group"
    submit_label = gettext_lazy("End the membership")
    may_open = may_change_staff

    @cached_property
    def membership(self) -> Membership:
        known = Membership.objects.known().select_related("staff_group", "staff_member")
        return get_object_or_404(known, pk=self.kwargs["pk"])

    @cached_property
    def staff_member(self) -> StaffMember:
        return self.membership.staff_member

    def get_page_subtitle(self) -> str:
        return f"{self.staff_member}, {self.membership.staff_group}"

    def save(self, form: Form) -> str:
        services.end_membership(
            membership=self.membership,
            last_on=form.cleaned_data["last_on"],
            by=self.request.user,
            at=timezone.now(),
        )
        return _("The membership of %(group)s has an end. The past stays.") % {
            "group": self.membership.staff_group
        }


class RecordForSomebodyView(HrFormView):
    """A form that asks whom it is about; from their own page the payroll number is filled in."""

    def get_list(self) -> tuple[str, str]:
        """The list that it adds to: where it is and what it is called."""
        raise NotImplementedError

    @cached_property
    def staff_member(self) -> StaffMember | None:
        pk = self.kwargs.get("pk")
        return get_object_or_404(StaffMember, pk=pk) if pk else None

    def get_initial(self) -> dict[str, object]:
        return {"staff_member": self.staff_member.payroll_number} if self.staff_member else {}

    def get_way_back(self) -> list[tuple[str, str]]:
        if self.staff_member:
            return [
                (reverse("staff:index"), _("Staff")),
                (page_of(self.staff_member), self.staff_member.full_name),
            ]
        return [self.get_list()]

    def get_success_url(self) -> str:
        return self.get_way_back()[-1][0]


class RecordAbsenceView(RecordForSomebodyView):
    form_class = AbsenceForm
    page_title = gettext_lazy("Record an absence")
    header_icon = "time"
    may_open = may_record_absence

    def get_list(self) -> tuple[str, str]:
        return reverse("absence:index"), _("Absences")

    def save(self, form: Form) -> str:
        answers = form.cleaned_data
        services.record_absence(**answers, by=self.request.user, at=timezone.now())
        return _("%(name)s is written down as away.") % {"name": answers["staff_member"]}


class EndAbsenceView(HrFormView):
    form_class = LastDayForm
    page_title = gettext_lazy("End an absence")
    header_icon = "time"
    submit_label = gettext_lazy("End the absence")
    may_open = may_record_absence

    @cached_property
    def absence(self) -> Absence:
        known = Absence.objects.known().select_related("staff_member")
        return get_object_or_404(known, pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return f"{self.absence.staff_member}, {self.absence.get_reason_display()}"

    def get_way_back(self) -> list[tuple[str, str]]:
        return [(reverse("absence:index"), _("Absences"))]

    def get_success_url(self) -> str:
        return page_of(self.absence.staff_member)

    def save(self, form: Form) -> str:
        ended = services.end_absence(
            absence=self.absence,
            last_on=form.cleaned_data["last_on"],
            by=self.request.user,
            at=timezone.now(),
        )
        if ended is None:
            return _("The absence is taken back: it never was.")
        return _("The absence has an end.")


class GiveLogInView(AboutSomebody, TemplateView):
    """Ask first; then show the code, this once, as a slip to print."""

    template_name = "people/give_log_in.html"
    page_title = gettext_lazy("Give a log-in")
    header_icon = "key"
    may_open = may_issue_first_log_in

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        at = timezone.now()
        try:
            code = services.issue_first_log_in(
                staff_member=self.staff_member, by=request.user, at=at
            )
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(page_of(self.staff_member))
        # No redirect: the code is kept nowhere, so this answer is the only place to show it.
        return TemplateResponse(
            request,
            "people/first_log_in_slip.html",
            {
                "staff_member": self.staff_member,
                "code": code,
                "address": request.build_absolute_uri(reverse("first_log_in")),
                "expires_on": timezone.localdate(at + services.TIME_A_CODE_IS_GOOD),
                "back_url": page_of(self.staff_member),
            },
        )

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return super().get_context_data(staff_member=self.staff_member, **kwargs)
