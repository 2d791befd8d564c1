from django.db import models
from django.utils.translation import gettext_lazy as _


class Progress(models.Model):
    """That somebody has read a section. A convenience: it may be lost, and nothing rests on it."""

    staff_key = models.UUIDField()
    activity_key = models.UUIDField()
    section_id = models.UUIDField()
    read_at = models.DateTimeField(_("read at"))

    class Meta:
        verbose_name = _("progress")
        verbose_name_plural = _("progress")
        constraints = [
            models.UniqueConstraint(
                fields=["staff_key", "activity_key", "section_id"],
                name="section_is_read_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.section_id} {self.read_at}"
