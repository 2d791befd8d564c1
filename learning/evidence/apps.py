from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvidenceConfig(AppConfig):
    name = "learning.evidence"
    verbose_name = _("Evidence")
