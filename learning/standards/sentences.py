"""Mistakes and changes in a standard's file, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .rules.changes import Change, Effect
from .rules.reading import Level, Mistake, Place, Problem

LEVELS = {
    Level.CRITERION: gettext_lazy("criterion"),
    Level.SUB_CRITERION: gettext_lazy("sub-criterion"),
    Level.ELEMENT: gettext_lazy("element"),
}

# Each goes on from the place where the mistake is: "Criterion 2, element 2.1.3 has no title."
PROBLEMS = {
    Problem.NOT_A_STANDARD: gettext_lazy("is not a standard: it must be one JSON object."),
    Problem.NO_NAME: gettext_lazy('has no name for the standard: add "title".'),
    Problem.BAD_KEY: gettext_lazy(
        'has a key that cannot be used, "%(detail)s": use small letters, digits and hyphens.'
    ),
    Problem.NOT_A_LIST: gettext_lazy('has no list called "%(detail)s".'),
    Problem.NOT_A_PART: gettext_lazy("holds something that is not a part of a standard."),
    Problem.NO_NUMBER: gettext_lazy("has no number."),
    Problem.LONG_NUMBER: gettext_lazy("has a number of more than %(detail)s characters."),
    Problem.REPEATED_NUMBER: gettext_lazy("is there more than once."),
    Problem.NO_TITLE: gettext_lazy("has no title."),
    Problem.LONG_TITLE: gettext_lazy("has a title of more than %(detail)s characters."),
    Problem.NOT_TEXT: gettext_lazy('has a "%(detail)s" that is not text.'),
    Problem.BAD_RELEVANCE: gettext_lazy(
        'has the training relevance "%(detail)s": use none, supporting or direct.'
    ),
    Problem.BAD_EVIDENCE: gettext_lazy("has typical evidence that is not a list of texts."),
    Problem.UNKNOWN_SKILLS: gettext_lazy(
        'names the sub-criterion "%(detail)s" as skills evidence, but has no such sub-criterion.'
    ),
}


def sentence_for(mistake: Mistake) -> str:
    """A mistake with its place, for example: Criterion 2, element 2.1.3 has no title."""
    problem = PROBLEMS[mistake.problem] % {"detail": mistake.detail}
    return f"{_place(mistake.place)} {problem}"


def _place(place: Place) -> str:
    if not place:
        return _("The file")
    # The criterion and the part itself say enough; the level between is in the number.
    ends = place if len(place) == 1 else (place[0], place[-1])
    words = ", ".join(f"{LEVELS[level]} {number}" for level, number in ends)
    return words[0].upper() + words[1:]


def effect_of(change: Change) -> str:
    """What happens to a part, in words."""
    if change.is_brought_back:
        return _("Brought back")
    return {
        Effect.CREATED: _("New"),
        Effect.UPDATED: _("Changed"),
        Effect.RETIRED: _("Retired: it keeps its records but is offered nowhere"),
        Effect.UNCHANGED: _("Unchanged"),
    }[change.effect]
