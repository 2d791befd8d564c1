from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext_lazy as _

from quizzes.rules.policy import GRACE

from .attempt import Attempt, AttemptEvent


class UnclaimedSaveQuerySet(models.QuerySet["UnclaimedSave"]):
    def still_waiting(self) -> Self:
        """But for those that a browser sent once more when its owner was back, and so saved."""
        same = ("idempotency_key", "question_key", "response")
        saved = AttemptEvent.objects.filter(**{name: OuterRef(name) for name in same})
        return self.filter(~Exists(saved))

    def in_time(self) -> Self:
        """Those that arrived before the time of their attempt was up."""
        return self.filter(received_at__lte=F("attempt__deadline_at") + GRACE)


class UnclaimedSave(models.Model):
    """An answer that arrived when its session was over. It counts for nothing until it is claimed.

    It came with a token signed for its attempt, so it is known whose it says to be. Whoever that
    is claims it by signing in and opening the question again, or once the time is up by coming back
    at all; then it is a saved answer like any other, by the same `idempotency_key`, and this row
    goes. One that gave way to another answer stays. The fields are those of `AttemptEvent`.
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="unclaimed_saves")
    question_key = models.UUIDField()
    response = models.JSONField()
    idempotency_key = models.UUIDField(unique=True)
    after = models.PositiveBigIntegerField(null=True)
    received_at = models.DateTimeField(_("received at"))

    objects = UnclaimedSaveQuerySet.as_manager()

    class Meta:
        verbose_name = _("unclaimed answer")
        verbose_name_plural = _("unclaimed answers")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.idempotency_key)
