from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from learning.catalogue.models import Activity
from learning.people.models import StaffMember, User
from learning.records.choices import CorrectionKind, CorrectionState

from .completion import Completion, CorrectionReason

WITHOUT_A_DAY = (CorrectionKind.VOID, CorrectionKind.MERGE)
OF_A_PERSON = (CorrectionKind.ADD, CorrectionKind.MERGE)


class CorrectionQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        return self.filter(state=CorrectionState.WAITING)

    def alone(self, by: User, *, since: datetime) -> int:
        """How many completions the person corrected on their own since the moment."""
        alone = self.filter(asked_by=by, answered_by_name="", asked_at__gt=since)
        done = alone.filter(state=CorrectionState.DONE)
        return done.aggregate(total=Sum("count"))["total"] or 0


class Correction(models.Model):
    """What HR corrected at once, or asks a second person to agree to. The ledger has the facts.

    Voids and new dates are of `completions`; an addition is of one activity for one person. A merge
    moves the `completions` of the `duplicate`, with all else that is known of it, to the person.
    Kept for good. Holds personal data: the names of whoever asked and answered, and an answer in
    words.
    """

    kind = models.CharField(_("what"), max_length=20, choices=CorrectionKind)
    state = models.CharField(
        _("state"), max_length=20, choices=CorrectionState, default=CorrectionState.WAITING
    )
    count = models.PositiveIntegerField(_("completions"))
    completions = models.ManyToManyField(Completion, related_name="corrections")
    staff_member = models.ForeignKey(
        StaffMember, null=True, on_delete=models.PROTECT, related_name="corrections"
    )
    duplicate = models.ForeignKey(
        StaffMember, null=True, on_delete=models.PROTECT, related_name="merges"
    )
    activity = models.ForeignKey(
        Activity, null=True, on_delete=models.PROTECT, related_name="corrections"
    )
    completed_on = models.DateField(_("completed on"), null=True)
    reason = models.ForeignKey(
        CorrectionReason, null=True, on_delete=models.SET_NULL, related_name="corrections"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_by_name = models.CharField(_("asked by"), max_length=150)
    asked_at = models.DateTimeField(_("asked at"))
    answered_by_name = models.CharField(_("answered by"), max_length=150, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True)
    answer = models.CharField(_("answer"), max_length=1000, blank=True)

    objects = CorrectionQuerySet.as_manager()

    # The CMS looks for uses of pages and images in whatever is saved; here there are none to find.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=WITHOUT_A_DAY, completed_on=None)
                | (~Q(kind__in=WITHOUT_A_DAY) & Q(completed_on__isnull=False)),
                name="correction_to_a_day_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(kind=CorrectionKind.ADD, staff_member__isnull=False)
                & Q(activity__isnull=False)
                | ~Q(kind=CorrectionKind.ADD) & Q(activity=None),
                name="correction_adds_an_activity_for_a_person",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind=CorrectionKind.MERGE, staff_member__isnull=False, duplicate__isnull=False
                )
                | ~Q(kind=CorrectionKind.MERGE) & Q(duplicate=None),
                name="correction_merges_one_person_into_another",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=OF_A_PERSON) | Q(staff_member=None),
                name="correction_names_whom_it_is_about",
            ),
        ]
        indexes = [models.Index(fields=["asked_by", "asked_at"])]

    def __str__(self) -> str:
        counted = ngettext("%(count)d completion", "%(count)d completions", self.count)
        return f"{self.get_kind_display()}: {counted % {'count': self.count}}"

    @property
    def is_waiting(self) -> bool:
        return self.state == CorrectionState.WAITING
