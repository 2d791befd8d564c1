from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction

from learning.records.models import AppendOnlyError, Completion, LedgerEntry
from learning.records.services import void_completion
from learning.records.signals import completion_recorded
from tests.factories.catalogue import ActivityFactory
from tests.factories.people import StaffGroupFactory, StaffMemberFactory, UserFactory
from tests.factories.records import CompletionFactory
from tests.factories.standards import ElementFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 3, 11, tzinfo=UTC)


def test_a_completion_keeps_what_was_true_that_day():
    reception = StaffGroupFactory(name="Reception")
    element = ElementFactory(number="4.3.3")
    activity = ActivityFactory(
        title="Putting it right", yearly=True, staff_groups=[reception], elements=[element]
    )
    asha = StaffMemberFactory(staff_groups=[reception])

    completion = CompletionFactory(staff_member=asha, activity=activity, completed_at=NOON)
    activity.title = "Renamed"
    activity.save()

    completion = Completion.objects.get(pk=completion.pk)
    assert completion.activity_title == "Putting it right"
    assert completion.elements == "4.3.3"
    assert completion.staff_groups == "Reception"
    assert completion.expires_on == date(2027, 5, 2)


def test_an_evening_in_summer_belongs_to_the_day_on_the_wall():
    completion = CompletionFactory(completed_at=datetime(2026, 6, 30, 23, 30, tzinfo=UTC))

    assert completion.completed_on == date(2026, 7, 1)


def test_the_same_source_is_recorded_once():
    first = CompletionFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        CompletionFactory(source=first.source, source_key=first.source_key)

    assert Completion.objects.get() == first
    assert LedgerEntry.objects.count() == 1


def test_news_of_a_completion_goes_out_only_after_the_commit(django_capture_on_commit_callbacks):
    heard = []
    completion_recorded.connect(lambda completion, **kwargs: heard.append(completion), weak=False)

    with django_capture_on_commit_callbacks() as callbacks:
        completion = CompletionFactory()
    assert heard == []

    for callback in callbacks:
        callback()
    assert heard == [completion]


def test_voiding_leaves_both_entries_and_the_reason():
    completion = CompletionFactory()

    void = void_completion(
        completion=completion, reason="Taken by a colleague", by=UserFactory(), at=NOON
    )

    assert LedgerEntry.objects.count() == 2
    assert void.reason.text == "Taken by a colleague"
    assert not Completion.objects.standing().exists()
    assert Completion.objects.standing(known_at=completion.recorded_at).get() == completion


def test_a_void_needs_a_reason():
    with pytest.raises(ValidationError, match="Say why"):
        void_completion(completion=CompletionFactory(), reason=" ", by=UserFactory(), at=NOON)


def test_a_completion_is_voided_once():
    completion, hr = CompletionFactory(), UserFactory()
    void_completion(completion=completion, reason="Wrong person", by=hr, at=NOON)

    with pytest.raises(ValidationError, match="already been voided"):
        void_completion(completion=completion, reason="Wrong person", by=hr, at=NOON)


def test_a_completion_can_be_neither_edited_nor_deleted():
    completion = CompletionFactory()

    with pytest.raises(AppendOnlyError):
        completion.save()
    with pytest.raises(AppendOnlyError):
        completion.delete()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE records_completion SET activity_title = 'Another'",
        "DELETE FROM records_completion",
        "UPDATE records_ledgerentry SET body = ''",
        "DELETE FROM records_ledgerentry",
        pytest.param(
            "INSERT OR REPLACE INTO records_completion SELECT * FROM records_completion",
            marks=pytest.mark.skipif(
                connection.vendor != "sqlite", reason="only SQLite replaces a row so"
            ),
        ),
    ],
)
def test_the_database_itself_refuses_to_change_a_record(statement):
    CompletionFactory()

    with (
        pytest.raises(DatabaseError, match="written once"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
