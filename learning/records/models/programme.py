from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from learning.catalogue.models import Activity
from learning.people.models import DatedFact


class Programme(models.Model):
    """An ordered set of activities that are asked for together. Retired, never deleted."""

    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    title = models.CharField(
        _("title"),
        max_length=255,
        unique=True,
        help_text=_("What staff call it, for example: Your first month at the counter."),
        error_messages={"unique": _("There is already a programme with this title.")},
    )
    is_retired = models.BooleanField(
        _("retired"),
        default=False,
        help_text=_("A retired programme keeps its past but is offered nowhere."),
    )

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class Step(DatedFact):
    """That an activity belongs to a programme, and its place in the order."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="steps")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="steps")
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta(DatedFact.Meta):
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["position", "pk"]
        constraints = [
            *DatedFact.Meta.constraints,
            models.UniqueConstraint(
                fields=["programme", "activity"],
                condition=Q(superseded_at=None, to_on=None),
                name="step_is_open_once",
            ),
        ]
