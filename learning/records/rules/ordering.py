"""Putting things in order with buttons: add, move up, move down, take out."""

from collections.abc import Sequence


def edited(ids: Sequence[int], action: str, *, add: int | None = None) -> list[int]:
    """The order after one button: "up 7", "down 7" or "out 7", or anything else for none of them.

    What is to be added goes to the end, once. Nothing is in the order twice.
    """
    order = list(dict.fromkeys([*ids, *([add] if add is not None else [])]))
    verb, _space, written = action.partition(" ")
    places = {str(each): place for place, each in enumerate(order)}
    if written not in places:
        return order
    place = places[written]
    if verb == "out":
        del order[place]
    elif verb in ("up", "down"):
        other = place - 1 if verb == "up" else place + 1
        if 0 <= other < len(order):
            order[place], order[other] = order[other], order[place]
    return order
