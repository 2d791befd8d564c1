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
    WRITING = "writing", _("Reflective writing")
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
    """Who or what gave a mark. The first two and `SELF` give first marks, the others change one."""

    AUTOMATIC = "automatic", _("Marked by the system")
    TRAINER = "trainer", _("Marked by a trainer")
    SELF = "self", _("Marked by its writer")
    OVERRIDE = "override", _("Changed by a trainer")
    REGRADE = "regrade", _("Marked again by a new key")


FIRST_MARKS = (MarkSource.AUTOMATIC, MarkSource.TRAINER, MarkSource.SELF)
LATER_MARKS = (MarkSource.OVERRIDE, MarkSource.REGRADE)
# What a regrade may supersede: whatever no person decided.
MARKS_BY_RULE = (MarkSource.AUTOMATIC, MarkSource.REGRADE)


class DrawPreference(models.TextChoices):
    """What a draw rather takes: its values are those of `rules.drawing.Preference`."""

    NONE = "none", _("No preference")
    NOT_LAST_TIME = "not_last_time", _("None that they had last time")
    WRONG_OR_UNSEEN = "wrong_or_unseen", _("What they got wrong or have not met yet, first")


class ReviewShows(models.TextChoices):
    """What staff see of a submitted attempt: its values are those of `rules.policy`."""

    OUTCOME = "outcome", _("Whether they passed, and nothing else")
    ANSWERS = "answers", _("Their answers with feedback, and the right ones after a pass")
    KEY = "key", _("Their answers with feedback, and the right ones straight away")


class ReviewFrom(models.TextChoices):
    """When staff see it: its values are those of `rules.policy`."""

    SUBMITTED = "submitted", _("As soon as they have submitted")
    SETTLED = "settled", _("When they have passed, or have no attempt left")
