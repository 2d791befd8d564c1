from uuid import uuid4

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class LookAhead(models.Model):
    """A change of what many people are asked, looked at in the background before it is made.

    `change` is the change itself as values, `effect` what a page shows of what it comes to, and
    `digest` stands for all of that. Made is just what was looked at; where it would come to
    something else by then, that is to be looked at first, and `is_news` says so.

    `answers` are those of the form at `form_address`, to go back to. Kept for a day.
    Holds personal data: names, and how people stand.
    """

    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    change = models.JSONField(encoder=DjangoJSONEncoder)
    summary = models.JSONField(default=list)
    answers = models.TextField()
    form_address = models.CharField(max_length=255)
    confirm_label = models.CharField(max_length=100)
    log_action = models.CharField(max_length=100)
    effect = models.JSONField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    is_news = models.BooleanField(default=False)
    wanted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    wanted_at = models.DateTimeField(_("wanted at"))
    made_at = models.DateTimeField(_("made at"), null=True)

    # The CMS looks for uses of pages and images in whatever is saved; here there are none to find.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("look ahead")
        verbose_name_plural = _("looks ahead")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.key)
