from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Export(models.Model):
    """That a file of records left, for whom, with which filters, and whether it left whole.

    `finished_at` stays empty when the download broke off: such a file is short.
    """

    name = models.CharField(_("export"), max_length=100)
    version = models.PositiveSmallIntegerField(_("version of the columns"))
    file_format = models.CharField(_("format"), max_length=10)
    filters = models.JSONField(_("filters"), default=dict)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_by_name = models.CharField(_("made by"), max_length=150, blank=True)
    started_at = models.DateTimeField(_("started at"))
    finished_at = models.DateTimeField(_("finished at"), null=True)
    row_count = models.PositiveIntegerField(_("rows"), null=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)

    # The CMS looks for uses of pages and images in whatever is saved; here there are none to find.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering = ["-started_at"]
        permissions = [("export_completions", _("Can export completion records"))]

    def __str__(self) -> str:
        return f"{self.name} {self.started_at:%Y-%m-%d %H:%M}"
