"""Completions by the million, with the ledger entries that `verify_records` finds whole."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import SimpleNamespace

from learning.records.choices import EntryKind, Source
from learning.records.rules.canonical import canonical_json, sha256_of
from learning.records.rules.dates import counts_until
from learning.records.rules.facts import COMPLETION_COLUMNS, completion_fact
from learning.records.services import code_of

from .size import REFRESHER_MONTHS, Size
from .writing import Row, as_key, as_time, give_out_numbers_after, write_rows

CLOCK = "12:00:00"
ENTRY_COLUMNS = ("id", "key", "kind", "body", "sha256", "mac", "recorded_at")
COLUMNS = ("entry_id", *COMPLETION_COLUMNS, "recorded_at")
SHA256 = "5e" * 32


@dataclass(frozen=True, slots=True)
class Known:
    """What the database has of the organisation already: keys, names and groups, by number."""

    staff_keys: list[str]
    activity_keys: list[str]
    titles: list[str]
    elements: list[str]
    groups: list[str]


def write_completions(
    size: Size, known: Known, *, already: int = 0, say: Callable[[int], None]
) -> None:
    """The entries first, then the completions that they are of, each once through.

    Those that a smaller organisation has are there `already`.
    """
    done = 0
    for table, columns, rows in (
        ("records_ledgerentry", ENTRY_COLUMNS, _entries(size, known, already)),
        ("records_completion", COLUMNS, _completions(size, known, already)),
    ):
        for count in write_rows(table, columns, rows):
            done += count
            say(done // 2)
    give_out_numbers_after("records_ledgerentry", size.completions)


def _facts(size: Size, already: int) -> Iterator[tuple[int, int, int, date]]:
    """Number, person, activity and day of each."""
    number = already
    for person in range(size.staff):
        for activity, day in size.completions_of(person, already=already):
            number += 1
            yield number, person, activity, day


def _key(number: int) -> str:
    return f"5eed0000-0000-4000-8000-{number:012x}"


@cache
def _days(day: date) -> tuple[str, str]:
    """The day, and the last one on which it counts, as text."""
    return day.isoformat(), str(counts_until(day, REFRESHER_MONTHS))


def _entries(size: Size, known: Known, already: int) -> Iterator[Row]:
    groups = [_groups(size, known, person) for person in range(size.staff)]
    templates: dict[tuple[int, str], str] = {}
    for number, person, activity, day in _facts(size, already):
        kind = (activity, groups[person])
        if kind not in templates:
            templates[kind] = _template(known, *kind)
        on, until = _days(day)
        key = _key(number)
        body = templates[kind] % {
            "key": key,
            "staff_key": known.staff_keys[person],
            "on": on,
            "until": until,
            "at": f"{on}T{CLOCK}.000000+00:00",
        }
        yield (
            str(number),
            as_key(key),
            EntryKind.COMPLETION.value,
            body,
            sha256_of(body),
            code_of(body),
            as_time(on, CLOCK),
        )


def _template(known: Known, activity: int, groups: str) -> str:
    """The canonical bytes of a completion, with places for what differs from one to the next."""
    fact = completion_fact(
        SimpleNamespace(
            **_same(known, activity, groups),
            key="%(key)s",
            staff_key="%(staff_key)s",
            source_key="%(key)s",
            completed_at="%(at)s",
            completed_on="%(on)s",
            expires_on="%(until)s",
        )
    )
    entry = {"entry": "%(key)s", "kind": EntryKind.COMPLETION.value, "recorded_at": "%(at)s"}
    return canonical_json(fact | entry)


def _same(known: Known, activity: int, groups: str) -> dict[str, object]:
    """The columns that are alike for all who complete the activity, in the same groups."""
    return {
        "activity_key": known.activity_keys[activity],
        "activity_title": known.titles[activity],
        "content_version": 1,
        "content_sha256": SHA256,
        "paper_sha256": SHA256,
        "pass_mark": 80,
        "marks_awarded": "9",
        "marks_available": "10",
        "elements": known.elements[activity],
        "staff_groups": groups,
        "source": Source.QUIZ.value,
        "recorded_by_key": None,
        "replaces_key": None,
        "reason_digest": "",
    }


def _groups(size: Size, known: Known, person: int) -> str:
    return "; ".join(sorted(known.groups[group] for group in size.groups_of(person)))


def _completions(size: Size, known: Known, already: int) -> Iterator[Row]:
    staff_keys = [as_key(key) for key in known.staff_keys]
    groups = [_groups(size, known, person) for person in range(size.staff)]
    same: dict[tuple[int, str], dict[str, str | None]] = {}
    for number, person, activity, day in _facts(size, already):
        kind = (activity, groups[person])
        if kind not in same:
            same[kind] = {
                name: None if value is None else str(value)
                for name, value in _same(known, *kind).items()
            } | {"activity_key": as_key(known.activity_keys[activity])}
        on, until = _days(day)
        key, at = as_key(_key(number)), as_time(on, CLOCK)
        row = same[kind] | {
            "entry_id": str(number),
            "key": key,
            "staff_key": staff_keys[person],
            "source_key": key,
            "completed_at": at,
            "completed_on": on,
            "expires_on": until,
            "recorded_at": at,
        }
        yield [row[name] for name in COLUMNS]
