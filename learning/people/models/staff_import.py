from datetime import date

from django.conf import settings
from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from learning.tabular.stored_file import WithoutFileManager


class StaffImport(models.Model):
    """One file from HR: what it would change, and, once applied, what it did and by whose hand.

    `check_key` names the check whose outcome is staged; a new check has a new one, so that what HR
    looked at is what is applied. Holds personal data: the file itself, for 30 days.
    """

    file_name = models.CharField(_("file"), max_length=255)
    content = models.BinaryField(null=True)
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField(_("uploaded at"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    # How the file was written, and its column names.
    detected = models.JSONField(default=dict)
    header_key = models.TextField()
    # The field that each column is, by the column's name; nothing where it is not used.
    mapping = models.JSONField(default=dict)
    mapping_is_remembered = models.BooleanField(default=False)
    is_full = models.BooleanField(_("the whole staff list"), default=True)
    creates_groups = models.BooleanField(_("new groups are created"), default=False)
    takes_effect_on = models.DateField(_("changes take effect on"))
    leavers_last_day_on = models.DateField(
        _("last day of those missing from the file"), null=True, blank=True
    )
    check_key = models.UUIDField(null=True)
    checked_at = models.DateTimeField(_("checked at"), null=True, blank=True)
    # The staff list as it stood when the check began.
    staff_list_mark = models.CharField(max_length=64, blank=True)
    counts = models.JSONField(default=dict)
    # Names of groups to create, with the key that each will have.
    new_groups = models.JSONField(default=dict)
    applied_at = models.DateTimeField(_("applied at"), null=True, blank=True)
    applied_by_name = models.CharField(_("applied by"), max_length=150, blank=True)
    source = models.CharField(max_length=200, blank=True)
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    undone_by_name = models.CharField(_("undone by"), max_length=150, blank=True)
    # When it changed posts that groups by rule have yet to follow.
    groups_follow_at = models.DateTimeField(null=True, editable=False)

    objects = WithoutFileManager["StaffImport"]()

    # The CMS looks for uses of pages and images in whatever is saved; here there are none to find.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("staff list import")
        verbose_name_plural = _("staff list imports")
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def uploaded_on(self) -> date:
        return localdate(self.uploaded_at)

    @property
    def is_applied(self) -> bool:
        return self.applied_at is not None

    @property
    def is_checked(self) -> bool:
        return self.checked_at is not None

    @property
    def is_undone(self) -> bool:
        return self.undone_at is not None
