"""Reads of the standard that are not querysets."""

import json
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from .models import Criterion, Element

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Preset:
    """A standard that comes with the product, as a file to load."""

    key: str
    title: str
    path: Path

    def data(self) -> Any:
        return json.loads(self.path.read_text(encoding="utf-8"))


def presets() -> list[Preset]:
    """The standards that come with the product."""
    found = []
    for path in sorted(DATA.glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        found.append(Preset(data["key"], data["title"], path))
    return found


def element_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every element in force, grouped by sub-criterion, as a select shows them."""
    elements = (
        Element.objects.filter(is_retired=False)
        .select_related("sub_criterion__criterion")
        .order_by("sub_criterion__criterion__standard", "sub_criterion__position", "position")
    )
    return [
        (str(sub_criterion), [(str(element.pk), str(element)) for element in group])
        for sub_criterion, group in groupby(elements, key=lambda element: element.sub_criterion)
    ]


def first_criterion() -> Criterion | None:
    """The criterion to show first: the first with sub-criteria that are skills evidence, if any."""
    in_force = Criterion.objects.filter(is_retired=False).order_by("standard", "position")
    skills = in_force.filter(sub_criteria__is_skills_evidence=True, sub_criteria__is_retired=False)
    return skills.first() or in_force.first()
