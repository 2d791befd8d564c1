from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.records.rules.asking import Due
from learning.records.rules.certificates import FileKind
from learning.records.rules.status import Status


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
    BY_HAND = "by hand", _("Added by HR")


# What was learnt elsewhere may be older than the person's post and than our activity.
FROM_ELSEWHERE = (Source.PRIOR_LEARNING, Source.IMPORT)
# Nobody took it here: wherever it counts, it says so.
NOT_TAKEN_HERE = (*FROM_ELSEWHERE, Source.BY_HAND)


class CorrectionKind(models.TextChoices):
    """What HR corrects."""

    VOID = "void", _("Void")
    REDATE = "redate", _("Another date")
    ADD = "add", _("Addition")
    MERGE = "merge", _("Merged record")


class CorrectionState(models.TextChoices):
    """How far a correction has come."""

    WAITING = "waiting", _("Waits for a second person")
    DONE = "done", _("Done")
    REFUSED = "refused", _("Not agreed")


class RowOutcome(models.TextChoices):
    """What a row of an imported file is found to be."""

    NEW = "new", _("New")
    KNOWN = "known", _("On record already")
    BAD = "bad", _("To correct")


class CertificateKind(models.TextChoices):
    """What a certificate's bytes are. The values are the content types it is served with."""

    PDF = FileKind.PDF.value, _("PDF")
    JPEG = FileKind.JPEG.value, _("JPEG picture")
    PNG = FileKind.PNG.value, _("PNG picture")


class ClaimState(models.TextChoices):
    """What became of somebody's prior learning."""

    WAITING = "waiting", _("Waits to be checked")
    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Not accepted")


class DueChoice(models.TextChoices):
    """By when something is asked the first time. The values are those of the rule."""

    BY_NO_DAY = Due.BY_NO_DAY.value, _("No date")
    ON_A_DAY = Due.ON_A_DAY.value, _("On a date")
    AFTER_JOINING = Due.AFTER_JOINING.value, _("Days after joining the organisation")
    AFTER_JOINING_GROUP = (
        Due.AFTER_JOINING_GROUP.value,
        _("Days after joining the group, or after it is assigned to a person"),
    )
    AFTER_COMPLETION = Due.AFTER_COMPLETION.value, _("Days after the last completion")


class StatusChoice(models.TextChoices):
    """How somebody stands, in words. The values are those of the rule."""

    NOT_STARTED = Status.NOT_STARTED.value, _("Not started")
    IN_PROGRESS = Status.IN_PROGRESS.value, _("In progress")
    DUE = Status.DUE.value, _("Due")
    OVERDUE = Status.OVERDUE.value, _("Overdue")
    CURRENT = Status.CURRENT.value, _("Current")
    EXPIRING = Status.EXPIRING.value, _("Expiring")
    LAPSED = Status.LAPSED.value, _("Lapsed")
    WAIVED = Status.WAIVED.value, _("Waived")
    AWAY = Status.AWAY.value, _("Away")


class AgainChoice(models.TextChoices):
    """When something is asked again, as HR chooses it."""

    NEVER_SOONER = "never sooner", _("When a completion stops counting, as the activity says")
    MONTHS = "months", _("Every so many months")
    SEASON = "season", _("In the same months every year")
