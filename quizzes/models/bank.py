from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _


class QuestionBank(models.Model):
    """A named stock of questions that a quiz can draw from. Draws know it by its key."""

    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    name = models.CharField(
        _("name"),
        max_length=80,
        unique=True,
        help_text=_("What trainers call it, for example: Complaints at the counter."),
    )

    class Meta:
        verbose_name = _("bank of questions")
        verbose_name_plural = _("banks of questions")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def names(cls) -> dict[str, str]:
        """What each bank is called, by its key."""
        return {str(key): name for key, name in cls.objects.values_list("key", "name")}
