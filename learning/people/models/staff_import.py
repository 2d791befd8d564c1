from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class StaffImport(models.Model):
    """One file from HR: what it would change, and, once applied, what it did and by whose hand.

    Holds personal data: the file itself, for 30 days.
    """

    file_name = models.CharField(_("file"), max_length=255)
    content = models.BinaryField(null=True)
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField(_("uploaded at"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    creates_groups = models.BooleanField(_("new groups are created"), default=False)
    takes_effect_on = models.DateField(_("changes take effect on"))
    leavers_last_day_on = models.DateField(
        _("last day of those missing from the file"), null=True, blank=True
    )
    applied_at = models.DateTimeField(_("applied at"), null=True, blank=True)
    applied_by_name = models.CharField(_("applied by"), max_length=150, blank=True)
    counts = models.JSONField(default=dict)
    changes = models.JSONField(default=list)

    # The CMS looks for uses of pages and images in whatever is saved; here there are none to find.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("staff import")
        verbose_name_plural = _("staff imports")
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_applied(self) -> bool:
        return self.applied_at is not None
