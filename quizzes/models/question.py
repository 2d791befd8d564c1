from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from taggit.models import ItemBase, TagBase
from wagtail.fields import StreamField
from wagtail.search import index

from learning.records.models import AppendOnly
from learning.standards.models import Element
from quizzes.blocks import answer_blocks
from quizzes.choices import Difficulty, QuestionKind
from quizzes.rules.interactions import INTERACTIONS, Interaction, SingleChoice
from quizzes.rules.paper import FrozenQuestion
from quizzes.rules.soundness import Fault, FaultAt, faults_of

from .bank import QuestionBank
from .published import SoundOncePublished, change_note_field
from .scenario import Scenario

WHAT_TO_DO_ABOUT = {
    Fault.TOO_FEW_CHOICES: _("Give at least two choices to choose between."),
    Fault.CHOICE_WITHOUT_TEXT: _("Write something in every choice, or delete the empty one."),
    Fault.SINGLE_WITHOUT_RIGHT: _("Tick “This choice is right” for the one right choice."),
    Fault.SINGLE_WITH_SEVERAL_RIGHT: _(
        "More than one choice is ticked as right. Leave one ticked, or use “Choose all that "
        "apply” instead."
    ),
    Fault.MULTIPLE_WITHOUT_RIGHT: _("Tick “This choice is right” for every right choice."),
    Fault.MULTIPLE_WITHOUT_WRONG: _(
        "Every choice is ticked as right, so there is nothing to decide. Add a wrong one."
    ),
    Fault.SAME_TEXT_TWICE: _("Two lines say the same. Reword one of them or delete it."),
    Fault.TOO_FEW_PAIRS: _("Give at least two pairs to match."),
    Fault.HALF_A_PAIR: _("Something to choose is empty. Fill it in or delete the line."),
    Fault.ALL_PAIRS_ALIKE: _(
        "Every pair has the same answer. Change one, or add another to choose."
    ),
    Fault.GAPS_AND_TEXT_DIFFER: _(
        "The text and the gaps do not fit together. Write [[1]], [[2]] and so on in the text, in "
        "that order, once for each gap below."
    ),
    Fault.GAP_WITHOUT_WRONG: _("Give every gap at least one wrong option to choose from."),
    Fault.TOO_FEW_STEPS: _("Give at least three steps to put in order."),
    Fault.STEP_WITHOUT_TEXT: _("Write something in every step, or delete the empty one."),
    Fault.NUMBER_MISSING: _("Give the right number."),
    Fault.NEGATIVE_TOLERANCE: _("The tolerance is below nought. Write how far off is still right."),
    Fault.NOTHING_ACCEPTED: _("Write at least one accepted answer, and none that is empty."),
    Fault.NO_POINTS: _("Write at least one point to look for."),
    Fault.POINT_WITHOUT_TEXT: _("Write something in every point, or delete the empty one."),
    Fault.POINT_WITHOUT_WEIGHT: _("Give every point a weight of 1 or more."),
    Fault.MODEL_ANSWER_MISSING: _(
        "Write a model answer: it is what people mark their own answer against."
    ),
    Fault.NO_CONVERSATION: _("Write the first step of the conversation."),
    Fault.TURN_WITHOUT_LABEL: _("A step has no name. Give it one, so that replies can lead to it."),
    Fault.NO_BEST_WAY: _(
        "Every way through the conversation costs something. Make one way of replies that cost "
        "nothing, from the first step to the end."
    ),
    Fault.LABEL_TWICE: _("Two steps are called “%(step)s”. Give one of them another name."),
    Fault.CUSTOMER_IS_SILENT: _("In the step “%(step)s”, write what the customer says."),
    Fault.TOO_FEW_REPLIES: _("The step “%(step)s” needs at least two replies to choose between."),
    Fault.REPLY_WITHOUT_TEXT: _(
        "In the step “%(step)s”, a reply is empty. Fill it in or delete it."
    ),
    Fault.SAME_REPLY_TWICE: _(
        "In the step “%(step)s”, two replies say “%(named)s”. Reword one of them or delete it."
    ),
    Fault.NOTHING_TO_DECIDE: _(
        "In the step “%(step)s”, no reply costs anything, so there is nothing to decide. Say what "
        "the poorer ones cost."
    ),
    Fault.LEADS_NOWHERE: _(
        "In the step “%(step)s”, a reply leads to “%(named)s”, and no step is called that. Type "
        "the name as the step has it, or leave it empty to end the conversation."
    ),
    Fault.GOES_ROUND: _(
        "From the step “%(step)s”, the conversation can come back to it and never end. Lead one "
        "of the replies on to another step, or end there."
    ),
    Fault.NEVER_REACHED: _(
        "Nothing leads from the first step to “%(step)s”. Name it in the reply that should, or "
        "delete the step."
    ),
}


def what_to_do_about(fault: Fault | FaultAt) -> str:
    """A sentence that names what is at fault and the cure."""
    if isinstance(fault, FaultAt):
        sentence = str(WHAT_TO_DO_ABOUT[fault.fault])
        return sentence % {"step": fault.step or "…", "named": fault.named}
    return str(WHAT_TO_DO_ABOUT[fault])


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


class Question(SoundOncePublished, ClusterableModel):
    """A question in the bank, as a trainer writes it. Publishing freezes a `QuestionVersion`."""

    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    title = models.CharField(
        _("title in the bank"),
        max_length=120,
        help_text=_("A short name that only trainers see, for example: Blue badge, counter."),
    )
    scenario = models.ForeignKey(
        Scenario,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="questions",
        verbose_name=_("scenario"),
        help_text=_("Only where several questions are about one situation. Write that once, here."),
    )
    prompt = models.TextField(
        _("question"),
        help_text=_("A situation and what to decide, for example: A neighbour asks whether…"),
    )
    answer = StreamField(
        answer_blocks(),
        verbose_name=_("how staff answer"),
        max_num=1,
        help_text=_("Pick one way of answering, then fill it in."),
    )
    kind = models.CharField(
        _("kind"), max_length=20, choices=QuestionKind, default=QuestionKind.SINGLE, editable=False
    )
    explanation = models.TextField(
        _("explanation"),
        blank=True,
        help_text=_("Shown to everybody after the quiz. Teach why, in two or three sentences."),
    )
    difficulty = models.CharField(
        _("difficulty"), max_length=20, choices=Difficulty, default=Difficulty.MEDIUM
    )
    # Nulled rather than protected, for a draft may still name a bank that was emptied and deleted.
    bank = models.ForeignKey(
        QuestionBank,
        verbose_name=_("bank"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="questions",
        help_text=_("The stock that quizzes draw it from, for example: Complaints at the counter."),
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

    change_note = change_note_field()

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

    def save(self, *args: Any, **kwargs: Any) -> None:
        # Kept beside what it is read from, so that the bank can be searched by it.
        if self.answer:
            self.kind = self.answer[0].block_type
        super().save(*args, **kwargs)

    def check_it_is_sound(self) -> None:
        """Refuse what could not fairly be asked. A draft may be unsound; what is live may not."""
        if self.scenario is not None and not self.scenario.live:
            raise ValidationError(
                {
                    "scenario": _("“%(scenario)s” is not published. Publish it first.")
                    % {"scenario": self.scenario.title}
                }
            )
        interaction = self.interaction()
        if interaction is None:
            raise ValidationError({"answer": _("Pick how staff answer this question.")})
        faults = faults_of(interaction)
        if faults:
            raise ValidationError({"answer": [what_to_do_about(fault) for fault in faults]})

    @property
    def is_scored(self) -> bool:
        """Whether it is one that earns marks."""
        return INTERACTIONS[self.kind].is_scored

    def interaction(self) -> Interaction | None:
        """How it is answered, with its key, as drafted. None where nothing is drafted yet."""
        if not self.answer:
            return None
        (drafted,) = self.answer
        return drafted.block.interaction(drafted.value, question=self.key)

    def frozen(self) -> FrozenQuestion:
        """What a published version keeps of it: what is asked, the key and what it teaches."""
        return FrozenQuestion(
            key=self.key,
            prompt=self.prompt,
            interaction=self.interaction() or SingleChoice(()),
            explanation=self.explanation,
            scenario=self.scenario.frozen() if self.scenario else None,
        )

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "quizzes/question_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, object]:
        return {"question": self.frozen()}


class QuestionVersionQuerySet(models.QuerySet["QuestionVersion"]):
    def newest_of(self, keys: Iterable[UUID]) -> "dict[UUID, QuestionVersion]":
        """The newest version of each question that has one, by the question's key."""
        later = self.filter(
            question_key=models.OuterRef("question_key"), number__gt=models.OuterRef("number")
        )
        newest = self.filter(question_key__in=list(keys)).exclude(models.Exists(later))
        return {version.question_key: version for version in newest}


class QuestionVersion(AppendOnly):
    """A question as it was published: canonical JSON and its SHA-256. Written once.

    `changes` lists what kinds of change (`rules.changes.Change`) it brought to the version before.
    """

    question_key = models.UUIDField()
    number = models.PositiveIntegerField(_("version"))
    body = models.TextField()
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    published_at = models.DateTimeField(_("published at"))
    published_by_name = models.CharField(_("published by"), max_length=150, blank=True)
    changes = models.JSONField(_("kinds of change"), default=list)
    note = models.CharField(_("what changed, and why"), max_length=250, blank=True)

    objects = QuestionVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question version")
        verbose_name_plural = _("question versions")
        ordering = ["question_key", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["question_key", "number"], name="question_version_number_is_used_once"
            )
        ]
