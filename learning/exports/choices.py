from django.db import models
from django.utils.translation import gettext_lazy as _


class FileFormat(models.TextChoices):
    """What kind of file left."""

    ZIP = "zip", _("CSV in a zip")
    CSV = "csv", _("CSV")
    XLSX = "xlsx", _("Excel (XLSX)")
