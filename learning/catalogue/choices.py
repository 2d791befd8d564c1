from django.db import models
from django.utils.translation import gettext_lazy as _


class ActivityKind(models.TextChoices):
    MODULE = "module", _("Module")
    SESSION = "session", _("Classroom session")
    PACKAGE = "package", _("Package")
