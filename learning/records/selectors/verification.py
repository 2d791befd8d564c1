"""Proving that the ledger is whole: bytes against columns, entries against seals."""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from learning.records.choices import EntryKind
from learning.records.keys import public_key_of, sealing_key
from learning.records.models import Completion, CorrectionReason, LedgerEntry, Seal, Void
from learning.records.rules.canonical import canonical_json, sha256_of
from learning.records.rules.facts import completion_fact, void_fact
from learning.records.rules.merkle import leaf_hash, merkle_root, unpack_leaves
from learning.records.services import code_of, reason_digest, seal_statement
from learning.records.services.ledger import FIRST_SEAL


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the ledger that is not as it was written. `entry` is its number."""

    entry: int | None
    sentence: str


@dataclass(slots=True)
class Verification:
    """What was checked, and every problem found, the first broken entry first."""

    entries: int = 0
    seals: int = 0
    unsealed: int = 0
    latest_seal: str = ""
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return not self.problems


def latest_seal() -> Seal | None:
    return Seal.objects.order_by("pk").defer("leaves").last()


def verify_records() -> Verification:
    """Check every entry, every fact and every seal. Memory does not grow with the ledger."""
    found = Verification()
    expected = _expected_leaves(found)
    entries = (
        LedgerEntry.objects.order_by("pk")
        .select_related("completion", "void__completion")
        .iterator(chunk_size=2000)
    )
    leaf = next(expected, None)
    for entry in entries:
        found.entries += 1
        while leaf is not None and leaf[0] < entry.pk:
            found.problems.append(_missing(leaf[0]))
            leaf = next(expected, None)
        for sentence in _problems_of(entry):
            found.problems.append(Problem(entry.pk, sentence))
        if leaf is None:
            found.unsealed += 1
        elif leaf[0] == entry.pk:
            if leaf[1] != leaf_hash(entry.pk, entry.sha256):
                found.problems.append(
                    Problem(entry.pk, _("is not what was sealed: its bytes were changed."))
                )
            leaf = next(expected, None)
        else:
            found.problems.append(
                Problem(entry.pk, _("was added after its neighbours were sealed."))
            )
    for number, _hash in chain([leaf] if leaf else [], expected):
        found.problems.append(_missing(number))
    found.problems.extend(_facts_without_an_entry())
    found.problems.extend(_rewritten_reasons())
    found.problems.sort(key=lambda problem: (problem.entry is not None, problem.entry or 0))
    return found


def _missing(number: int) -> Problem:
    return Problem(number, _("is missing: it was sealed and has been removed."))


def _expected_leaves(found: Verification) -> Iterator[tuple[int, bytes]]:
    """The sealed entries' numbers and leaf hashes, in order, with each seal checked on the way."""
    previous = FIRST_SEAL
    public_key = public_key_of(sealing_key())
    for seal in Seal.objects.order_by("pk").iterator(chunk_size=10):
        leaves = unpack_leaves(bytes(seal.leaves))
        statement = seal_statement(seal)
        sound = (
            seal.previous_sha256 == previous
            and seal.sha256 == sha256_of(statement)
            and seal.public_key == public_key
            and seal.count == len(leaves)
            and seal.merkle_root == merkle_root([leaf for _number, leaf in leaves])
            and _is_signed(seal, statement)
        )
        if not sound:
            found.problems.append(
                Problem(
                    seal.first_entry,
                    _("to %(last)s: the seal over these entries was changed or is not ours.")
                    % {"last": seal.last_entry},
                )
            )
        found.seals += 1
        found.latest_seal = previous = seal.sha256
        yield from leaves


def _is_signed(seal: Seal, statement: str) -> bool:
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(seal.public_key))
        key.verify(bytes.fromhex(seal.signature), statement.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def _problems_of(entry: LedgerEntry) -> Iterator[str]:
    if entry.sha256 != sha256_of(entry.body):
        yield _("has bytes that do not match its SHA-256.")
    if not hmac.compare_digest(entry.mac, code_of(entry.body)):
        yield _("was not written by this system, or was changed since.")
    fact = _fact_of(entry)
    if fact is None:
        yield _("has lost the row that it records.")
        return
    written = canonical_json(fact | {"entry": entry.key, "kind": entry.kind})
    if written != entry.body or fact["recorded_at"] != entry.recorded_at:
        yield _("and its row differ: the row was changed.")


def _fact_of(entry: LedgerEntry) -> dict[str, object] | None:
    if entry.kind == EntryKind.COMPLETION:
        completion = getattr(entry, "completion", None)
        if completion is None:
            return None
        return completion_fact(completion) | {"recorded_at": completion.recorded_at}
    void = getattr(entry, "void", None)
    if void is None:
        return None
    return void_fact(
        completion_key=void.completion.key,
        recorded_by_key=void.recorded_by_key,
        reason_digest=void.reason_digest,
    ) | {"recorded_at": void.recorded_at}


def _rewritten_reasons() -> Iterator[Problem]:
    """Reasons that say something else than when they were given. Those erased say nothing."""
    for reason in CorrectionReason.objects.iterator():
        if reason.digest != reason_digest(salt=reason.salt, text=reason.text):
            for model in (Completion, Void):
                told = model.objects.filter(reason_digest=reason.digest).order_by("entry_id")
                for number in told.values_list("entry_id", flat=True):
                    yield Problem(number, _("gives a reason whose words were changed."))


def _facts_without_an_entry() -> Iterator[Problem]:
    """Rows added by hand: a fact whose entry is missing or records something else."""
    for model, kind in ((Completion, EntryKind.COMPLETION), (Void, EntryKind.VOID)):
        entry = LedgerEntry.objects.filter(pk=OuterRef("entry_id"), kind=kind)
        stray = model.objects.filter(~Exists(entry)).order_by("entry_id")
        for number in stray.values_list("entry_id", flat=True).iterator():
            yield Problem(number, _("is named by a row that was not written with it."))
