from fractions import Fraction

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from learning.records.models import AppendOnly
from quizzes.choices import FIRST_MARKS, LATER_MARKS, MarkSource

from .attempt import Attempt


class Mark(AppendOnly):
    """Marks awarded and available for one question. The last not superseded is the one in force.

    `share` is the exact fraction of the mark, such as "2/3", and is what outcomes are worked out
    from; `awarded` is it to four places. `points` has the ids of the rubric's points that were
    found. Names nobody: who gave it is an opaque key, and their words are in its `MarkNote`.
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="marks")
    question_key = models.UUIDField(db_index=True)
    awarded = models.DecimalField(_("awarded"), max_digits=9, decimal_places=4)
    available = models.DecimalField(_("available"), max_digits=9, decimal_places=4)
    share = models.CharField(_("share of the mark"), max_length=60)
    points = models.JSONField(_("points found"), default=list)
    source = models.CharField(_("source"), max_length=20, choices=MarkSource)
    supersedes = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    by_key = models.UUIDField(_("given by"), null=True)
    note_digest = models.CharField(max_length=64, blank=True)
    marked_at = models.DateTimeField(_("marked at"))

    class Meta:
        verbose_name = _("mark")
        verbose_name_plural = _("marks")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["attempt", "question_key"],
                condition=Q(supersedes=None),
                name="question_is_first_marked_once",
            ),
            models.CheckConstraint(
                condition=Q(supersedes=None, source__in=FIRST_MARKS)
                | Q(supersedes__isnull=False, source__in=LATER_MARKS),
                name="mark_is_a_first_one_or_supersedes_one",
            ),
            models.CheckConstraint(
                condition=Q(awarded__gte=0, awarded__lte=F("available")),
                name="mark_is_a_share_of_what_was_available",
            ),
        ]
        permissions = [
            ("mark_answer", _("Can mark what people wrote")),
            ("override_mark", _("Can change a mark, with a reason")),
            ("regrade_question", _("Can mark answers again by a new key")),
        ]

    @property
    def exact_share(self) -> Fraction:
        return Fraction(self.share)


class MarkNote(models.Model):
    """Who gave a mark and what they said, in words that can be erased; the mark has their digest.

    Of a trainer's mark it is a comment to the person, of a later one the reason. Holds personal
    data: free text about somebody's answer, and the name of whoever wrote it.
    """

    mark = models.OneToOneField(Mark, on_delete=models.PROTECT, related_name="note")
    salt = models.CharField(max_length=32)
    text = models.TextField(_("comment or reason"), blank=True)
    by_name = models.CharField(_("given by"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("note on a mark")
        verbose_name_plural = _("notes on marks")

    def __str__(self) -> str:
        return self.text


class AwaitedMark(models.Model):
    """An answer that a person has yet to mark: made on submission, gone once there is a mark.

    It only makes the queue quick to list. That an attempt waits is said by its want of an outcome.
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="awaited")
    question_key = models.UUIDField()
    is_for_a_trainer = models.BooleanField(_("for a trainer to mark"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("answer to mark")
        verbose_name_plural = _("answers to mark")
        ordering = ["attempt__submitted_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "question_key"], name="mark_is_awaited_once")
        ]

    def __str__(self) -> str:
        return str(self.attempt_id)
