from datetime import date
from typing import Self
from uuid import uuid4

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from learning.people.models import DatedFact, Membership, StaffGroup, StaffMember
from learning.standards.models import Element

from .choices import ActivityKind


class ActivityQuerySet(models.QuerySet):
    def listed_on(self, day: date) -> Self:
        return self.filter(listed_on__lte=day).filter(
            Q(withdrawn_on=None) | Q(withdrawn_on__gt=day)
        )

    def for_staff(self, staff_member: StaffMember, on: date) -> Self:
        """Listed activities meant for one of the groups the person is in that day."""
        groups = Membership.objects.known().on(on).filter(staff_member=staff_member)
        meant = Audience.objects.known().on(on).filter(staff_group__in=groups.values("staff_group"))
        return self.listed_on(on).filter(pk__in=meant.values("activity"))


class Activity(models.Model):
    """Anything that can be completed. Its key never changes; records name it by that key."""

    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=ActivityKind)
    title = models.CharField(_("title"), max_length=255)
    summary = models.TextField(_("summary"), blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), validators=[MinValueValidator(1)])
    refresher_months = models.PositiveSmallIntegerField(
        _("months until it must be done again"), null=True, blank=True
    )
    path = models.CharField(_("where it is taken"), max_length=500, blank=True)
    listed_on = models.DateField(_("listed on"))
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class Listing(DatedFact):
    """That an activity is offered, from one day to another. It may be withdrawn and come back."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="listings")

    class Meta(DatedFact.Meta):
        verbose_name = _("listing")
        verbose_name_plural = _("listings")
        constraints = [
            *DatedFact.Meta.constraints,
            models.UniqueConstraint(
                fields=["activity"],
                condition=Q(superseded_at=None, to_on=None),
                name="listing_is_open_once",
            ),
        ]


class Audience(DatedFact):
    """That an activity is meant for a staff group, from one day to another."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="audience")
    staff_group = models.ForeignKey(StaffGroup, on_delete=models.PROTECT, related_name="+")

    class Meta(DatedFact.Meta):
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
        constraints = [
            *DatedFact.Meta.constraints,
            models.UniqueConstraint(
                fields=["activity", "staff_group"],
                condition=Q(superseded_at=None, to_on=None),
                name="audience_is_open_once",
            ),
        ]


class Claim(DatedFact):
    """That completing an activity shows something about an element, in one sentence."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="claims")
    element = models.ForeignKey(Element, on_delete=models.PROTECT, related_name="claims")
    statement = models.CharField(_("what completing it shows"), max_length=300)
    owner = models.ForeignKey(
        StaffMember, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    review_on = models.DateField(_("review on"), null=True, blank=True)

    class Meta(DatedFact.Meta):
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        constraints = [
            *DatedFact.Meta.constraints,
            models.UniqueConstraint(
                fields=["activity", "element"],
                condition=Q(superseded_at=None, to_on=None),
                name="claim_is_open_once",
            ),
        ]
