from django.db import models
from django.utils.translation import gettext_lazy as _


class QuestionKind(models.TextChoices):
    """How a question is answered: its values are the kinds of `rules.interactions`."""

    SINGLE = "single", _("Single choice")
    MULTIPLE = "multiple", _("Choose all that apply")
    TRUE_FALSE = "true_false", _("True or false")
    MATCHING = "matching", _("Match the pairs")
    GAPS = "gaps", _("Fill the gaps")
    ORDERING = "ordering", _("Put in order")
    NUMERIC = "numeric", _("Number")
    SHORT = "short", _("Short answer")
    CONVERSATION = "conversation", _("Conversation with a customer")
    CONFIDENCE = "confidence", _("How confident do you feel")


class ChangeKind(models.TextChoices):
    """What a new version changed: its values are those of `rules.changes.Change`."""

    WORDING = "wording", _("Wording")
    KEY = "key", _("Right answer")
    OPTIONS = "options", _("Options")
    SCORING = "scoring", _("Scoring")


class Difficulty(models.TextChoices):
    EASY = "easy", _("Easy")
    MEDIUM = "medium", _("Medium")
    HARD = "hard", _("Hard")


class MarkSource(models.TextChoices):
    AUTOMATIC = "automatic", _("Marked by the system")
