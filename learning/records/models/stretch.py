from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from learning.catalogue.models import Activity
from learning.people.models import StaffMember
from learning.records.choices import StatusChoice

from .assignment import Assignment


class StretchQuerySet(models.QuerySet):
    def on(self, day: date) -> Self:
        """How everybody stands on a day that is not past, as known now."""
        return self.filter(from_on__lte=day).filter(Q(to_on=None) | Q(to_on__gte=day))


class WorkedOutStanding(models.Model):
    """How somebody stands for an activity, as `records.rules.standing` says, for lists to read.

    Nothing rests on it: it can be thrown away and worked out anew. `held_on` and `holds_until` are
    those of the completion that stands.
    """

    staff_member = models.ForeignKey(StaffMember, on_delete=models.CASCADE, related_name="+")
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="+")
    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="+")
    status = models.CharField(_("status"), max_length=20, choices=StatusChoice)
    is_mandatory = models.BooleanField(_("mandatory"))
    due_on = models.DateField(_("due on"), null=True)
    held_on = models.DateField(_("completed on"), null=True)
    holds_until = models.DateField(_("counts until"), null=True)

    # The CMS looks for uses of pages and images in whatever is saved; here there are none to find.
    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True


class Stretch(WorkedOutStanding):
    """Days in a row on which somebody stands alike, worked out ahead.

    There is one for each day from the one on which it was worked out. They are made anew when a
    fact changes, see `Stale`.
    """

    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("to"), null=True)

    objects = StretchQuerySet.as_manager()

    class Meta:
        verbose_name = _("stretch")
        verbose_name_plural = _("stretches")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["staff_member", "activity", "from_on"], name="stretch_begins_once"
            )
        ]
        indexes = [
            models.Index(fields=["status", "due_on"], name="stretch_by_status"),
            models.Index(fields=["activity", "status"], name="stretch_by_activity"),
        ]

    def __str__(self) -> str:
        return f"{self.staff_member_id} {self.activity_id} {self.status} {self.from_on}"


class Stale(models.Model):
    """That stretches may no longer say what the facts say: somebody's, an activity's, or one's.

    Written by triggers in the transaction of the fact, whichever way that was stored; taken away
    once the stretches were made anew. Holds ids without keys, so that writing one is cheap.
    """

    staff_member_id = models.BigIntegerField(null=True)
    activity_id = models.BigIntegerField(null=True)

    # The CMS looks for uses of pages and images in whatever is saved; here there are none to find.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("stale stretch")
        verbose_name_plural = _("stale stretches")
        ordering = ["pk"]
        indexes = [models.Index(fields=["staff_member_id"], name="stale_by_staff_member")]

    def __str__(self) -> str:
        return f"{self.staff_member_id} {self.activity_id}"


class LastRefresh(models.Model):
    """When the stretches were last made anew. One row, which whoever does so next locks."""

    ended_at = models.DateTimeField(null=True)

    # The CMS looks for uses of pages and images in whatever is saved; here there are none to find.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("last refresh")
        verbose_name_plural = _("last refreshes")

    def __str__(self) -> str:
        return str(self.ended_at or "")
