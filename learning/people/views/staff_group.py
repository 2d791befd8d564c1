"""HR's screens about one staff group: its page, its rule, and back to keeping it by hand."""

from django.forms import Form
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.widgets.button import Button, HeaderButton

from learning.people import services
from learning.people.forms import WhyForm
from learning.people.models import GroupRule, Membership, StaffGroup
from learning.people.permissions import may_change_groups
from learning.people.rules.group_rule import read_rule
from learning.people.selectors import why
from learning.people.selectors.rule_words import clause_in_words, names_of_managers

from .admin_form import HrFormView, HrView


class AboutAGroup(HrView):
    """A screen about the staff group whose number stands in the address."""

    header_icon = "group"
    may_open = may_change_groups

    @cached_property
    def staff_group(self) -> StaffGroup:
        groups = StaffGroup.objects.telling_how_kept()
        return get_object_or_404(groups, pk=self.kwargs["pk"])

    @property
    def own_page(self) -> str:
        return reverse("staff_group:inspect", args=[self.staff_group.pk])

    def get_page_subtitle(self) -> str:
        return self.staff_group.name

    def get_way_back(self) -> list[tuple[str, str]]:
        return [
            (reverse("staff_group:index"), _("Staff groups")),
            (self.own_page, self.staff_group.name),
        ]

    def get_success_url(self) -> str:
        return self.own_page


class StaffGroupView(AboutAGroup, TemplateView):
    """How a group is kept, its rules over time, and why somebody is in it or is not."""

    template_name = "people/staff_group.html"
    page_title = gettext_lazy("Staff group")

    def get_way_back(self) -> list[tuple[str, str]]:
        return super().get_way_back()[:1]

    @cached_property
    def header_buttons(self) -> list[Button]:
        pk = self.staff_group.pk
        rule = _("Change the rule") if self.staff_group.is_by_rule else _("Fill by a rule")
        buttons = [
            HeaderButton(
                _("Name and description"),
                url=reverse("staff_group:edit", args=[pk]),
                icon_name="edit",
                priority=10,
            ),
            HeaderButton(
                rule, url=reverse("staff_group:rule", args=[pk]), icon_name="cogs", priority=20
            ),
        ]
        if self.staff_group.is_by_rule:
            url = reverse("staff_group:by_hand", args=[pk])
            buttons.append(HeaderButton(_("Keep by hand"), url=url, icon_name="user", priority=30))
        return buttons

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        today = timezone.localdate()
        form = WhyForm(self.request.GET if "staff_member" in self.request.GET else None)
        answer = None
        if form.is_bound and form.is_valid():
            asked = form.cleaned_data
            answer = why(asked["staff_member"], self.staff_group, on=asked["on"])
        members = Membership.objects.known().on(today).filter(staff_group=self.staff_group)
        return super().get_context_data(
            staff_group=self.staff_group,
            people_now=members.values("staff_member").distinct().count(),
            versions=self.rules_in_words(),
            form=form,
            answer=answer,
            media=form.media,
            **kwargs,
        )

    def rules_in_words(self) -> list[tuple[GroupRule, bool, list[str]]]:
        """Every rule the group has had, the latest first, with its conditions in words."""
        known = GroupRule.objects.known().filter(staff_group=self.staff_group)
        versions = []
        for stored in known.order_by("-from_on"):
            rule = read_rule(stored.rule)
            names = names_of_managers(rule) if rule.managers else {}
            words = [clause_in_words(clause, names) for clause in rule.clauses]
            versions.append((stored, rule.is_any, words))
        return versions


class KeepByHandView(AboutAGroup, HrFormView):
    form_class = Form
    template_name = "people/keep_by_hand.html"
    page_title = gettext_lazy("Keep by hand")
    submit_label = gettext_lazy("End the rule")

    def save(self, form: Form) -> str:
        services.end_group_rule(
            staff_group=self.staff_group, by=self.request.user, at=timezone.now()
        )
        return _("%(group)s is kept by hand from today. Everybody in it stays.") % {
            "group": self.staff_group
        }
