from datetime import datetime
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .choices import ENDED, JobState


class JobQuerySet(models.QuerySet):
    def ended_before(self, moment: datetime) -> Self:
        return self.filter(ended_at__lt=moment)

    def running_unheard_since(self, moment: datetime) -> Self:
        """Jobs whose worker has said nothing for so long that it is presumed dead."""
        return self.filter(state=JobState.RUNNING, heard_at__lt=moment)


class Job(models.Model):
    """Something that takes long, done by a worker while its asker looks on or does other things.

    Whoever holds the token does it. A job that is put back or stopped loses its token, and the
    worker that had it can store nothing more.

    Holds personal data: who wanted it; and its title and last sentence may name people.
    """

    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    title = models.CharField(_("title"), max_length=255)
    state = models.CharField(
        _("state"), max_length=8, choices=JobState, default=JobState.WAITING, db_index=True
    )
    done = models.PositiveIntegerField(_("done"), default=0)
    total = models.PositiveIntegerField(
        _("total"), null=True, help_text=_("Empty where nobody knows how much there is to do.")
    )
    told = models.TextField(_("last sentence"), blank=True)
    wanted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("wanted by"),
    )
    wanted_at = models.DateTimeField(_("wanted"))
    begun_at = models.DateTimeField(_("begun"), null=True)
    ended_at = models.DateTimeField(_("ended"), null=True)
    heard_at = models.DateTimeField(_("last heard of"), null=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    is_settled = models.BooleanField(
        default=False,
        help_text=_("It took effect, and what is left follows from that: nobody can stop it now."),
    )
    where = models.TextField(blank=True, help_text=_("The address to go to when it is done."))
    task = models.CharField(max_length=255)
    arguments = models.JSONField(default=dict)
    token = models.UUIDField(null=True, editable=False)
    queued_as = models.UUIDField(null=True, editable=False)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-wanted_at"]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=Q(state=JobState.RUNNING, token__isnull=False, heard_at__isnull=False)
                | ~Q(state=JobState.RUNNING) & Q(token=None),
                name="job_is_held_while_it_runs",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ENDED, ended_at__isnull=False)
                | ~Q(state__in=ENDED) & Q(ended_at=None),
                name="job_has_an_end_once_it_ended",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def has_ended(self) -> bool:
        return self.state in ENDED
