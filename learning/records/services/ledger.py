"""Writing entries and sealing them."""

import hashlib
import hmac
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from learning.records.choices import EntryKind
from learning.records.keys import authentication_key, public_key_of, sealing_key
from learning.records.models import LedgerEntry, Seal
from learning.records.rules.canonical import canonical_json, sha256_of
from learning.records.rules.merkle import leaf_hash, merkle_root, pack_leaves

SEAL_SIZE = 10_000
FIRST_SEAL = "0" * 64


def code_of(body: str) -> str:
    """The HMAC-SHA-256 that shows an entry was written by us."""
    return hmac.new(authentication_key(), body.encode(), hashlib.sha256).hexdigest()


def new_entry(*, key: UUID, kind: EntryKind, fact: dict[str, object], at: datetime) -> LedgerEntry:
    """An entry for the fact, not yet stored. Its body names its own key, kind and time."""
    body = canonical_json(fact | {"entry": key, "kind": kind.value, "recorded_at": at})
    return LedgerEntry(
        key=key, kind=kind, body=body, sha256=sha256_of(body), mac=code_of(body), recorded_at=at
    )


def write_entry(
    *, key: UUID, kind: EntryKind, fact: dict[str, object], at: datetime
) -> LedgerEntry:
    """Append an entry, in the transaction of the fact."""
    entry = new_entry(key=key, kind=kind, fact=fact, at=at)
    entry.save()
    return entry


def seal_entries(*, at: datetime) -> list[Seal]:
    """Seal every entry that has no seal yet. Nobody waits for it but the writers of that moment."""
    made = []
    while seal := _seal_next(at=at):
        made.append(seal)
    return made


@transaction.atomic
def _seal_next(*, at: datetime) -> Seal | None:
    if connection.vendor == "postgresql":
        # Numbers are given out before commit, so wait until no writer is under way: then no entry
        # with a lower number can still appear, and no second sealer can start on the same entries.
        # Give up rather than hold writers back for long.
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '2s'")
            cursor.execute(f"LOCK TABLE {LedgerEntry._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")
    last = Seal.objects.order_by("pk").last()
    entries = LedgerEntry.objects.filter(pk__gt=last.last_entry if last else 0)
    numbered = list(entries.order_by("pk").values_list("pk", "sha256")[:SEAL_SIZE])
    if not numbered:
        return None
    leaves = [(number, leaf_hash(number, sha256)) for number, sha256 in numbered]
    key = sealing_key()
    seal = Seal(
        first_entry=numbered[0][0],
        last_entry=numbered[-1][0],
        count=len(numbered),
        leaves=pack_leaves(leaves),
        merkle_root=merkle_root([leaf for _number, leaf in leaves]),
        previous_sha256=last.sha256 if last else FIRST_SEAL,
        public_key=public_key_of(key),
        sealed_at=at,
    )
    statement = seal_statement(seal)
    seal.sha256 = sha256_of(statement)
    seal.signature = key.sign(statement.encode()).hex()
    seal.save()
    return seal


def seal_statement(seal: Seal) -> str:
    """What a seal says, in canonical bytes, and so what is signed."""
    return canonical_json(
        {
            "seal": 1,
            "first_entry": seal.first_entry,
            "last_entry": seal.last_entry,
            "count": seal.count,
            "root": seal.merkle_root,
            "previous_sha256": seal.previous_sha256,
            "sealed_at": seal.sealed_at,
        }
    )
