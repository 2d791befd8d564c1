from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .staff_import import StaffImport

KIND_LENGTH = 20


class StaffChange(models.Model):
    """What an import would do to one person and, once it is applied, what it did.

    Nobody who stays just as they are has one. The names, address and number are as they become,
    and in `was_…` as they were: an undo puts those back. Holds personal data: both.
    """

    staff_import = models.ForeignKey(StaffImport, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(_("kind"), max_length=KIND_LENGTH)
    staff_key = models.UUIDField()
    # Somebody who is not on the list yet, and whom it adds.
    is_new = models.BooleanField(default=False)
    changes_details = models.BooleanField(default=False)
    row_number = models.PositiveIntegerField(_("row"), null=True)
    on = models.DateField(_("from"), null=True)
    words = models.JSONField(default=list)
    hint = models.CharField(max_length=300, blank=True)
    payroll_number = models.CharField(_("payroll number"), max_length=32)
    first_name = models.CharField(max_length=100)
    last_name = models.CharField(max_length=100)
    preferred_name = models.CharField(max_length=100, blank=True)
    email = models.EmailField(blank=True)
    was_payroll_number = models.CharField(max_length=32, blank=True)
    was_first_name = models.CharField(max_length=100, blank=True)
    was_last_name = models.CharField(max_length=100, blank=True)
    was_preferred_name = models.CharField(max_length=100, blank=True)
    was_email = models.EmailField(blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("change of the staff list")
        verbose_name_plural = _("changes of the staff list")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["staff_import", "staff_key"], name="staff_change_is_one_for_each_person"
            ),
        ]
        indexes = [
            models.Index(fields=["staff_import", "kind"]),
            models.Index(
                fields=["staff_import"],
                condition=Q(changes_details=True),
                name="staff_change_of_details",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return f"{self.preferred_name or self.first_name} {self.last_name}"
