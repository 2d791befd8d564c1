from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase


class ModuleTag(TagBase):
    """A free word that a trainer files modules under."""

    class Meta:
        verbose_name = _("module tag")
        verbose_name_plural = _("module tags")


class TaggedModule(ItemBase):
    """That a module is filed under a word."""

    tag = models.ForeignKey(ModuleTag, related_name="tagged_modules", on_delete=models.CASCADE)
    content_object = ParentalKey(
        "modules.ModulePage", related_name="tagged_items", on_delete=models.CASCADE
    )
