from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class FirstLogIn(models.Model):
    """A printed one-time code that lets somebody without e-mail choose their first password."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="first_log_ins"
    )
    code_hash = models.CharField(max_length=200)
    issued_at = models.DateTimeField(_("issued at"))
    issued_by_name = models.CharField(_("issued by"), max_length=150)
    expires_at = models.DateTimeField(_("expires at"))
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)
    wrong_tries = models.PositiveSmallIntegerField(default=0)

    # The CMS looks for uses of pages and images in whatever is saved; here there are none to find.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("first log-in")
        verbose_name_plural = _("first log-ins")
        ordering = ["-issued_at"]

    def __str__(self) -> str:
        return f"{self.user} {self.issued_at:%Y-%m-%d}"
