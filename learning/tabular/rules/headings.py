"""Which column of a table from outside is which, whatever the office calls it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

FieldT = TypeVar("FieldT", bound=StrEnum)

# We write this one ourselves, into the file of rows to correct.
WHAT_TO_CORRECT = "What to correct"
VALUE_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Columns(Generic[FieldT]):
    """Where each field stands in a file, and which of its columns we do not use."""

    header: tuple[str, ...]
    places: Mapping[FieldT, int]
    ignored: tuple[str, ...]
    missing: tuple[FieldT, ...]

    def name_of(self, field: FieldT) -> str:
        """What the file itself calls the column, so that a message can be found in the file."""
        return self.header[self.places[field]]


@dataclass(frozen=True, slots=True)
class Layout(Generic[FieldT]):
    """A sort of table that we take in: what its columns may be called, and which must be there."""

    names: Mapping[FieldT, tuple[str, ...]]
    required: tuple[FieldT, ...]

    def suggest(
        self, header: Sequence[str], remembered: Mapping[str, str] | None = None
    ) -> dict[str, str]:
        """Which column is which, for each by its name: as remembered, or as offices call them.

        The first of two that mean the same counts; the other is not used.
        """
        usual = {name: str(field) for field, names in self.names.items() for name in names}
        known = {plain(name): field for name, field in (remembered or usual).items()}
        mapping: dict[str, str] = {}
        for name in header:
            field = known.get(plain(name), "")
            mapping[name] = field if field not in mapping.values() else ""
        return mapping

    def columns(self, header: Sequence[str], mapping: Mapping[str, str]) -> Columns[FieldT]:
        """Where each field stands, once it is settled which column is which."""
        fields = {str(field): field for field in self.names}
        places = {
            fields[field]: place
            for place, name in enumerate(header)
            if (field := mapping.get(name))
        }
        unused = [name for name in header if not mapping.get(name)]
        return Columns(
            header=tuple(header),
            places=places,
            ignored=tuple(name for name in unused if plain(name) != plain(WHAT_TO_CORRECT)),
            missing=tuple(field for field in self.required if field not in places),
        )


def shown(cell: str) -> str:
    """As much of a cell as fits beside a message."""
    return cell if len(cell) <= VALUE_SHOWN else cell[:VALUE_SHOWN] + "…"


def key_of_header(header: Sequence[str]) -> str:
    """The same for the same set of columns, in whatever order, with or without our own."""
    return "\n".join(sorted({plain(name) for name in header} - {plain(WHAT_TO_CORRECT)}))


def plain(name: str) -> str:
    """A heading as headings are compared: letters and digits, in one case."""
    kept = "".join(letter if letter.isalnum() else " " for letter in name.casefold())
    return " ".join(kept.split())
