from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Concat, NullIf
from django.utils.translation import gettext_lazy as _

from learning.people.models import StaffMember
from learning.records.choices import Source

from .append_only import AppendOnly
from .ledger import LedgerEntry


class CompletionQuerySet(models.QuerySet):
    def known(self, at: datetime | None = None) -> Self:
        """Completions that had been recorded by the moment, or have been by now."""
        return self if at is None else self.filter(recorded_at__lte=at)

    def standing(self, known_at: datetime | None = None) -> Self:
        """Completions known at the moment and not voided by then."""
        voids = Void.objects.filter(completion=OuterRef("pk"))
        if known_at is not None:
            voids = voids.filter(recorded_at__lte=known_at)
        return self.known(known_at).filter(~Exists(voids))

    def by(self, staff_member: StaffMember) -> Self:
        return self.filter(staff_key=staff_member.key)

    def named(self) -> Self:
        """Each with `person`, the name on the staff list of whom it names by key."""
        person = StaffMember.objects.filter(key=OuterRef("staff_key"))
        called = Coalesce(NullIf("preferred_name", Value("")), "first_name")
        name = person.values(name=Concat(called, Value(" "), "last_name"))[:1]
        return self.annotate(person=Coalesce(Subquery(name), Value("–")))


class Completion(AppendOnly):
    """The fact that somebody finished an activity, as it was that day.

    Everything is copied: titles, elements, groups and pass mark are those of the day. `elements`
    and `staff_groups` list numbers and names with "; " between them, as the export prints them.
    `expires_on` is the last day on which it counts. Names a person by their opaque key.

    `source_key` names what it came from: an attempt, a certificate, or the completion that it
    replaces, which is `replaces_key` as well. `content_sha256` is that of the version that was
    taken; of prior learning, that of the certificate.
    """

    entry = models.OneToOneField(
        LedgerEntry, primary_key=True, on_delete=models.PROTECT, related_name="completion"
    )
    key = models.UUIDField(unique=True)
    staff_key = models.UUIDField(_("staff key"))
    activity_key = models.UUIDField(_("activity key"))
    activity_title = models.CharField(_("activity"), max_length=255)
    content_version = models.PositiveIntegerField(_("content version"), null=True)
    content_sha256 = models.CharField(_("SHA-256 of the content"), max_length=64, blank=True)
    paper_sha256 = models.CharField(
        _("SHA-256 of the questions as shown"), max_length=64, blank=True
    )
    pass_mark = models.PositiveSmallIntegerField(_("pass mark"), null=True)
    marks_awarded = models.DecimalField(
        _("marks awarded"), max_digits=9, decimal_places=4, null=True
    )
    marks_available = models.DecimalField(
        _("marks available"), max_digits=9, decimal_places=4, null=True
    )
    elements = models.TextField(_("elements"), blank=True)
    staff_groups = models.TextField(_("staff groups"), blank=True)
    source = models.CharField(_("source"), max_length=20, choices=Source)
    source_key = models.UUIDField(_("source key"))
    recorded_by_key = models.UUIDField(_("recorded by"), null=True)
    completed_at = models.DateTimeField(_("completed at"))
    completed_on = models.DateField(_("completed on"))
    expires_on = models.DateField(_("counts until"), null=True)
    replaces_key = models.UUIDField(_("replaces"), null=True)
    reason_digest = models.CharField(max_length=64, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))

    objects = CompletionQuerySet.as_manager()

    class Meta:
        verbose_name = _("completion")
        verbose_name_plural = _("completions")
        ordering = ["-completed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_key"], name="completion_is_recorded_once"
            ),
            models.CheckConstraint(
                condition=Q(marks_awarded=None)
                | Q(marks_awarded__gte=0, marks_awarded__lte=F("marks_available")),
                name="completion_score_is_a_fraction",
            ),
        ]
        indexes = [
            models.Index(fields=["staff_key", "activity_key", "completed_on"]),
            models.Index(fields=["activity_key", "completed_on"]),
            models.Index(fields=["completed_on", "entry"]),
        ]
        permissions = [("correct_completion", _("Can correct completions"))]

    def __str__(self) -> str:
        return self.activity_title

    @property
    def reason(self) -> "CorrectionReason | None":
        """Why it was added or re-dated by hand, unless the words were erased."""
        return CorrectionReason.objects.filter(digest=self.reason_digest).first()


class Void(AppendOnly):
    """That a completion was recorded by mistake. Both entries stay."""

    entry = models.OneToOneField(
        LedgerEntry, primary_key=True, on_delete=models.PROTECT, related_name="void"
    )
    completion = models.OneToOneField(Completion, on_delete=models.PROTECT, related_name="void")
    recorded_by_key = models.UUIDField(_("recorded by"), null=True)
    reason_digest = models.CharField(max_length=64)
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("void")
        verbose_name_plural = _("voids")
        ordering = ["pk"]

    @property
    def reason(self) -> "CorrectionReason | None":
        """Why, unless the words were erased."""
        return CorrectionReason.objects.filter(digest=self.reason_digest).first()


class CorrectionReason(models.Model):
    """Why records were corrected, in words that can be erased; entries hold their salted digest.

    One reason serves all that was corrected together. Holds personal data: free text, and the name
    of whoever corrected.
    """

    digest = models.CharField(max_length=64, unique=True)
    salt = models.CharField(max_length=32)
    text = models.TextField(_("reason"))
    by_name = models.CharField(_("corrected by"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("reason for a correction")
        verbose_name_plural = _("reasons for corrections")

    def __str__(self) -> str:
        return self.text
