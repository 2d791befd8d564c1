from uuid import uuid4

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from taggit.models import ItemBase, TagBase
from wagtail.fields import StreamField
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)
from wagtail.search import index

from learning.records.models import AppendOnly
from learning.standards.models import Element
from quizzes.blocks import ChoiceBlock
from quizzes.choices import Difficulty, QuestionKind


class QuestionTag(TagBase):
    """A free word that a trainer files questions under."""

    class Meta:
        verbose_name = _("question tag")
        verbose_name_plural = _("question tags")


class TaggedQuestion(ItemBase):
    tag = models.ForeignKey(QuestionTag, related_name="tagged_questions", on_delete=models.CASCADE)
    content_object = ParentalKey(
        "quizzes.Question", related_name="tagged_items", on_delete=models.CASCADE
    )


class Question(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    index.Indexed,
    ClusterableModel,
):
    """A question in the bank, as a trainer writes it. Publishing freezes a `QuestionVersion`."""

    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    title = models.CharField(
        _("title in the bank"),
        max_length=120,
        help_text=_("A short name that only trainers see, for example: Blue badge, counter."),
    )
    kind = models.CharField(
        _("kind"), max_length=20, choices=QuestionKind, default=QuestionKind.SINGLE
    )
    prompt = models.TextField(
        _("question"),
        help_text=_("A situation and what to decide, for example: A neighbour asks whether…"),
    )
    choices = StreamField(
        [("choice", ChoiceBlock())],
        verbose_name=_("choices"),
        min_num=2,
        max_num=8,
        help_text=_("Two to eight choices, of about the same length."),
    )
    explanation = models.TextField(
        _("explanation"),
        blank=True,
        help_text=_("Shown to everybody after the quiz. Teach why, in two or three sentences."),
    )
    difficulty = models.CharField(
        _("difficulty"), max_length=20, choices=Difficulty, default=Difficulty.MEDIUM
    )
    elements = ParentalManyToManyField(
        Element, blank=True, related_name="+", verbose_name=_("elements of the standard")
    )
    tags = ClusterTaggableManager(
        through=TaggedQuestion,
        blank=True,
        verbose_name=_("tags"),
        help_text=_("Words to find it by, with commas between them."),
    )

    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="question",
    )
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="question",
    )

    search_fields = [
        index.SearchField("title"),
        index.SearchField("prompt"),
        index.AutocompleteField("title"),
        index.FilterField("kind"),
        index.FilterField("difficulty"),
        index.FilterField("live"),
    ]

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    @property
    def revisions(self) -> models.QuerySet:
        return self._revisions

    def get_preview_template(self, request: object, mode_name: str) -> str:
        return "quizzes/question_preview.html"


class QuestionVersion(AppendOnly):
    """A question as it was published: canonical JSON and its SHA-256. Written once."""

    question_key = models.UUIDField()
    number = models.PositiveIntegerField(_("version"))
    body = models.TextField()
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    published_at = models.DateTimeField(_("published at"))
    published_by_name = models.CharField(_("published by"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("question version")
        verbose_name_plural = _("question versions")
        ordering = ["question_key", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["question_key", "number"], name="question_version_number_is_used_once"
            )
        ]
