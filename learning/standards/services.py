"""Loading a standard from the data of its file."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction
from wagtail.log_actions import log

from .models import Criterion, Element, Standard, SubCriterion
from .rules.changes import Change, Effect, HeldPart, PartKey, changes_between
from .rules.reading import Level, MistakesFoundError, PartDraft, StandardDraft, read_standard
from .sentences import sentence_for

STANDARD_LOADED = "standards.load"


class StandardNotLoadedError(ValueError):
    """The data holds mistakes, so nothing was loaded. `sentences` names each with its place."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True, slots=True)
class LoadPlan:
    """What loading would do, part by part."""

    draft: StandardDraft
    changes: tuple[Change, ...]

    @property
    def worth_showing(self) -> list[Change]:
        """Every change but those that change nothing."""
        return [change for change in self.changes if change.effect is not Effect.UNCHANGED]


@dataclass(frozen=True, slots=True)
class LoadResult:
    """How many criteria, sub-criteria and elements loading made, changed, retired or left alone."""

    standard: Standard
    created: int
    updated: int
    retired: int
    unchanged: int


def plan_load(*, data: object) -> LoadPlan:
    """What `load_standard` would do with this data, without doing it."""
    try:
        draft = read_standard(data)
    except MistakesFoundError as found:
        raise StandardNotLoadedError([sentence_for(each) for each in found.mistakes]) from found
    changes = changes_between(_held(draft.key), draft.parts)
    return LoadPlan(draft, tuple(changes))


@transaction.atomic
def load_standard(*, data: object, at: datetime) -> LoadResult:
    """Bring a standard up to date with its file, all of it or nothing. Twice is the same as once.

    Missing parts are retired, because records and claims refer to them; the official wording that
    an organisation pasted in is left alone.
    """
    plan = plan_load(data=data)
    draft = plan.draft
    standard, _created = Standard.objects.update_or_create(
        key=draft.key, defaults={"title": draft.title, "source": draft.source}
    )
    _write(standard, draft.parts)
    _retire(standard, plan.changes)
    _mark_skills_evidence(standard, draft.skills_evidence)
    counts = Counter(change.effect.value for change in plan.changes)
    result = LoadResult(standard, **{effect.value: counts[effect.value] for effect in Effect})
    if plan.worth_showing:
        log(standard, STANDARD_LOADED, timestamp=at, data=dict(counts))
    return result


def _held(key: str) -> dict[PartKey, HeldPart]:
    parts: Iterable[tuple[Level, Any, str]] = (
        *((Level.CRITERION, part, "") for part in Criterion.objects.filter(standard__key=key)),
        *(
            (Level.SUB_CRITERION, part, part.criterion.number)
            for part in SubCriterion.objects.filter(criterion__standard__key=key).select_related(
                "criterion"
            )
        ),
        *(
            (Level.ELEMENT, part, part.sub_criterion.number)
            for part in Element.objects.filter(
                sub_criterion__criterion__standard__key=key
            ).select_related("sub_criterion")
        ),
    )
    return {
        (level, part.number): HeldPart(_as_draft(level, part, parent), part.is_retired)
        for level, part, parent in parts
    }


def _as_draft(level: Level, part: Any, parent: str) -> PartDraft:
    return PartDraft(
        level=level,
        number=part.number,
        title=part.title,
        parent=parent,
        summary=getattr(part, "summary", ""),
        training_relevance=getattr(part, "training_relevance", "none"),
        typical_evidence=tuple(getattr(part, "typical_evidence", ())),
    )


def _write(standard: Standard, parts: tuple[PartDraft, ...]) -> None:
    """Write every part, from the top level down. Positions run through the whole standard."""
    parents: dict[PartKey, models.Model] = {}
    for position, part in enumerate(parts):
        written: models.Model
        common = {"title": part.title, "position": position, "is_retired": False}
        if part.level is Level.CRITERION:
            written, _made = Criterion.objects.update_or_create(
                standard=standard,
                number=part.number,
                defaults=common | {"summary": part.summary},
            )
        elif part.level is Level.SUB_CRITERION:
            written, _made = _in_standard(SubCriterion, standard).update_or_create(
                number=part.number,
                defaults=common | {"criterion": parents[Level.CRITERION, part.parent]},
            )
        else:
            written, _made = _in_standard(Element, standard).update_or_create(
                number=part.number,
                defaults=common
                | {
                    "sub_criterion": parents[Level.SUB_CRITERION, part.parent],
                    "summary": part.summary,
                    "training_relevance": part.training_relevance,
                    "typical_evidence": list(part.typical_evidence),
                },
            )
        parents[part.level, part.number] = written


def _in_standard(kind: type[models.Model], standard: Standard) -> models.QuerySet:
    above = "criterion" if kind is SubCriterion else "sub_criterion__criterion"
    return kind._default_manager.filter(**{f"{above}__standard": standard})


def _retire(standard: Standard, changes: Iterable[Change]) -> None:
    retired: dict[Level, list[str]] = {level: [] for level in Level}
    for change in changes:
        if change.effect is Effect.RETIRED:
            retired[change.part.level].append(change.part.number)
    standard.criteria.filter(number__in=retired[Level.CRITERION]).update(is_retired=True)
    for level, kind in ((Level.SUB_CRITERION, SubCriterion), (Level.ELEMENT, Element)):
        _in_standard(kind, standard).filter(number__in=retired[level]).update(is_retired=True)


def _mark_skills_evidence(standard: Standard, numbers: frozenset[str]) -> None:
    """Which sub-criteria count is the organisation's to say: the file speaks only before it has."""
    sub_criteria = _in_standard(SubCriterion, standard)
    if not sub_criteria.filter(is_skills_evidence=True).exists():
        sub_criteria.filter(number__in=numbers).update(is_skills_evidence=True)
