"""Facts with two clocks: when they were true, and when we knew."""

import copy
from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class DatedFactQuerySet(models.QuerySet):
    def known(self, at: datetime | None = None) -> Self:
        """Facts as known at a moment, or as known now. A corrected fact is no longer known."""
        if at is None:
            return self.filter(superseded_at=None)
        return self.filter(recorded_at__lte=at).filter(
            Q(superseded_at=None) | Q(superseded_at__gt=at)
        )

    def on(self, day: date) -> Self:
        """Facts that hold on the day. The first and the last day both count."""
        return self.filter(from_on__lte=day).filter(Q(to_on=None) | Q(to_on__gte=day))


class DatedFact(models.Model):
    """Something true from one day to another, which we knew from one moment to another.

    Nothing is changed in place: a correction supersedes the row and writes a new one, so that
    "as at" and "as known on" can both be asked for ever.
    """

    from_on = models.DateField(_("first day"))
    to_on = models.DateField(_("last day"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    superseded_at = models.DateTimeField(_("superseded at"), null=True, blank=True, editable=False)
    source = models.CharField(_("source"), max_length=200, blank=True)

    objects = DatedFactQuerySet.as_manager()

    # The CMS looks for uses of pages and images in whatever is saved; here there are none to find.
    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
                name="%(app_label)s_%(class)s_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(superseded_at=None) | Q(superseded_at__gte=F("recorded_at")),
                name="%(app_label)s_%(class)s_superseded_after_recorded",
            ),
        ]

    @property
    def says(self) -> str:
        """What it says, in words, apart from whom it is about and the days."""
        return ""

    def holds_on(self, day: date) -> bool:
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)

    def supersede(self, *, at: datetime) -> None:
        """From this moment we no longer hold it to be true. The row stays."""
        type(self).objects.filter(pk=self.pk, superseded_at=None).update(superseded_at=at)
        self.superseded_at = at

    def correct(self, *, at: datetime, source: str, **changes: object) -> Self:
        """Supersede this row and record it anew with the changes."""
        self.supersede(at=at)
        corrected = copy.copy(self)
        corrected._state = copy.copy(self._state)
        corrected.pk = None
        corrected._state.adding = True
        corrected.superseded_at = None
        corrected.recorded_at = at
        corrected.source = source
        for name, value in changes.items():
            setattr(corrected, name, value)
        corrected.save(force_insert=True)
        return corrected

    def end(self, *, last_on: date, at: datetime, source: str) -> Self | None:
        """Say that it stops being true after the day. One that had not yet begun never was."""
        if last_on < self.from_on:
            self.supersede(at=at)
            return None
        return self.correct(at=at, source=source, to_on=last_on)
