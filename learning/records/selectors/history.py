"""What somebody has completed, with what was voided and why, for their page."""

from dataclasses import dataclass
from datetime import date, datetime

from learning.people.models import StaffMember
from learning.records.models import Completion, CorrectionReason, Void

# So many fit on their page, which costs the same for a long career. The list has them all.
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Recorded:
    """A completion, whether it stands, and the reason if it was voided."""

    completion: Completion
    void: Void | None
    reason: str  # of the void; empty where it stands, or where the words were erased


def history_of(
    staff_member: StaffMember, *, on: date, known_at: datetime | None = None
) -> list[Recorded]:
    """Their latest completions, voided ones too, as known at the moment. Two queries."""
    completions = (
        Completion.objects.known(known_at)
        .by(staff_member)
        .filter(completed_on__lte=on)
        .select_related("void")
        .order_by("-completed_at", "-pk")
    )
    voids = {each: _void_of(each, known_at) for each in completions[:SHOWN]}
    digests = [void.reason_digest for void in voids.values() if void]
    reasons = dict(
        CorrectionReason.objects.filter(digest__in=digests).values_list("digest", "text")
    )
    return [
        Recorded(each, void, reasons.get(void.reason_digest, "") if void else "")
        for each, void in voids.items()
    ]


def _void_of(completion: Completion, known_at: datetime | None) -> Void | None:
    void = getattr(completion, "void", None)
    if void is None or (known_at is not None and void.recorded_at > known_at):
        return None
    return void
