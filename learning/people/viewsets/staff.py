"""The staff list."""

from django.db.models import Prefetch, Q, QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import Button, HeaderButton

from learning.people.models import Employment, Membership, Post, StaffMember
from learning.people.permissions import may_import_staff
from learning.people.views import (
    AddToGroupView,
    ChangePayrollNumberView,
    EndMembershipView,
    GiveLogInView,
    RecordAbsenceView,
    RecordAdjustmentView,
    RecordedView,
    StaffMemberView,
)

from .people import PeopleViewSet
from .staff_filters import StaffFilterSet


def stands(staff_member: StaffMember) -> str:
    """In a word or two, whether they work here today."""
    if staff_member.is_merged:
        return _("Merged")
    today, spells = localdate(), staff_member.known_spells
    if any(spell.holds_on(today) for spell in spells):
        return _("In post")
    if not spells:
        return _("Never started")
    last = spells[-1]
    if last.from_on > today:
        return _("Starts %(day)s") % {"day": date_format(last.from_on)}
    return _("Left %(day)s") % {"day": date_format(last.to_on)}


def is_here(staff_member: StaffMember) -> bool:
    return any(spell.holds_on(localdate()) for spell in staff_member.known_spells)


class StaffIndexView(IndexView):
    page_title = gettext_lazy("Staff")

    def get_base_queryset(self) -> QuerySet:
        today = localdate()
        posts = Post.objects.known().on(today)
        memberships = Membership.objects.known().on(today).select_related("staff_group")
        return (
            self.listed()
            .select_related("user")
            .prefetch_related(
                Prefetch("employments", Employment.objects.known(), to_attr="known_spells"),
                Prefetch("posts", posts, to_attr="posts_now"),
                Prefetch("memberships", memberships, to_attr="memberships_now"),
            )
        )

    def listed(self) -> QuerySet:
        """Merged records are left out, unless one is looked for by its whole number."""
        number = (self.search_query or "").strip()
        return StaffMember.objects.filter(Q(merged_into=None) | Q(payroll_number__iexact=number))

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        """Every word must stand somewhere in a name, the payroll number or the address."""
        for word in self.search_query.split():
            found = Q()
            for field in self.search_fields:
                found |= Q(**{f"{field}__icontains": word})
            queryset = queryset.filter(found)
        return queryset

    @cached_property
    def header_buttons(self) -> list[Button]:
        if not may_import_staff(self.request.user):
            return []
        url = reverse("staff_import:upload")
        return [HeaderButton(_("Upload a staff list"), url=url, icon_name="upload")]

    def get_list_more_buttons(self, instance: StaffMember) -> list[Button]:
        return []

    @cached_property
    def no_results_message(self) -> str:
        if self.is_searching or self.is_filtering:
            return _("Nobody matches. Try fewer words or other filters.")
        return _("The staff list is empty. Upload one under Training, Staff list imports.")


class StaffViewSet(PeopleViewSet):
    model = StaffMember
    name = "staff"
    icon = "user"
    menu_label = gettext_lazy("Staff")
    menu_order = 40
    index_view_class = StaffIndexView
    inspect_view_class = StaffMemberView
    inspect_view_enabled = True
    filterset_class = StaffFilterSet
    search_fields = ("first_name", "last_name", "preferred_name", "payroll_number", "email")
    list_display = (
        TitleColumn(
            "full_name",
            label=gettext_lazy("Name"),
            sort_key="last_name",
            url_name="staff:inspect",
        ),
        Column("payroll_number", label=gettext_lazy("Payroll number"), sort_key="payroll_number"),
        Column(
            "post",
            label=gettext_lazy("Post"),
            accessor=lambda member: "; ".join(post.job_title for post in member.posts_now),
        ),
        Column(
            "department",
            label=gettext_lazy("Department"),
            accessor=lambda member: "; ".join(post.department for post in member.posts_now),
        ),
        Column(
            "groups",
            label=gettext_lazy("Staff groups"),
            accessor=lambda member: "; ".join(
                sorted(membership.staff_group.name for membership in member.memberships_now)
            ),
        ),
        Column(
            "log_in",
            label=gettext_lazy("Log-in"),
            accessor=lambda member: _("Yes") if member.user_id else _("None yet"),
        ),
        StatusTagColumn("stands", label=gettext_lazy("State"), accessor=stands, primary=is_here),
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/log-in/", GiveLogInView.as_view(), name="give_log_in"),
            path("<int:pk>/recorded/", RecordedView.as_view(), name="recorded"),
            path("<int:pk>/groups/add/", AddToGroupView.as_view(), name="add_to_group"),
            path(
                "<int:pk>/payroll-number/",
                ChangePayrollNumberView.as_view(),
                name="change_payroll_number",
            ),
            path("groups/<int:pk>/end/", EndMembershipView.as_view(), name="end_membership"),
            path("<int:pk>/absences/add/", RecordAbsenceView.as_view(), name="record_absence"),
            path(
                "<int:pk>/adjustments/add/",
                RecordAdjustmentView.as_view(),
                name="record_adjustment",
            ),
        ]
