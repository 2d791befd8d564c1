"""How HR narrows the staff list down."""

import django_filters
from django.db.models import Exists, OuterRef, QuerySet, TextChoices
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet

from learning.people.models import Employment, Membership, Post, StaffGroup, StaffMember


class InPost(TextChoices):
    """Whether somebody works here on the day the list is opened."""

    NOW = "now", gettext_lazy("In post")
    LEFT = "left", gettext_lazy("Left")
    LATER = "later", gettext_lazy("Starts later")


def departments() -> list[tuple[str, str]]:
    return _used("department")


def sites() -> list[tuple[str, str]]:
    return _used("site")


def _used(field: str) -> list[tuple[str, str]]:
    """What posts say, as choices."""
    posts = Post.objects.known().exclude(**{field: ""})
    values = posts.order_by(field).values_list(field, flat=True).distinct()
    return [(value, value) for value in values]


class StaffFilterSet(WagtailFilterSet):
    staff_group = django_filters.ModelChoiceFilter(
        queryset=StaffGroup.objects.all(), method="in_group", label=gettext_lazy("Staff group")
    )
    department = django_filters.ChoiceFilter(
        choices=departments, method="in_post", label=gettext_lazy("Department")
    )
    site = django_filters.ChoiceFilter(choices=sites, method="in_post", label=gettext_lazy("Site"))
    here = django_filters.ChoiceFilter(
        choices=InPost.choices, method="is_here", label=gettext_lazy("In post")
    )
    has_log_in = django_filters.BooleanFilter(
        field_name="user", lookup_expr="isnull", exclude=True, label=gettext_lazy("Has a log-in")
    )

    class Meta:
        model = StaffMember
        fields: tuple[str, ...] = ()

    def in_group(self, queryset: QuerySet, name: str, value: StaffGroup) -> QuerySet:
        memberships = Membership.objects.known().on(localdate()).filter(staff_group=value)
        return queryset.filter(pk__in=memberships.values("staff_member"))

    def in_post(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        posts = Post.objects.known().on(localdate()).filter(**{name: value})
        return queryset.filter(pk__in=posts.values("staff_member"))

    def is_here(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        today = localdate()
        spells = Employment.objects.known().filter(staff_member=OuterRef("pk"))
        now, later = Exists(spells.on(today)), Exists(spells.filter(from_on__gt=today))
        left = Exists(spells) & ~now & ~later
        meant = {InPost.NOW: now, InPost.LATER: ~now & later, InPost.LEFT: left}
        return queryset.filter(meant[InPost(value)])
