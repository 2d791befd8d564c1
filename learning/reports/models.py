from django.conf import settings
from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _


class SavedFilter(models.Model):
    """A report as somebody likes to look at it: its filters and order, under a name of theirs."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_filters"
    )
    report = models.SlugField(_("report"), max_length=50)
    name = models.CharField(_("name"), max_length=100)
    query = models.TextField(_("filters"), blank=True)

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "report", "name"], name="saved_filter_has_its_own_name"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        """Where the report is, filtered so; nothing where the report is no more."""
        try:
            return f"{reverse(f'report_{self.report}')}?{self.query}"
        except NoReverseMatch:
            return ""


class ReportDownload(models.Model):
    """That a report left the building: what was asked of it, by whom and when."""

    report = models.SlugField(_("report"), max_length=50)
    query = models.TextField(_("filters"), blank=True)
    file_format = models.CharField(_("format"), max_length=4)
    by_name = models.CharField(_("by"), max_length=150)
    started_at = models.DateTimeField(_("started at"))

    # The CMS looks for uses of pages and images in whatever is saved; here there are none to find.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("report download")
        verbose_name_plural = _("report downloads")
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return f"{self.report}.{self.file_format}"
