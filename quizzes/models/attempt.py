from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Self
from uuid import UUID, uuid4

from django.db import connections, models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from learning.people.models import StaffMember
from learning.records.choices import Source
from learning.records.models import AppendOnly, Completion, CompletionQuerySet
from quizzes.rules.interactions import Response
from quizzes.rules.ledger import in_force
from quizzes.rules.paper import Paper
from quizzes.rules.policy import is_late

if TYPE_CHECKING:
    from .mark import Mark


class AttemptQuerySet(models.QuerySet):
    def by(self, staff_member: StaffMember) -> Self:
        return self.filter(staff_key=staff_member.key)

    def open(self) -> Self:
        return self.filter(submitted_at=None)

    def submitted(self) -> Self:
        return self.filter(submitted_at__isnull=False)

    def unsettled(self) -> Self:
        """Open, or submitted and waiting for marks."""
        return self.filter(has_passed=None)


class Attempt(models.Model):
    """One sitting of a quiz: the paper as drawn, and once submitted, what came of it.

    `paper` is canonical JSON with the key of every question, so it never leaves the server whole.
    `content_version` and `content_sha256` say which version of the activity was being taken.
    Of one that `is_test_first`, a pass shows that the module need not be read.
    `deadline_at` is set at the start, once. An attempt `is_expired` if its time submitted it.
    `has_passed` is the outcome as the marks in force and the law of the ledger have it: none while
    it is open or waits for marks.
    """

    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    staff_key = models.UUIDField(editable=False)
    quiz_key = models.UUIDField(editable=False)
    activity_key = models.UUIDField(editable=False)
    content_version = models.PositiveIntegerField(null=True, editable=False)
    content_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    paper = models.TextField(editable=False)
    paper_sha256 = models.CharField(max_length=64, editable=False)
    is_test_first = models.BooleanField(_("before the module"), default=False, editable=False)
    started_at = models.DateTimeField(_("started at"), editable=False)
    deadline_at = models.DateTimeField(_("deadline"), null=True, editable=False)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, editable=False)
    is_expired = models.BooleanField(_("submitted by its deadline"), default=False, editable=False)
    has_passed = models.BooleanField(_("passed"), null=True, editable=False)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["-started_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["staff_key", "quiz_key", "activity_key"],
                condition=Q(has_passed=None),
                name="attempt_is_unsettled_once",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=False) | Q(has_passed=None),
                name="attempt_has_no_outcome_before_it_is_submitted",
            ),
        ]
        indexes = [models.Index(fields=["staff_key", "activity_key", "started_at"])]

    def __str__(self) -> str:
        return str(self.key)

    @property
    def is_submitted(self) -> bool:
        return self.submitted_at is not None

    @property
    def is_closed(self) -> bool:
        """Submitted by its person. One that its deadline submitted still keeps what is late."""
        return self.is_submitted and not self.is_expired

    def is_out_of_time(self, at: datetime) -> bool:
        """Whether nothing that arrives now is marked any more."""
        return is_late(self.deadline_at, at=at)

    @property
    def is_waiting(self) -> bool:
        """Submitted, and without an outcome until the last mark is in."""
        return self.is_submitted and self.has_passed is None

    @cached_property
    def staff_member(self) -> StaffMember:
        """Whose it is."""
        return StaffMember.objects.get(key=self.staff_key)

    @cached_property
    def drawn(self) -> Paper:
        """The paper, read. It holds the key: what a page shows of it is the page's care."""
        return Paper.from_json(self.paper)

    def saved_responses(self) -> "dict[UUID, AttemptEvent]":
        """The answer in force to each question that has one: the last that was saved in time."""
        return {event.question_key: event for event in self._saved_in_time()}

    def responses(self) -> dict[UUID, Response]:
        """What the answers in force say: all that marking reads."""
        return dict(self._saved_in_time().values_list("question_key", "response"))

    def _saved_in_time(self) -> "AttemptEventQuerySet":
        return self.events.in_time().order_by("pk")

    def marks_in_force(self) -> "dict[UUID, Mark]":
        """The mark in force of each question that has one."""
        return in_force(self.marks.select_related("note"))

    def shares_in_force(self) -> dict[UUID, Fraction]:
        """What each marked question earned, exactly."""
        return {key: mark.exact_share for key, mark in in_force(self.marks.all()).items()}

    @property
    def source(self) -> Source:
        """How a pass shows that the activity is completed."""
        return Source.DEMONSTRATED if self.is_test_first else Source.QUIZ

    @property
    def completions(self) -> CompletionQuerySet:
        """What this attempt put on record, voided or not. Nobody else was asked the same paper."""
        return Completion.objects.filter(
            staff_key=self.staff_key,
            activity_key=self.activity_key,
            source=self.source,
            paper_sha256=self.paper_sha256,
        )


class AttemptEventQuerySet(models.QuerySet["AttemptEvent"]):
    def in_time(self) -> Self:
        """What counts: an answer that came after the deadline is kept, and never marked."""
        return self.filter(is_late=False)

    def append_while_open(self, event: "AttemptEvent") -> bool:
        """Store the answer if its attempt is still open. Says whether it did.

        If it says what it comes after, then only while that is the newest answer. Nothing follows a
        final one. A late one is kept even if its deadline has submitted the attempt since.
        One statement, because saving is what staff wait for most: it reads the attempt, locks it
        and writes. The lock makes a submission wait for this save, or this save find it submitted.
        """
        fields = [field for field in self.model._meta.concrete_fields if not field.primary_key]
        columns = ", ".join(str(field.column) for field in fields)
        connection = connections[self.db]
        lock = "FOR NO KEY UPDATE" if connection.features.has_select_for_no_key_update else ""
        if lock and event.after is None:
            # Its statement could not see a final answer that is being written while it waits, and
            # no constraint holds the two apart. So it waits first, and looks then.
            own = Attempt.objects.filter(pk=event.attempt_id)
            list(own.select_for_update(no_key=True).values_list("pk"))
        attempts, events = Attempt._meta.db_table, self.model._meta.db_table
        newest, newest_of = "", []
        question_key = next(
            field for field in fields if field.name == "question_key"
        ).get_db_prep_save(event.question_key, connection)
        if event.after is not None:
            newest = (
                f"AND %s = COALESCE((SELECT MAX(id) FROM {events} "  # noqa: S608 - likewise
                "WHERE attempt_id = %s AND question_key = %s), 0)"
            )
            newest_of = [event.after, event.attempt_id, question_key]
        is_open = (
            "(submitted_at IS NULL OR is_expired)" if event.is_late else "submitted_at IS NULL"
        )
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {events} "  # noqa: S608 - names are our own
                f"({columns}) "
                f"SELECT {', '.join(['%s'] * len(fields))} FROM {attempts} "
                f"WHERE id = %s AND {is_open} "
                f"AND NOT EXISTS (SELECT 1 FROM {events} "
                f"WHERE attempt_id = %s AND question_key = %s AND is_final) "
                f"{newest} {lock} RETURNING id",
                [
                    *(
                        field.get_db_prep_save(getattr(event, field.attname), connection)
                        for field in fields
                    ),
                    event.attempt_id,
                    event.attempt_id,
                    question_key,
                    *newest_of,
                ],
            )
            row = cursor.fetchone()
        if row is None:
            return False
        event.pk = row[0]
        event._state.adding, event._state.db = False, self.db
        return True


class AttemptEvent(AppendOnly):
    """An answer as it was given. The last one for a question is the response that counts.

    `question_key` names a question of the paper; `response` is what its interaction made of the
    answer: ids, ids put to places, or text. An empty one takes the answer before it back.
    `idempotency_key` makes a repeated save the same save. `after` is the number of the answer that
    the person had in view, 0 for none; two answers never come after the same one. One that
    `is_final` is the last to its question, for its feedback has been told. One that `is_late` came
    after the deadline: it is kept, and not marked.
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="events")
    question_key = models.UUIDField()
    response = models.JSONField(default=list)
    idempotency_key = models.UUIDField(unique=True, default=uuid4)
    after = models.PositiveBigIntegerField(null=True)
    is_final = models.BooleanField(_("final"), default=False)
    is_late = models.BooleanField(_("late"), default=False)
    saved_at = models.DateTimeField(_("saved at"))

    objects = AttemptEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved answer")
        verbose_name_plural = _("saved answers")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["attempt", "question_key", "after"], name="answer_is_followed_once"
            ),
            models.UniqueConstraint(
                fields=["attempt", "question_key"],
                condition=Q(is_final=True),
                name="answer_is_final_once",
            ),
        ]

    def says_the_same_as(self, other: Self) -> bool:
        return (self.attempt_id, self.question_key, self.response) == (
            other.attempt_id,
            other.question_key,
            other.response,
        )
