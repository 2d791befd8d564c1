from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class HomePage(Page):
    """The front door. Signed in, it is My learning."""

    welcome = models.TextField(
        _("welcome"),
        blank=True,
        max_length=300,
        help_text=_("A sentence under the greeting, for example: Ten minutes is enough today."),
    )
    content_panels = [*Page.content_panels, "welcome"]
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")
