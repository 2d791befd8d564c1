"""What somebody has completed, with what was voided and why, for their page."""

from dataclasses import dataclass
from datetime import date, datetime

from learning.people.models import StaffMember
from learning.records.models import Completion, Void

# Older ones are found in the list of completions.
SHOWN = 200


@dataclass(frozen=True, slots=True)
class Recorded:
    """A completion, whether it stands, and the reason if it was voided."""

    completion: Completion
    void: Void | None

    @property
    def reason(self) -> str:
        """The words of the reason; none where it stands, or where they were erased."""
        reason = getattr(self.void, "reason", None)
        return reason.text if reason else ""


def history_of(
    staff_member: StaffMember, *, on: date, known_at: datetime | None = None
) -> list[Recorded]:
    """Their latest completions, voided ones too, as known at the moment. One query."""
    completions = (
        Completion.objects.known(known_at)
        .by(staff_member)
        .filter(completed_on__lte=on)
        .select_related("void__reason")
        .order_by("-completed_at", "-pk")
    )
    return [
        Recorded(completion, _void_of(completion, known_at)) for completion in completions[:SHOWN]
    ]


def _void_of(completion: Completion, known_at: datetime | None) -> Void | None:
    void = getattr(completion, "void", None)
    if void is None or (known_at is not None and void.recorded_at > known_at):
        return None
    return void
