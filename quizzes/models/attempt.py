from datetime import datetime
from typing import Self
from uuid import UUID, uuid4

from django.db import connections, models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from learning.people.models import StaffMember
from learning.records.models import AppendOnly
from quizzes.choices import MarkSource
from quizzes.rules.paper import Paper
from quizzes.rules.policy import is_late


class AttemptQuerySet(models.QuerySet):
    def by(self, staff_member: StaffMember) -> Self:
        return self.filter(staff_key=staff_member.key)

    def open(self) -> Self:
        return self.filter(submitted_at=None)


class Attempt(models.Model):
    """One sitting of a quiz: the paper as drawn, and once submitted, what came of it.

    `paper` is canonical JSON with the key of every question, so it never leaves the server whole.
    `content_version` and `content_sha256` say which version of the activity was being taken.
    `deadline_at` is set at the start, once. An attempt `is_expired` if its time submitted it.
    """

    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    staff_key = models.UUIDField(editable=False)
    quiz_key = models.UUIDField(editable=False)
    activity_key = models.UUIDField(editable=False)
    content_version = models.PositiveIntegerField(null=True, editable=False)
    content_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    paper = models.TextField(editable=False)
    paper_sha256 = models.CharField(max_length=64, editable=False)
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
                condition=Q(submitted_at=None),
                name="attempt_is_open_once",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at=None, has_passed=None)
                | Q(submitted_at__isnull=False, has_passed__isnull=False),
                name="attempt_has_an_outcome_once_submitted",
            ),
        ]
        indexes = [models.Index(fields=["staff_key", "activity_key", "started_at"])]

    def __str__(self) -> str:
        return str(self.key)

    @property
    def is_submitted(self) -> bool:
        return self.submitted_at is not None

    def is_out_of_time(self, at: datetime) -> bool:
        """Whether nothing that arrives now is marked any more."""
        return is_late(self.deadline_at, at=at)

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
        in_time = self.events.filter(is_late=False)
        return {event.question_key: event for event in in_time.order_by("pk")}

    def marks_in_force(self) -> "dict[UUID, Mark]":
        """The mark of each question: the last, for a later one supersedes those before."""
        return {mark.question_key: mark for mark in self.marks.order_by("pk")}


class AttemptEventQuerySet(models.QuerySet["AttemptEvent"]):
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


class Mark(AppendOnly):
    """Marks awarded and available for one question. The last not superseded is the one in force."""

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="marks")
    question_key = models.UUIDField()
    awarded = models.DecimalField(_("awarded"), max_digits=9, decimal_places=4)
    available = models.DecimalField(_("available"), max_digits=9, decimal_places=4)
    source = models.CharField(_("source"), max_length=20, choices=MarkSource)
    supersedes = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    marked_at = models.DateTimeField(_("marked at"))

    class Meta:
        verbose_name = _("mark")
        verbose_name_plural = _("marks")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["attempt", "question_key"],
                condition=Q(supersedes=None),
                name="question_is_first_marked_once",
            ),
            models.CheckConstraint(
                condition=Q(awarded__gte=0, awarded__lte=models.F("available")),
                name="mark_is_a_share_of_what_was_available",
            ),
        ]
