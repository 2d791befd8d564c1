from django.db import models
from django.utils.translation import gettext_lazy as _

from .attempt import Attempt


class UnclaimedSave(models.Model):
    """An answer that arrived when its session was over. It counts for nothing until it is claimed.

    It came with a token signed for its attempt, so it is known whose it says to be. Whoever that
    is claims it by signing in and opening the question again; then it is a saved answer like any
    other, by the same `idempotency_key`, and this row goes. The fields are those of `AttemptEvent`.
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="unclaimed_saves")
    question_key = models.UUIDField()
    response = models.JSONField()
    idempotency_key = models.UUIDField(unique=True)
    after = models.PositiveBigIntegerField(null=True)
    received_at = models.DateTimeField(_("received at"))

    class Meta:
        verbose_name = _("unclaimed answer")
        verbose_name_plural = _("unclaimed answers")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.idempotency_key)
