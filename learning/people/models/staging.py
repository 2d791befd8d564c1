"""Where a staff list lies while it is checked, and what is to be written, ready to be written.

Nothing here has happened yet. An apply is then a few statements from table to table, however many
people there are, and whoever is saving something else hardly waits.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .staff_import import StaffImport
from .staff_member import StaffMember

CELL_LENGTH = 100


class Staged(models.Model):
    """Something that waits for an import to be applied, and goes with it."""

    staff_import = models.ForeignKey(StaffImport, on_delete=models.CASCADE, related_name="+")

    # The CMS looks for uses of pages and images in whatever is saved; here there are none to find.
    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class StagedRow(Staged):
    """A row of a file as it was read, with what the checks between rows compare.

    Holds personal data: the row, until the file is applied; a row to correct for 30 days.
    """

    number = models.PositiveIntegerField(_("row"))
    cells = models.JSONField()
    is_sound = models.BooleanField(default=True)
    # What a check between rows has just found wrong with it, until that is written down.
    fault = models.CharField(max_length=30, blank=True)
    # The payroll number as the file has it, in one case.
    written = models.CharField(max_length=CELL_LENGTH)
    # That of whom the row names, who may have taken a duplicate's place; and the names.
    key = models.CharField(max_length=CELL_LENGTH)
    name_key = models.TextField(blank=True)
    start_on = models.DateField(null=True)
    previous = models.CharField(max_length=CELL_LENGTH, blank=True)
    staff_key = models.UUIDField()
    staff_member = models.ForeignKey(
        StaffMember, null=True, on_delete=models.CASCADE, related_name="+"
    )
    email = models.TextField(blank=True)
    email_holder = models.ForeignKey(
        StaffMember, null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    manager = models.CharField(max_length=CELL_LENGTH, blank=True)
    manager_member = models.ForeignKey(
        StaffMember, null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )

    class Meta:
        verbose_name = _("staged row")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["staff_import", "number"], name="staged_row_has_one_number"
            ),
        ]
        indexes = [
            models.Index(fields=["staff_import", "key"]),
            models.Index(fields=["staff_import", "email"]),
        ]


class StagedProblem(Staged):
    """One thing wrong with one row, in the order of the columns.

    Holds personal data: what stands in the cell.
    """

    row_number = models.PositiveIntegerField()
    column = models.TextField(blank=True)
    value = models.CharField(max_length=CELL_LENGTH, blank=True)
    fault = models.CharField(max_length=30)
    detail = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("staged problem")
        ordering = ["row_number", "pk"]
        indexes = [models.Index(fields=["staff_import", "row_number"])]


class Sort(models.TextChoices):
    """What sort of fact it is."""

    EMPLOYMENT = "employment"
    POST = "post"
    MEMBERSHIP = "membership"


class StagedFact(Staged):
    """A spell, a post or a membership to write. Who and what is new has its key already."""

    sort = models.CharField(max_length=10, choices=Sort)
    staff_key = models.UUIDField()
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    group_key = models.UUIDField(null=True)
    manager_key = models.UUIDField(null=True)
    job_title = models.CharField(max_length=200, blank=True)
    department = models.CharField(max_length=200, blank=True)
    site = models.CharField(max_length=200, blank=True)
    customer_contact = models.CharField(max_length=20, blank=True)
    employment_type = models.CharField(max_length=20, blank=True)
    hours_per_week = models.DecimalField(max_digits=5, decimal_places=2, null=True)

    class Meta:
        verbose_name = _("staged fact")
        ordering = ["pk"]
        indexes = [models.Index(fields=["staff_import", "sort"])]


class StagedEnd(Staged):
    """A fact that is no longer held to be true. Kept for as long as the import can be undone."""

    sort = models.CharField(max_length=10, choices=Sort)
    fact_id = models.BigIntegerField()

    class Meta:
        verbose_name = _("staged end")
        constraints = [
            models.UniqueConstraint(
                fields=["staff_import", "sort", "fact_id"], name="staged_end_is_named_once"
            ),
        ]
