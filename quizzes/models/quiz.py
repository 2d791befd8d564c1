import dataclasses
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.fields import StreamField
from wagtail.search import index

from learning.records.models import AppendOnly
from quizzes.blocks import DrawBlock, QuizQuestionBlock
from quizzes.choices import ReviewFrom, ReviewShows
from quizzes.rules.drawing import Draw
from quizzes.rules.interactions import Writing
from quizzes.rules.marking import marks_needed
from quizzes.rules.paper import FrozenQuiz
from quizzes.rules.policy import Policy

from .drawing import Drawing
from .published import SoundOncePublished, change_note_field
from .question import Question


class Quiz(SoundOncePublished, ClusterableModel):
    """Questions chosen from the bank and drawn from it, with a pass mark.

    Publishing freezes a version.
    """

    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    title = models.CharField(
        _("title"), max_length=120, help_text=_("What staff see, for example: Check what you know.")
    )
    introduction = models.TextField(
        _("introduction"),
        blank=True,
        help_text=_("One or two plain sentences shown before the first question."),
    )
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark"),
        default=80,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("A whole percentage of the marks, for example 80."),
    )
    minutes = models.PositiveSmallIntegerField(
        _("time limit in minutes"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(600)],
        help_text=_("Leave it empty unless time is part of what is asked. People differ in pace."),
    )
    minutes_reason = models.CharField(
        _("why there is a time limit"),
        max_length=250,
        blank=True,
        help_text=_("Staff are told it, for example: A caller waits no longer than this."),
    )
    attempts = models.PositiveSmallIntegerField(
        _("how often staff may try"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
        help_text=_("Leave it empty for as often as they like. A pass gives all attempts anew."),
    )
    pause_minutes = models.PositiveSmallIntegerField(
        _("pause between attempts in minutes"),
        default=0,
        validators=[MaxValueValidator(30_000)],
        help_text=_("0 for none. 60 is an hour, 1440 a day."),
    )
    has_feedback_at_once = models.BooleanField(
        _("tell staff after each answer how it was"),
        default=False,
        help_text=_("An answer can no longer be changed once its feedback was told."),
    )
    review_shows = models.CharField(
        _("what staff see afterwards"),
        max_length=20,
        choices=ReviewShows,
        default=ReviewShows.ANSWERS,
    )
    review_from = models.CharField(
        _("when they see it"), max_length=20, choices=ReviewFrom, default=ReviewFrom.SUBMITTED
    )
    shuffles_questions = models.BooleanField(
        _("ask the questions in another order each time"), default=False
    )
    shuffles_choices = models.BooleanField(
        _("show the choices in another order each time"),
        default=True,
        help_text=_("Untick it if a choice speaks of another, such as “Both of these”."),
    )
    questions = StreamField(
        [("question", QuizQuestionBlock()), ("draw", DrawBlock())],
        verbose_name=_("questions"),
        max_num=50,
        help_text=_(
            "Published questions that you choose, and draws from the bank, in the order staff "
            "meet them."
        ),
    )

    change_note = change_note_field()

    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.FilterField("live"),
    ]

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def chosen_questions(self) -> list[Question]:
        """The questions that the trainer chose, but for those deleted since."""
        return [question for question, _must_pass in self._rows()]

    def _rows(self) -> list[tuple[Question, bool]]:
        rows = [
            (block.value["question"], bool(block.value["must_pass"]))
            for block in self.questions
            if block.block_type == "question"
        ]
        return [(question, must_pass) for question, must_pass in rows if question is not None]

    def live_questions(self) -> list[Question]:
        return [question for question in self.chosen_questions() if question.live]

    def draws(self) -> list[Draw]:
        """The draws, each with how many chosen questions come before it."""
        draws: list[Draw] = []
        before = 0
        for block in self.questions:
            if block.block_type == "draw":
                draws.append(block.block.draw(block.value, after=before))
            elif block.value["question"] is not None:
                before += 1
        return draws

    def drawing(self) -> Drawing:
        """Its draws against what is published now."""
        return Drawing(self.draws(), [question.key for question in self.chosen_questions()])

    def question_count(self) -> int:
        """How many questions an attempt marks that starts now."""
        chosen = sum(question.is_scored for question in self.live_questions())
        return chosen + len(self.drawing().drawn)

    def waits_for_a_trainer(self) -> bool:
        """Whether a trainer has to read part of an attempt. What is drawn is not known yet."""
        written = (
            question.interaction()
            for question in self.live_questions()
            if question.kind == Writing.kind
        )
        return any(
            isinstance(each, Writing) and not each.is_marked_by_its_writer for each in written
        )

    def asks_confidence(self) -> bool:
        """Whether it asks something before the questions and after them that is not marked."""
        return not all(question.is_scored for question in self.live_questions())

    def check_it_is_sound(self) -> None:
        """Refuse what could not be asked. A draft may be unsound; what is live may not."""
        chosen, draws = self.chosen_questions(), self.draws()
        faults: list[object] = [*self.drawing().faults()]
        if not chosen and not draws:
            faults.append(_("Choose at least one question from the bank, or add a draw."))
        elif len(chosen) + len(draws) < len(self.questions):
            faults.append(_("One of the questions has gone from the bank. Choose another."))
        elif not draws and not any(question.is_scored for question in chosen):
            faults.append(
                _(
                    "Nothing here earns a mark, so nobody could pass. Choose a question that is "
                    "marked besides how confident people feel."
                )
            )
        for question in dict.fromkeys(chosen):
            if not question.live:
                faults.append(
                    format_lazy(
                        _("“{question}” is not published. Publish it first, or take it out."),
                        question=question.title,
                    )
                )
            if chosen.count(question) > 1:
                faults.append(
                    format_lazy(
                        _("“{question}” is here twice. Take one of them out."),
                        question=question.title,
                    )
                )
        for question, must_pass in self._rows():
            if must_pass and not question.is_scored:
                faults.append(
                    format_lazy(
                        _("“{question}” is never marked. Untick “Must be right to pass”."),
                        question=question.title,
                    )
                )
        refused: dict[str, object] = {"questions": faults} if faults else {}
        if self.minutes and not self.minutes_reason.strip():
            refused["minutes_reason"] = _(
                "Say why there is a time limit, or leave the limit empty."
            )
        if self.has_feedback_at_once and self.review_shows == ReviewShows.OUTCOME:
            refused["review_shows"] = _(
                "Staff are told after each answer how it was, so they cannot see the outcome only. "
                "Let them see their answers, or tell them nothing after each answer."
            )
        if refused:
            raise ValidationError(refused)

    @property
    def policy(self) -> Policy:
        """Its conditions, as drafted or live."""
        fields = {field.name: getattr(self, field.name) for field in dataclasses.fields(Policy)}
        return Policy.from_json(fields)

    def frozen(self) -> FrozenQuiz:
        """What a published version keeps of it."""
        return FrozenQuiz(
            key=self.key,
            title=self.title,
            introduction=self.introduction,
            pass_mark=self.pass_mark,
            questions=tuple(question.key for question in self.chosen_questions()),
            must_pass=tuple(question.key for question, must_pass in self._rows() if must_pass),
            shuffles_questions=self.shuffles_questions,
            shuffles_choices=self.shuffles_choices,
            draws=tuple(self.draws()),
            policy=self.policy,
        )

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "quizzes/quiz_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, object]:
        drawing = self.drawing()
        drawn = Question.objects.filter(key__in=drawing.drawn)
        questions = {question.key: question for question in [*self.chosen_questions(), *drawn]}
        return {
            "quiz": self,
            "asked": [
                (questions[each.key].frozen(), each.draw is not None) for each in drawing.sample
            ],
            "needed": marks_needed(
                sum(questions[each.key].is_scored for each in drawing.sample), self.pass_mark or 0
            ),
            "draws": drawing.in_words(),
            "faults": drawing.faults(),
        }


class QuizVersion(AppendOnly):
    """A quiz as it was published: canonical JSON and its SHA-256. Written once.

    `changes` lists what kinds of change (`rules.changes.Change`) it brought to the version before.
    """

    quiz_key = models.UUIDField()
    number = models.PositiveIntegerField(_("version"))
    body = models.TextField()
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    published_at = models.DateTimeField(_("published at"))
    published_by_name = models.CharField(_("published by"), max_length=150, blank=True)
    changes = models.JSONField(_("kinds of change"), default=list)
    note = models.CharField(_("what changed, and why"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("quiz version")
        verbose_name_plural = _("quiz versions")
        ordering = ["quiz_key", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["quiz_key", "number"], name="quiz_version_number_is_used_once"
            )
        ]
