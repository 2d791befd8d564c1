"""Which post of somebody a row is about."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from .fields import POST, Field
from .plan import Change
from .rows import StaffRow, key_of
from .staff_list import Fact, PostHeld

Held = Fact[PostHeld]


def post_of(row: StaffRow, old: PostHeld) -> PostHeld:
    """The post with what the row says about it; what the file has no column for stays."""
    says: dict[str, Any] = {name.value: row.values[name] for name in POST if name in row.values}
    return replace(old, **says)


def post_changes(row: StaffRow, old: PostHeld) -> list[Change]:
    changes = []
    for name in POST:
        if name not in row.values:
            continue
        was, becomes = getattr(old, name), row.values[name]
        same = was == becomes
        if name == Field.LINE_MANAGER:
            same = key_of(was) == key_of(row.text(name))
        if not same:
            changes.append(Change(name.value, was, becomes))
    return changes


def described(post: PostHeld) -> str:
    """A post in a few words, to tell it from another of the same person."""
    return ", ".join(filter(None, (post.job_title, post.department, post.site)))


def pair(
    rows: Sequence[StaffRow], posts: Sequence[Held]
) -> tuple[list[tuple[StaffRow, Held | None]], list[Held]]:
    """Each row with the post it is about, or with none; and the posts that no row is about.

    A row is about the post that is just as it says, else about the most like it: the same title
    first, then the fewest differences, then the one held longest.
    """
    found: dict[int, Held] = {}
    free = list(posts)

    def likeness(place: int, post: Held) -> tuple[int, bool, int, Any, int]:
        changes = post_changes(rows[place], post.what)
        differs = any(change.what == Field.JOB_TITLE for change in changes)
        return (bool(changes), differs, len(changes), post.from_on, place)

    possible = sorted(
        ((likeness(place, post), place, post) for place in range(len(rows)) for post in posts),
        key=lambda each: each[0],
    )
    for _likeness, place, post in possible:
        if place not in found and any(post is one for one in free):
            found[place] = post
            free = [one for one in free if one is not post]
    return [(row, found.get(place)) for place, row in enumerate(rows)], free
