"""What a regrade would do, and what it did, in sentences."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quizzes.rules.regrading import Regrade


def what_changes(regrade: Regrade) -> str:
    """As in: 14 attempts change, 3 from fail to pass, none the other way unless you say so."""
    if not regrade.effects and regrade.left:
        return _("No mark changes.")
    if not regrade.effects:
        return _("No mark changes: everybody has what the newest version gives them.")
    count = len(regrade.effects)
    words = [
        ngettext("%(count)d attempt changes", "%(count)d attempts change", count)
        % {"count": count},
        _given(regrade),
        _("none the other way unless you say so")
        if regrade.would_take
        else _("none the other way"),
    ]
    return ", ".join(words) + "."


def what_changed(regrade: Regrade, *, taken: int) -> str:
    """As in: 14 attempts changed, 3 from fail to pass, 1 the other way."""
    count = len(regrade.effects)
    words = [
        ngettext("%(count)d attempt changed", "%(count)d attempts changed", count)
        % {"count": count},
        _given(regrade),
        _("%(count)d the other way") % {"count": taken} if taken else _("none the other way"),
    ]
    return ", ".join(words) + "."


def _given(regrade: Regrade) -> str:
    if not regrade.gives:
        return _("none from fail to pass")
    return _("%(count)d from fail to pass") % {"count": regrade.gives}


def what_stands(regrade: Regrade) -> str:
    """What is said of the passes that the new marks are not enough for. Empty without any."""
    if not regrade.would_take:
        return ""
    return ngettext(
        "%(count)d attempt that has passed would no longer have enough marks. Its pass stands "
        "unless it is taken away.",
        "%(count)d attempts that have passed would no longer have enough marks. Their passes "
        "stand unless they are taken away.",
        regrade.would_take,
    ) % {"count": regrade.would_take}


def what_is_left(regrade: Regrade) -> list[str]:
    """What stays as it is, and why."""
    lines = []
    if regrade.does_not_fit:
        lines.append(
            ngettext(
                "%(count)d answer does not fit the question as it is now, so its mark stays.",
                "%(count)d answers do not fit the question as it is now, so their marks stay.",
                regrade.does_not_fit,
            )
            % {"count": regrade.does_not_fit}
        )
    if regrade.other_words:
        lines.append(
            ngettext(
                "%(count)d answer was given to other words, and is left as it is.",
                "%(count)d answers were given to other words, and are left as they are.",
                regrade.other_words,
            )
            % {"count": regrade.other_words}
        )
    if regrade.by_a_person:
        lines.append(
            ngettext(
                "%(count)d answer was marked by a person, so its mark stays.",
                "%(count)d answers were marked by a person, so their marks stay.",
                regrade.by_a_person,
            )
            % {"count": regrade.by_a_person}
        )
    return lines
