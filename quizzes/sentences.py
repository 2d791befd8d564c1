"""What is said of draws: what each asks for, and what to do where there is too little to draw."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quizzes.choices import Difficulty, DrawPreference
from quizzes.rules.drawing import Draw, Preference
from quizzes.rules.shortages import Shortage


def draw_in_words(draw: Draw, banks: Mapping[str, str]) -> str:
    """What a draw asks for, such as "4 questions tagged complaints". `banks` names each by key."""
    parts = [ngettext("%(n)s question", "%(n)s questions", draw.count) % {"n": draw.count}]
    if draw.tags:
        parts.append(_("tagged %(tags)s") % {"tags": _all_of(draw.tags)})
    if draw.elements:
        parts.append(
            _("on %(elements)s") % {"elements": get_text_list(list(draw.elements), _("or"))}
        )
    if draw.bank:
        parts.append(_("in the bank “%(bank)s”") % {"bank": banks.get(draw.bank, _("deleted"))})
    if draw.difficulty:
        label = Difficulty(draw.difficulty).label.lower()
        parts.append(_("of difficulty “%(difficulty)s”") % {"difficulty": label})
    return " ".join(parts)


def drawn_from_in_words(number: int, draw: Draw, banks: Mapping[str, str], *, found: int) -> str:
    """What a draw asks for, which of them it rather takes, and from how many."""
    words = {"draw": number, "questions": draw_in_words(draw, banks), "found": found}
    if draw.prefers is Preference.NONE:
        return _("Draw %(draw)s: %(questions)s, from %(found)s.") % words
    words["preference"] = DrawPreference(draw.prefers).label
    return _("Draw %(draw)s: %(questions)s, from %(found)s. %(preference)s.") % words


def what_to_do_about(
    shortage: Shortage, draws: Sequence[Draw], banks: Mapping[str, str], *, some_are_chosen: bool
) -> str:
    """Why a quiz with the shortage is not published, and the cure."""
    numbers = [str(place + 1) for place in shortage.draws]
    if len(numbers) == 1:
        asks = _("Draw %(draw)s asks for %(questions)s") % {
            "draw": numbers[0],
            "questions": draw_in_words(draws[shortage.draws[0]], banks),
        }
    else:
        asks = _("Draws %(draws)s together ask for %(asked)s questions") % {
            "draws": _all_of(numbers),
            "asked": shortage.asked,
        }
    words = {"asks": asks, "found": _found(shortage.found, some_are_chosen=some_are_chosen)}
    if shortage.seen:
        words |= {"seen": str(shortage.seen), "publish": _publish(shortage.missing)}
        return (
            _(
                "%(asks)s, none of them from last time, and %(found)s. Last time may have had "
                "%(seen)s of these. %(publish)s, ask for fewer, or choose another preference."
            )
            % words
        )
    words |= {"publish": _publish(shortage.missing), "fewer": _("fewer")}
    if len(numbers) == 1:
        if not shortage.found:
            words["publish"] = ngettext("Publish one", "Publish %(n)s", shortage.asked)
            words["publish"] %= {"n": shortage.asked}
            return _("%(asks)s, and %(found)s. %(publish)s, or take the draw out.") % words
        words["fewer"] = str(shortage.found)
    return _("%(asks)s, and %(found)s. %(publish)s or ask for %(fewer)s.") % words


def _found(count: int, *, some_are_chosen: bool) -> str:
    found = (
        ngettext("%(n)s is published", "%(n)s are published", count) % {"n": count}
        if count
        else _("none is published")
    )
    if some_are_chosen:
        return _("%(found)s besides the questions that you chose") % {"found": found}
    return found


def _publish(count: int) -> str:
    return ngettext("Publish one more", "Publish %(n)s more", count) % {"n": count}


def _all_of(words: Iterable[str]) -> str:
    return get_text_list(list(words), _("and"))
