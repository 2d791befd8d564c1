from uuid import uuid4

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import ItemBase, TagBase
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from learning.people.models import StaffGroup
from modules.blocks import ClaimBlock, SectionBlock
from quizzes.models import Quiz


class ModuleTag(TagBase):
    """A free word that a trainer files modules under."""

    class Meta:
        verbose_name = _("module tag")
        verbose_name_plural = _("module tags")


class TaggedModule(ItemBase):
    tag = models.ForeignKey(ModuleTag, related_name="tagged_modules", on_delete=models.CASCADE)
    content_object = ParentalKey(
        "modules.ModulePage", related_name="tagged_items", on_delete=models.CASCADE
    )


class ModuleIndexPage(Page):
    """The shelf that modules stand on. Staff see those meant for them."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["modules.ModulePage"]
    max_count = 1

    class Meta:
        verbose_name = _("training shelf")
        verbose_name_plural = _("training shelves")


class ModulePage(Page):
    """An online training page: sections to read and, if it has one, a quiz to pass.

    `activity_key` is its identity in the catalogue and in every record. A copy gets its own.
    """

    activity_key = models.UUIDField(unique=True, default=uuid4, editable=False)
    summary = models.TextField(
        _("summary"),
        max_length=250,
        help_text=_("One or two sentences: what staff will be able to do afterwards."),
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(480)],
        help_text=_("How long it honestly takes, with the quiz, for example 10."),
    )
    refresher_months = models.PositiveSmallIntegerField(
        _("again after (months)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text=_("When it must be done again, for example 12. Leave empty for never."),
    )
    sections = StreamField(
        [("section", SectionBlock())],
        verbose_name=_("sections"),
        min_num=1,
        help_text=_("Each section is a page of its own. Three to five short ones work well."),
    )
    quiz = models.ForeignKey(
        Quiz,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="module_pages",
        verbose_name=_("quiz"),
        help_text=_("A published quiz. Without one, staff confirm that they read every section."),
    )
    staff_groups = ParentalManyToManyField(
        StaffGroup,
        related_name="+",
        verbose_name=_("staff groups"),
        help_text=_("Who this is meant for. They can take it, and count towards its elements."),
    )
    claims = StreamField(
        [("claim", ClaimBlock())],
        blank=True,
        verbose_name=_("elements served"),
        help_text=_("Each element of the standard that this serves, with what it shows."),
    )
    tags = ClusterTaggableManager(
        through=TaggedModule,
        blank=True,
        verbose_name=_("tags"),
        help_text=_("Free words to find it by, with commas between them."),
    )

    search_fields = [*Page.search_fields, index.SearchField("summary")]
    parent_page_types = ["modules.ModuleIndexPage"]
    subpage_types: list[str] = []
    exclude_fields_in_copy = ["activity_key"]

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")
