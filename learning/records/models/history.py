from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from learning.catalogue.models import Activity
from learning.people.models import StaffMember
from learning.records.choices import RowOutcome
from learning.records.rules.history import HISTORY, Column
from learning.tabular.rules.headings import Columns
from learning.tabular.stored_file import WithoutFileManager

from .completion import CorrectionReason


class HistoryImport(models.Model):
    """A file of completions from before: what it would record and, once applied, what it did.

    Whoever uploaded it looks at it, and somebody else applies it: the check that `check_key` names,
    and no other. `reason` says where it is from, in words that can be erased.
    Holds personal data: the file itself and its rows, for 30 days.
    """

    file_name = models.CharField(_("file"), max_length=255)
    content = models.BinaryField(null=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    # How the file was written, and its column names.
    detected = models.JSONField(default=dict)
    header_key = models.TextField()
    # The field that each column is, by the column's name; nothing where it is not used.
    mapping = models.JSONField(default=dict)
    mapping_is_remembered = models.BooleanField(default=False)
    reason = models.ForeignKey(
        CorrectionReason, null=True, on_delete=models.SET_NULL, related_name="history_imports"
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    uploaded_by_name = models.CharField(_("uploaded by"), max_length=150)
    uploaded_at = models.DateTimeField(_("uploaded at"))
    check_key = models.UUIDField(null=True)
    checked_at = models.DateTimeField(_("checked at"), null=True)
    refused = models.TextField(_("cannot be used"), blank=True)
    counts = models.JSONField(default=dict)
    applied_by_name = models.CharField(_("applied by"), max_length=150, blank=True)
    applied_at = models.DateTimeField(_("applied at"), null=True)

    objects = WithoutFileManager["HistoryImport"]()

    # The CMS looks for uses of pages and images in whatever is saved; here there are none to find.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("import of completions")
        verbose_name_plural = _("imports of completions")
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def columns(self) -> Columns[Column]:
        return HISTORY.columns(self.detected["header"], self.mapping)

    @property
    def state(self) -> str:
        """How far it has come, in a few words."""
        if self.applied_at is not None:
            return gettext("Applied")
        if self.refused:
            return gettext("Cannot be used")
        if self.checked_at is None:
            return gettext("Being checked") if self.check_key else gettext("Not checked")
        if not self.counts["new"]:
            return gettext("Changes nothing")
        return gettext("Waits for a second person")


class HistoryRow(models.Model):
    """One row of the file, as it was checked. `cells` and `problems` are those of rows to correct.

    Holds personal data, for 30 days.
    """

    history_import = models.ForeignKey(HistoryImport, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=RowOutcome)
    staff_member = models.ForeignKey(
        StaffMember, null=True, on_delete=models.CASCADE, related_name="+"
    )
    activity = models.ForeignKey(Activity, null=True, on_delete=models.CASCADE, related_name="+")
    completed_on = models.DateField(null=True)
    marks_awarded = models.DecimalField(max_digits=9, decimal_places=4, null=True)
    marks_available = models.DecimalField(max_digits=9, decimal_places=4, null=True)
    note = models.CharField(max_length=300, blank=True)
    cells = models.JSONField(default=list)
    problems = models.JSONField(default=list)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["history_import", "number"], name="history_row_is_checked_once"
            ),
        ]
        indexes = [models.Index(fields=["history_import", "outcome", "number"])]

    def __str__(self) -> str:
        return str(self.number)
