"""Which completions an export holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self
from uuid import UUID

INCLUDED, LEFT_OUT = "included", "left out"


@dataclass(frozen=True, slots=True)
class CompletionFilters:
    """What somebody asked for. Everything is as recorded on the day of the completion.

    Both days count. Several staff groups mean any of them. The activity's title is only for people
    to read; its key decides.
    """

    from_on: date | None = None
    to_on: date | None = None
    staff_groups: tuple[str, ...] = ()
    activity_key: UUID | None = None
    activity: str = ""
    element: str = ""
    with_voided: bool = True

    def as_json(self) -> dict[str, Any]:
        """As it is kept in the audit log and printed in the manifest."""
        return {
            "from_on": self.from_on.isoformat() if self.from_on else None,
            "to_on": self.to_on.isoformat() if self.to_on else None,
            "staff_groups": list(self.staff_groups),
            "activity_key": str(self.activity_key) if self.activity_key else None,
            "activity": self.activity or None,
            "element": self.element or None,
            "voided": INCLUDED if self.with_voided else LEFT_OUT,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """The same filters again, from what was kept."""
        return cls(
            from_on=date.fromisoformat(kept["from_on"]) if kept["from_on"] else None,
            to_on=date.fromisoformat(kept["to_on"]) if kept["to_on"] else None,
            staff_groups=tuple(kept["staff_groups"]),
            activity_key=UUID(kept["activity_key"]) if kept["activity_key"] else None,
            activity=kept["activity"] or "",
            element=kept["element"] or "",
            with_voided=kept["voided"] == INCLUDED,
        )
