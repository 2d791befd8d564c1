from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from .stretch import WorkedOutStanding


class PastDayQuerySet(models.QuerySet):
    def whole(self) -> Self:
        """Those that are worked out to the end."""
        return self.exclude(worked_out_at=None)

    def of(self, as_at: date, *, known_on: date | None) -> Self:
        """The day as known on another, or as known when it was worked out. The latest first."""
        return self.filter(as_at=as_at, known_on=known_on).order_by("-pk")


class PastDay(models.Model):
    """A day on which everybody's standing was worked out in the background, for lists to read.

    `known_at` is the moment until which the facts were recorded that it rests on: the end of the
    day `known_on`, or, where none was asked for, the moment when the work began. Like all that is
    worked out it can be thrown away, and is, after a week.
    """

    as_at = models.DateField(_("as at"))
    known_on = models.DateField(_("as known on"), null=True)
    known_at = models.DateTimeField(_("as known at"))
    begun_at = models.DateTimeField(_("begun at"))
    worked_out_at = models.DateTimeField(_("worked out at"), null=True)

    objects = PastDayQuerySet.as_manager()

    # The CMS looks for uses of pages and images in whatever is saved; here there are none to find.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("past day")
        verbose_name_plural = _("past days")
        ordering = ["pk"]
        indexes = [models.Index(fields=["as_at", "known_on"], name="past_day_by_dates")]

    def __str__(self) -> str:
        return f"{self.as_at} as known at {self.known_at}"


class PastStanding(WorkedOutStanding):
    """How somebody stood for an activity on a past day."""

    day = models.ForeignKey(PastDay, on_delete=models.CASCADE, related_name="standings")

    class Meta:
        verbose_name = _("past standing")
        verbose_name_plural = _("past standings")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["day", "activity", "staff_member"], name="past_standing_is_one"
            )
        ]

    def __str__(self) -> str:
        return f"{self.staff_member_id} {self.activity_id} {self.status} {self.day_id}"
