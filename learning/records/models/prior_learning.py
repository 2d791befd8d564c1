from typing import Self
from uuid import uuid4

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from learning.catalogue.models import Activity
from learning.people.models import StaffMember
from learning.records.choices import CertificateKind, ClaimState


def private_files() -> Storage:
    """Where files lie that no address leads to; a view hands them to those who may see them."""
    return storages["private"]


def random_name(claim: "PriorLearning", file_name: str) -> str:
    """Nothing of what the file was called, which is somebody's own words or worse."""
    return f"certificates/{uuid4().hex}"


class PriorLearningQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        return self.filter(state=ClaimState.WAITING)


class PriorLearning(models.Model):
    """What somebody says they learnt before or elsewhere, with the certificate that shows it.

    It counts for nothing until HR has accepted it, which records a completion with this `key` as
    its source. The certificate can be erased; its SHA-256 stays, here and in the ledger.
    Holds personal data: the certificate, and names.
    """

    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    staff_member = models.ForeignKey(
        StaffMember, on_delete=models.PROTECT, related_name="prior_learning"
    )
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="prior_learning")
    completed_on = models.DateField(_("date on the certificate"))
    provider = models.CharField(_("with whom"), max_length=200)
    certificate = models.FileField(
        _("certificate"), storage=private_files, upload_to=random_name, blank=True
    )
    certificate_kind = models.CharField(_("kind of file"), max_length=30, choices=CertificateKind)
    certificate_sha256 = models.CharField(_("SHA-256 of the certificate"), max_length=64)
    certificate_size = models.PositiveIntegerField(_("size of the certificate"))
    state = models.CharField(
        _("state"), max_length=20, choices=ClaimState, default=ClaimState.WAITING
    )
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    sent_by_name = models.CharField(_("sent in by"), max_length=150)
    sent_at = models.DateTimeField(_("sent in at"))
    answered_by_name = models.CharField(_("checked by"), max_length=150, blank=True)
    answered_at = models.DateTimeField(_("checked at"), null=True)
    answer = models.CharField(_("answer"), max_length=1000, blank=True)
    erased_at = models.DateTimeField(_("certificate erased at"), null=True)

    objects = PriorLearningQuerySet.as_manager()

    # The CMS looks for uses of pages and images in whatever is saved; here there are none to find.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("prior learning")
        verbose_name_plural = _("prior learning")
        ordering = ["-sent_at", "-pk"]
        permissions = [("check_prior_learning", _("Can check prior learning"))]
        constraints = [
            models.UniqueConstraint(
                fields=["staff_member", "activity"],
                condition=Q(state=ClaimState.WAITING),
                name="prior_learning_waits_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity}, {self.staff_member}"

    @property
    def is_waiting(self) -> bool:
        return self.state == ClaimState.WAITING
