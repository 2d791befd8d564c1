"""Which one thing somebody is asked to do next."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar


class Listed(Protocol):
    """Anything on somebody's list of things to do."""

    @property
    def due_on(self) -> date | None: ...
    @property
    def is_late(self) -> bool: ...
    @property
    def is_asked(self) -> bool: ...
    @property
    def is_begun(self) -> bool: ...
    @property
    def is_waiting(self) -> bool: ...
    @property
    def is_mandatory(self) -> bool: ...
    @property
    def place(self) -> tuple[str, int, str]: ...


Thing = TypeVar("Thing", bound=Listed)


def choose_next(things: Iterable[Thing]) -> Thing | None:
    """The most pressing of what is late, asked or begun. Nobody is pressed to do more than that.

    Nor to do what waits for a trainer's mark.
    """
    pressing = [
        thing
        for thing in things
        if not thing.is_waiting and (thing.is_late or thing.is_asked or thing.is_begun)
    ]
    return min(pressing, key=_need, default=None)


def in_order_of_need(things: Iterable[Thing]) -> list[Thing]:
    """What must be done before what is recommended, as page 15 of the decisions says.

    Of either, what is late first, then what is asked by its day, then what was begun; and of one
    day, the steps of a programme in their order.
    """
    return sorted(things, key=_need)


def _need(thing: Listed) -> tuple[object, ...]:
    return (
        not (thing.is_mandatory and thing.is_asked),
        not thing.is_late,
        not thing.is_asked,
        thing.due_on or date.max,
        not thing.is_begun,
        thing.place,
    )
