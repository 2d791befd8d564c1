from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.records.models import AppendOnly


class ModuleVersion(AppendOnly):
    """A module as it was published: canonical JSON and its SHA-256. Written once."""

    activity_key = models.UUIDField()
    number = models.PositiveIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=255)
    body = models.TextField()
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    published_at = models.DateTimeField(_("published at"))
    published_by_name = models.CharField(_("published by"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("module version")
        verbose_name_plural = _("module versions")
        ordering = ["activity_key", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity_key", "number"], name="module_version_number_is_used_once"
            )
        ]
