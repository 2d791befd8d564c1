from .changes import Ask, Change, plan_assignment, plan_revision, plan_steps
from .effects import Effect, effect_of, reach_of
from .effects_shown import effect_as_shown
from .facts import Requested
from .facts_of_one import standings_of_one
from .inductions import Starter, starters_between
from .learning import Assigned, because_of, latest_completions, learning_of
from .standings import Stood, past_standing_of, standings_of
from .tallies import Tallies, tallies_in, tallies_of
from .verification import Problem, Verification, latest_seal, verify_records

__all__ = [
    "Ask",
    "Assigned",
    "Change",
    "Effect",
    "Problem",
    "Requested",
    "Starter",
    "Stood",
    "Tallies",
    "Verification",
    "because_of",
    "effect_as_shown",
    "effect_of",
    "latest_completions",
    "latest_seal",
    "learning_of",
    "past_standing_of",
    "plan_assignment",
    "plan_revision",
    "plan_steps",
    "reach_of",
    "standings_of",
    "standings_of_one",
    "starters_between",
    "tallies_in",
    "tallies_of",
    "verify_records",
]
