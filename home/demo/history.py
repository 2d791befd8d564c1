"""Fourteen months of what the council's staff learnt, with the gaps that real life leaves.

What is older than the site's own quizzes was brought over from the system before it, and says so.
The rest was taken here: each attempt has its paper, its answers and its marks.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from uuid import uuid4

from django.db import transaction

from learning.catalogue.models import Activity, Audience
from learning.people.models import Employment, Membership, StaffMember
from learning.records.choices import Source
from learning.records.rules.dates import months_later
from learning.records.services import record_completion
from modules.models import ModulePage
from modules.services import mark_section_read, version_in_force
from quizzes.models import Quiz
from quizzes.rules.interactions import (
    ChoiceInteraction,
    Confidence,
    Conversation,
    Interaction,
    Matching,
    Ordering,
)
from quizzes.services import save_answer, start_attempt, submit_attempt

from .log_ins import ASHA
from .people import at_nine

# Before so many days ago, completions came from the system that Cultivate replaced.
TAKEN_HERE_DAYS = 35
# The share of each group that gets round to its training.
DILIGENCE = {
    "Reception": 0.94,
    "Contact centre": 0.88,
    "Libraries": 0.85,
    "Managers and supervisors": 0.8,
    "Housing": 0.74,
    "Revenues and benefits": 0.7,
    "Rangers and visitor centres": 0.66,
    "Planning": 0.55,
    "Support services": 0.5,
    "Members": 0.34,
    "Waste and street crews": 0.3,
}


@dataclass(frozen=True, slots=True)
class Sitting:
    """That somebody completed a module on a day, perhaps at the second try."""

    person: StaffMember
    page: ModulePage
    at: datetime
    failed_first: bool


def live_through(pages: Iterable[ModulePage], *, today: date) -> None:
    """Let everybody learn, or not, up to today."""
    random = Random("Northmoor")  # noqa: S311 - the same history every time
    here_from = today - timedelta(days=TAKEN_HERE_DAYS)
    sittings = [
        sitting
        for page in pages
        for sitting in _sittings(page, today=today, random=random)
        if sitting.person.payroll_number != ASHA
    ]
    sittings.sort(key=lambda sitting: sitting.at)
    with transaction.atomic():
        for sitting in sittings:
            if sitting.at.date() < here_from:
                _bring_over(sitting)
    for sitting in sittings:
        if sitting.at.date() >= here_from:
            _take_here(sitting, random=random)


def leave_asha_something_to_do(pages: dict[str, ModulePage], *, today: date) -> None:
    """One thing lapsed, one begun, one done and one for the asking: what a list should show."""
    asha = StaffMember.objects.get(payroll_number=ASHA)
    lapsed_at = at_nine(today - timedelta(days=380))
    _bring_over(Sitting(asha, pages["putting-a-complaint-right"], lapsed_at, failed_first=False))
    random = Random("Asha")  # noqa: S311 - the same history every time
    done = Sitting(asha, pages["privacy"], at_nine(today - timedelta(days=33)), failed_first=True)
    _take_here(done, random=random)
    page = pages["bad-news-and-delay"]
    for section in list(page.sections)[:2]:
        mark_section_read(
            staff_member=asha,
            page=page,
            section_id=section.id,
            at=at_nine(today - timedelta(days=2)),
        )


def _sittings(page: ModulePage, *, today: date, random: Random) -> Iterator[Sitting]:
    """When each person it is meant for completed the module, and again when it had lapsed."""
    published_on = page.first_published_at.date()
    groups = Audience.objects.known().filter(activity__key=page.activity_key)
    diligence = _diligence_of(set(groups.values_list("staff_group", flat=True)))
    spells = Employment.objects.known().order_by("staff_member__payroll_number", "from_on")
    for spell in spells.select_related("staff_member"):
        share = diligence.get(spell.staff_member_id, 0)
        day = max(published_on, spell.from_on) + timedelta(days=random.randint(3, 60))
        last = min(spell.to_on or today, today - timedelta(days=1))
        while share and random.random() < share and day <= last:
            minutes = random.randint(0, 8 * 60)
            yield Sitting(
                spell.staff_member,
                page,
                at_nine(day) + timedelta(minutes=minutes),
                failed_first=random.random() < 0.22,
            )
            day = months_later(day, page.refresher_months or 1200) + timedelta(
                days=random.randint(-20, 25)
            )
            share **= 0.4  # whoever has done it once mostly does it again


def _diligence_of(groups: set[int]) -> dict[int, float]:
    shares: dict[int, float] = {}
    memberships = Membership.objects.known().filter(staff_group__in=groups)
    for person, name in memberships.values_list("staff_member", "staff_group__name"):
        shares[person] = max(shares.get(person, 0), DILIGENCE.get(name, 0.5))
    return shares


def _bring_over(sitting: Sitting) -> None:
    record_completion(
        staff_member=sitting.person,
        activity=Activity.objects.get(key=sitting.page.activity_key),
        source=Source.IMPORT,
        source_key=uuid4(),
        completed_at=sitting.at,
    )


def _take_here(sitting: Sitting, *, random: Random) -> None:
    page = sitting.page
    if sitting.failed_first:
        earlier = sitting.at - timedelta(minutes=25)
        _answer_and_submit(sitting, at=earlier, wrong=random.randint(2, 4), random=random)
    for section in page.sections:
        mark_section_read(
            staff_member=sitting.person, page=page, section_id=section.id, at=sitting.at
        )
    _answer_and_submit(sitting, at=sitting.at, wrong=random.randint(0, 1), random=random)


def _answer_and_submit(sitting: Sitting, *, at: datetime, wrong: int, random: Random) -> None:
    """Take the quiz, with so many answers wrong."""
    activity, version = version_in_force(page=sitting.page, at=at)
    attempt = start_attempt(
        staff_member=sitting.person,
        quiz=Quiz.objects.get(pk=sitting.page.quiz_id),
        activity=activity,
        content_version=version.number,
        content_sha256=version.sha256,
        at=at,
    )
    questions = attempt.drawn.questions
    scored = [question.key for question in attempt.drawn.scored]
    missed = set(random.sample(scored, wrong))
    for number, question in enumerate(questions):
        save_answer(
            attempt=attempt,
            question_key=question.key,
            answer=_response(
                question.interaction, rightly=question.key not in missed, random=random
            ),
            idempotency_key=uuid4(),
            at=at + timedelta(minutes=number + 1),
        )
    submitted_at = at + timedelta(minutes=len(questions) + 1)
    submit_attempt(key=attempt.key, staff_member=sitting.person, at=submitted_at)


def _response(interaction: Interaction, *, rightly: bool, random: Random) -> object:
    match interaction:
        case ChoiceInteraction():
            right = interaction.right_ids
            others = [choice.id for choice in interaction.choices if choice.id not in right]
            return list(right) if rightly else [random.choice(others)]
        case Ordering():
            return interaction.right_order if rightly else list(interaction.shown)
        case Matching():
            options = [option.id for option in interaction.places[0].options]
            return {
                place.id: place.right if rightly else random.choice(options)
                for place in interaction.places
            }
        case Conversation():
            return [reply.id for reply in interaction.best_path] if rightly else _worst(interaction)
        case Confidence():
            return [random.choice(interaction.levels[1:]).id]
    raise ValueError(f"Nobody in the demonstration answers questions of kind {interaction.kind}.")


def _worst(conversation: Conversation) -> list[str]:
    """The reply that costs most, at every step."""
    path: list[str] = []
    while (now := conversation.now(path)) is not None:
        path.append(max(now.replies, key=lambda reply: reply.costs).id)
    return path
