from .claims import claims_of, what_it_showed
from .content import Part, forget_renderings, frozen_module, parts_of
from .progress import (
    ModuleStanding,
    known_from_test,
    last_completion,
    sections_read_since,
    standing_in,
)
from .shelf import OnTheShelf, on_the_shelf
from .steps import NextStep, Step, next_step, steps_of

__all__ = [
    "ModuleStanding",
    "NextStep",
    "OnTheShelf",
    "Part",
    "Step",
    "claims_of",
    "forget_renderings",
    "frozen_module",
    "known_from_test",
    "last_completion",
    "next_step",
    "on_the_shelf",
    "parts_of",
    "sections_read_since",
    "standing_in",
    "steps_of",
    "what_it_showed",
]
