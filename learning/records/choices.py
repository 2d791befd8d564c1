from django.db import models
from django.utils.translation import gettext_lazy as _


class EntryKind(models.TextChoices):
    """What an entry in the ledger says."""

    COMPLETION = "completion", _("Completion")
    VOID = "void", _("Void")


class Source(models.TextChoices):
    """How we know that somebody completed an activity."""

    QUIZ = "quiz", _("Quiz passed")
    DEMONSTRATED = "demonstrated", _("Quiz passed before the module was read")
    SECTIONS_READ = "sections read", _("Every section read")
    REGISTER = "register", _("Classroom register")
    PRIOR_LEARNING = "prior learning", _("Prior learning")
    PACKAGE = "package", _("Package")
    IMPORT = "import", _("Imported")
