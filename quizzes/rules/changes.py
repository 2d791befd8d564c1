"""What changed from one published version to the next: for a trainer to read, and for item figures.

Figures on how a question works may go on across a change of wording; they begin anew with another
key, other options or another scoring.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

KEY = {"is_right", "right", "accepted", "value", "model_answer"}
SCORING = {
    "kind",
    "credit",
    "costs",
    "scoring",
    "tolerance",
    "is_case_strict",
    "is_spelling_strict",
    "marked_by",
    "weight",
}
OPTIONS = {"order", "shown", "leads_to"}
# What staff read before they answer.
SHOWN = {"prompt", "text", "unit", "customer", "says"}
# Another scenario, or none, is another wording of the situation.
SCENARIO = "scenario"
# Of a quiz.
QUIZ_SCORING = {"pass_mark", "must_pass", "policy"}
QUIZ_OPTIONS = {"questions", "draws", "shuffles_questions", "shuffles_choices"}


class Change(StrEnum):
    """What kind of change it was."""

    WORDING = "wording"
    KEY = "key"
    OPTIONS = "options"
    SCORING = "scoring"


def changes_of_question(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Every kind of change between two frozen questions, as their JSON holds them."""
    old, new = dict(_leaves(before)), dict(_leaves(after))
    found = {
        _kind_of(path) if (path in old and path in new) or path[0] == SCENARIO else Change.OPTIONS
        for path in old.keys() | new.keys()
        if old.get(path) != new.get(path)
    }
    if before["interaction"]["kind"] != after["interaction"]["kind"]:
        found = {Change.SCORING, Change.OPTIONS, Change.KEY} | (found & {Change.WORDING})
    return [change for change in Change if change in found]


def changes_of_quiz(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Every kind of change between two frozen quizzes, as their JSON holds them."""
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    draws = zip(before["draws"], after["draws"], strict=False)
    weigh_otherwise = any(old["must_pass"] != new["must_pass"] for old, new in draws)
    found = set()
    if changed & QUIZ_SCORING or weigh_otherwise:
        found.add(Change.SCORING)
    if changed & QUIZ_OPTIONS:
        found.add(Change.OPTIONS)
    if changed - QUIZ_SCORING - QUIZ_OPTIONS:
        found.add(Change.WORDING)
    return [change for change in Change if change in found]


Path = tuple[str, ...]


def words_shown(question: Mapping[str, Any]) -> dict[Path, str]:
    """Every word of a frozen question that is read before it is answered, by the way to it."""
    return {path: words for path, words in _leaves(question) if path[-1] in SHOWN}


def _leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every single value with the way to it, by ids rather than places where there are ids."""
    if isinstance(value, Mapping):
        for name, each in value.items():
            if name != "id":
                yield from _leaves(each, (*path, name))
    elif isinstance(value, list | tuple) and value and isinstance(value[0], Mapping):
        # The order of steps is the key to them; of anything else it is only how it is shown.
        yield (*path, "right" if path[-1] == "steps" else "order"), [each["id"] for each in value]
        for each in value:
            yield from _leaves(each, (*path, each["id"]))
    else:
        yield path, value


def _kind_of(path: Path) -> Change:
    if path[-1] in KEY:
        return Change.KEY
    if path[-1] in SCORING:
        return Change.SCORING
    return Change.OPTIONS if path[-1] in OPTIONS else Change.WORDING
