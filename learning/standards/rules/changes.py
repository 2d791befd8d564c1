"""What loading a standard would change, compared with what is held."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from .reading import Level, PartDraft

PartKey = tuple[Level, str]


class Effect(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    RETIRED = "retired"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class HeldPart:
    """A part as it is held, and whether it is retired."""

    draft: PartDraft
    is_retired: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to one part. Bringing a retired part back is an update."""

    effect: Effect
    part: PartDraft
    before: HeldPart | None = None

    @property
    def is_brought_back(self) -> bool:
        return self.before is not None and self.before.is_retired and self.effect is Effect.UPDATED


def changes_between(
    held: Mapping[PartKey, HeldPart], wanted: tuple[PartDraft, ...]
) -> list[Change]:
    """One change for each part of either, the wanted ones in their printed order.

    A part is known by its level and number. One that the file lacks is retired, never removed;
    one that was retired already stays as it is.
    """
    changes = [_change(held.get((part.level, part.number)), part) for part in wanted]
    numbered = {(part.level, part.number) for part in wanted}
    missing = (part for key, part in held.items() if key not in numbered)
    changes.extend(
        Change(Effect.UNCHANGED if part.is_retired else Effect.RETIRED, part.draft, part)
        for part in missing
    )
    return changes


def _change(held: HeldPart | None, part: PartDraft) -> Change:
    if held is None:
        return Change(Effect.CREATED, part)
    same = held == HeldPart(part)
    return Change(Effect.UNCHANGED if same else Effect.UPDATED, part, held)
