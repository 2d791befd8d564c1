"""Reading a standard from the data of its file. Every mistake is found, with its place."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

LONGEST_NUMBER = 20
LONGEST_TITLE = 255
LONGEST_KEY = 50
RELEVANCES = ("none", "supporting", "direct")


class Level(StrEnum):
    CRITERION = "criterion"
    SUB_CRITERION = "sub-criterion"
    ELEMENT = "element"


# In the file, the parts of each level lie under the part above them, by these names.
LISTS = (
    (Level.CRITERION, "criteria"),
    (Level.SUB_CRITERION, "subcriteria"),
    (Level.ELEMENT, "elements"),
)


class Problem(StrEnum):
    NOT_A_STANDARD = "not a standard"
    NO_NAME = "no name"
    BAD_KEY = "bad key"
    NOT_A_LIST = "not a list"
    NOT_A_PART = "not a part"
    NO_NUMBER = "no number"
    LONG_NUMBER = "long number"
    REPEATED_NUMBER = "repeated number"
    NO_TITLE = "no title"
    LONG_TITLE = "long title"
    NOT_TEXT = "not text"
    BAD_RELEVANCE = "bad relevance"
    BAD_EVIDENCE = "bad evidence"
    UNKNOWN_SKILLS = "unknown skills"


Place = tuple[tuple[Level, str], ...]


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong, and where: the parts from the top down, by number or by place in the list."""

    problem: Problem
    place: Place = ()
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PartDraft:
    """A criterion, sub-criterion or element as its file has it."""

    level: Level
    number: str
    title: str
    parent: str = ""
    summary: str = ""
    training_relevance: str = "none"
    typical_evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StandardDraft:
    """A standard as its file has it, its parts in the order in which they are printed."""

    key: str
    title: str
    source: str
    parts: tuple[PartDraft, ...]
    skills_evidence: frozenset[str] = frozenset()


class MistakesFoundError(ValueError):
    """The data is not a standard that can be loaded; says every reason."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__(mistakes)
        self.mistakes = mistakes


def read_standard(data: object) -> StandardDraft:
    """The standard in the data of a file, or every mistake that stops it."""
    if not isinstance(data, Mapping):
        raise MistakesFoundError([Mistake(Problem.NOT_A_STANDARD)])
    mistakes: list[Mistake] = []
    key, title = _name(data, mistakes)
    parts = tuple(_parts(data, (), mistakes))
    _find_repeated(parts, mistakes)
    skills = _skills_evidence(data, parts, mistakes)
    if mistakes:
        raise MistakesFoundError(mistakes)
    source = _text(data.get("source"))
    return StandardDraft(key=key, title=title, source=source, parts=parts, skills_evidence=skills)


def _name(data: Mapping[str, Any], mistakes: list[Mistake]) -> tuple[str, str]:
    """The standard's key and title, from the file's first line where it says them nowhere else.

    "Customer Service Excellence (CSE), UK" gives the key "cse" and the title before the bracket.
    """
    described = _text(data.get("standard"))
    named = re.match(r"(?P<title>[^(,;:]+)(\((?P<short>[^)]+)\))?", described)
    title = _text(data.get("title")) or (named["title"].strip() if named else "")
    key = _text(data.get("key")) or _slug((named and named["short"]) or title)
    if not title or len(title) > LONGEST_TITLE:
        mistakes.append(Mistake(Problem.NO_NAME))
    elif not re.fullmatch(r"[-a-z0-9_]+", key) or len(key) > LONGEST_KEY:
        mistakes.append(Mistake(Problem.BAD_KEY, detail=key))
    return key, title


def _parts(above: Mapping[str, Any], place: Place, mistakes: list[Mistake]) -> Iterator[PartDraft]:
    level, name = LISTS[len(place)]
    listed = above.get(name)
    if not isinstance(listed, list) or not listed:
        mistakes.append(Mistake(Problem.NOT_A_LIST, place, name))
        return
    for position, part in enumerate(listed, start=1):
        if not isinstance(part, Mapping):
            mistakes.append(Mistake(Problem.NOT_A_PART, (*place, (level, f"#{position}"))))
            continue
        number = _number(part.get("number"))
        here = (*place, (level, number or f"#{position}"))
        mistakes.extend(Mistake(problem, here, detail) for problem, detail in _faults(part, level))
        yield PartDraft(
            level=level,
            number=number,
            title=_text(part.get("title")),
            parent=place[-1][1] if place else "",
            **_words(part, level),
        )
        if level is not Level.ELEMENT:
            yield from _parts(part, here, mistakes)


def _words(part: Mapping[str, Any], level: Level) -> dict[str, Any]:
    """What a part of this level says beside its number and title."""
    if level is Level.SUB_CRITERION:
        return {}
    summary = {"summary": _text(part.get("summary"))}
    if level is Level.CRITERION:
        return summary
    return summary | {
        "training_relevance": _text(part.get("training_relevance")) or "none",
        "typical_evidence": _evidence(part.get("typical_evidence")) or (),
    }


def _faults(part: Mapping[str, Any], level: Level) -> Iterator[tuple[Problem, str]]:
    number, title = _number(part.get("number")), part.get("title")
    if not number:
        yield Problem.NO_NUMBER, ""
    elif len(number) > LONGEST_NUMBER:
        yield Problem.LONG_NUMBER, str(LONGEST_NUMBER)
    if not _text(title):
        yield Problem.NO_TITLE, ""
    elif len(_text(title)) > LONGEST_TITLE:
        yield Problem.LONG_TITLE, str(LONGEST_TITLE)
    if not isinstance(part.get("summary", ""), str):
        yield Problem.NOT_TEXT, "summary"
    if level is Level.ELEMENT:
        if part.get("training_relevance", "none") not in RELEVANCES:
            yield Problem.BAD_RELEVANCE, str(part["training_relevance"])
        if _evidence(part.get("typical_evidence")) is None:
            yield Problem.BAD_EVIDENCE, ""


def _find_repeated(parts: tuple[PartDraft, ...], mistakes: list[Mistake]) -> None:
    seen: set[tuple[Level, str]] = set()
    for part in parts:
        if part.number and (part.level, part.number) in seen:
            mistakes.append(Mistake(Problem.REPEATED_NUMBER, ((part.level, part.number),)))
        seen.add((part.level, part.number))


def _skills_evidence(
    data: Mapping[str, Any], parts: tuple[PartDraft, ...], mistakes: list[Mistake]
) -> frozenset[str]:
    listed = data.get("skills_evidence", [])
    numbers = [_number(number) for number in listed] if isinstance(listed, list) else [""]
    known = {part.number for part in parts if part.level is Level.SUB_CRITERION}
    mistakes.extend(
        Mistake(Problem.UNKNOWN_SKILLS, detail=number) for number in numbers if number not in known
    )
    return frozenset(numbers)


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _number(value: object) -> str:
    """A number as printed. The file may hold a criterion's as a whole number."""
    return str(value) if type(value) is int else _text(value)


def _evidence(value: object) -> tuple[str, ...] | None:
    listed = [] if value is None else value
    if not isinstance(listed, list) or not all(isinstance(item, str) for item in listed):
        return None
    return tuple(item.strip() for item in listed)


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
