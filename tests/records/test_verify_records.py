import json
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from learning.records.checks import triggers_are_in_place
from learning.records.models import CorrectionReason, LedgerEntry, Seal
from learning.records.selectors import verify_records
from learning.records.services import seal_entries, void_completion
from learning.records.triggers import install_triggers, triggers
from tests.factories.people import UserFactory
from tests.factories.records import CompletionFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)


@pytest.fixture
def ledger():
    """Four entries under two seals, and a fifth that is not yet sealed."""
    first = CompletionFactory()
    CompletionFactory()
    seal_entries(at=NOW)
    void_completion(completion=first, reason="Wrong person", by=UserFactory(), at=NOW)
    CompletionFactory()
    seal_entries(at=NOW)
    CompletionFactory()
    return list(LedgerEntry.objects.order_by("pk"))


def behind_the_triggers(sql, *params):
    """Do what somebody with the database's password could do."""
    with connection.cursor() as cursor:
        for trigger in triggers(connection.vendor):
            suffix = f' ON "{trigger.table}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER IF EXISTS "{trigger.name}"{suffix}')
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
        else:
            cursor.execute("PRAGMA defer_foreign_keys = ON")
        cursor.execute(sql, params)
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = origin")


def broken_entries():
    return [problem.entry for problem in verify_records().problems]


def test_an_untouched_ledger_is_whole(ledger):
    found = verify_records()

    assert found.is_whole
    assert (found.entries, found.seals, found.unsealed) == (5, 2, 1)


def test_an_empty_ledger_is_whole():
    assert verify_records().is_whole


def test_a_changed_completion_is_named(ledger):
    behind_the_triggers(
        "UPDATE records_completion SET activity_title = 'Another' WHERE entry_id = %s", ledger[1].pk
    )

    assert broken_entries() == [ledger[1].pk]


def test_an_entry_changed_together_with_its_digest_is_named(ledger):
    behind_the_triggers(
        "UPDATE records_ledgerentry SET sha256 = %s WHERE id = %s", "ab" * 32, ledger[0].pk
    )

    assert set(broken_entries()) == {ledger[0].pk}


def test_a_removed_record_is_named(ledger):
    last_sealed = ledger[3].pk
    behind_the_triggers("DELETE FROM records_completion WHERE entry_id = %s", last_sealed)
    behind_the_triggers("DELETE FROM records_ledgerentry WHERE id = %s", last_sealed)

    assert broken_entries() == [last_sealed]


def test_a_completion_that_lost_its_row_is_named(ledger):
    behind_the_triggers("DELETE FROM records_completion WHERE entry_id = %s", ledger[4].pk)

    assert broken_entries() == [ledger[4].pk]


def test_an_entry_added_by_hand_is_named_even_before_it_is_sealed(ledger):
    behind_the_triggers(
        "INSERT INTO records_ledgerentry (id, key, kind, body, sha256, mac, recorded_at) "
        "SELECT 9000, %s, kind, body, sha256, mac, recorded_at FROM records_ledgerentry "
        "WHERE id = %s",
        "00000000-0000-0000-0000-000000000001"
        if connection.vendor == "postgresql"
        else "00000000000000000000000000000001",
        ledger[1].pk,
    )

    assert set(broken_entries()) == {9000}


def test_a_changed_seal_is_noticed(ledger):
    behind_the_triggers("UPDATE records_seal SET merkle_root = %s", "cd" * 32)

    assert broken_entries() == [ledger[0].pk, ledger[2].pk]


def test_a_removed_seal_breaks_the_chain(ledger):
    behind_the_triggers(
        "DELETE FROM records_seal WHERE id = %s", Seal.objects.order_by("pk").first().pk
    )

    assert ledger[2].pk in broken_entries()


def test_erasing_the_words_of_a_reason_leaves_the_ledger_whole(ledger):
    CorrectionReason.objects.all().delete()

    assert verify_records().is_whole


def test_rewriting_the_words_of_a_reason_is_named(ledger):
    CorrectionReason.objects.update(text="Something kinder")

    assert broken_entries() == [ledger[2].pk]


def test_the_command_names_the_entry_and_exits_with_1(ledger):
    behind_the_triggers(
        "UPDATE records_completion SET pass_mark = 1 WHERE entry_id = %s", ledger[1].pk
    )
    output = StringIO()

    with pytest.raises(SystemExit) as stopped:
        call_command("verify_records", stdout=output)

    assert stopped.value.code == 1
    assert output.getvalue().startswith(f"Entry {ledger[1].pk} ")


def test_the_command_reports_in_json(ledger):
    output = StringIO()

    call_command("verify_records", format="json", stdout=output)

    assert json.loads(output.getvalue())["is_whole"] is True


def test_a_seal_that_an_export_prints_can_be_asked_for(ledger):
    with pytest.raises(SystemExit):
        call_command("verify_records", expect_seal="ef" * 32, stdout=StringIO())

    call_command("verify_records", expect_seal=Seal.objects.last().sha256, stdout=StringIO())


def test_triggers_that_were_dropped_are_reported_and_put_back(ledger):
    behind_the_triggers("SELECT 1")
    reported = triggers_are_in_place(databases=["default"])
    assert {message.id for message in reported} == {"records.E001"}

    install_triggers("default")

    assert triggers_are_in_place(databases=["default"]) == []
