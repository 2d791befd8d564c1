from typing import Any

from django.core.cache import cache
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

# Where pages keep it for a while.
REMEMBERED = "organisation.settings"


@register_setting(icon="home", order=10)
class OrganisationSettings(BaseGenericSetting):
    """Whose site this is: what it is called, how it looks and whom to ask."""

    name = models.CharField(
        _("name"),
        max_length=120,
        default="Your organisation",
        help_text=_("As staff know it, for example: Northmoor Council."),
    )
    logo = models.ForeignKey(
        "wagtailimages.Image",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("logo"),
        help_text=_("A wide picture with a plain background, at least 80 pixels high."),
    )
    brand_colour = models.CharField(
        _("colour"),
        max_length=7,
        default="#0b5c5c",
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write it like #0b5c5c."))],
        help_text=_("Used for the header and links, for example #0b5c5c. White must show on it."),
    )
    contact_name = models.CharField(
        _("whom to ask"),
        max_length=120,
        blank=True,
        help_text=_("A team that helps staff with training, for example: the Learning team."),
    )
    contact_email = models.EmailField(_("their e-mail address"), blank=True)
    small_group_size = models.PositiveSmallIntegerField(
        _("smallest group shown"),
        default=5,
        help_text=_("Outside HR, figures about fewer people than this are withheld."),
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("logo"),
        FieldPanel("brand_colour"),
        FieldPanel("contact_name"),
        FieldPanel("contact_email"),
        FieldPanel("small_group_size"),
    ]

    class Meta:
        verbose_name = _("organisation")

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        cache.delete(REMEMBERED)
