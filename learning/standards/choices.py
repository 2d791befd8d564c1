from django.db import models
from django.utils.translation import gettext_lazy as _


class TrainingRelevance(models.TextChoices):
    """How far the training of staff can be evidence for an element."""

    NONE = "none", _("Training shows nothing here")
    SUPPORTING = "supporting", _("Training supports other evidence")
    DIRECT = "direct", _("Training is evidence in itself")
