"""The steps of a module as links, and the one that comes next."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from modules.models import ModulePage
from modules.rules.way import Next, minutes_left

from .progress import ModuleStanding

LAST_STEP = (Next.TEST_FIRST, Next.TAKE_QUIZ, Next.GO_ON_WITH_QUIZ, Next.CONFIRM)


@dataclass(frozen=True, slots=True)
class Step:
    """A section, the quiz or the confirmation, as one line of the module's list."""

    title: str
    url: str
    is_done: bool
    is_next: bool
    is_known: bool = False


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one thing to do next: what the button says, where it leads, how long is left."""

    text: str
    url: str
    minutes: int


def steps_of(page: ModulePage, standing: ModuleStanding) -> list[Step]:
    """Every section, then the quiz or, without one, the confirmation."""
    way = standing.way
    steps = [
        Step(
            title=section.title or _("Section %(number)s") % {"number": section.number},
            url=page.place("section", number=section.number),
            is_done=standing.is_current or section.id in standing.read,
            is_next=section.number == way.section
            and way.next is not Next.TEST_FIRST
            and not standing.is_current,
            is_known=section.id in standing.known,
        )
        for section in page.section_list
    ]
    last = ("quiz", _("Take the quiz")) if page.has_quiz else ("finish", _("Finish"))
    steps.append(
        Step(
            title=last[1],
            url=page.place(last[0]),
            is_done=standing.is_current,
            is_next=way.next
            in (Next.TEST_FIRST, Next.TAKE_QUIZ, Next.GO_ON_WITH_QUIZ, Next.CONFIRM),
        )
    )
    return steps


def next_step(page: ModulePage, standing: ModuleStanding) -> NextStep:
    """The next thing to do, with the minutes that are honestly left."""
    way = standing.way
    texts = {
        Next.START: _("Start"),
        Next.TEST_FIRST: _("Show what you know first"),
        Next.GO_ON: _("Go on with section %(number)s") % {"number": way.section},
        Next.TAKE_QUIZ: _("Take the quiz"),
        Next.GO_ON_WITH_QUIZ: _("Go on with the quiz"),
        Next.WAIT_FOR_MARKS: _("Waiting for a mark"),
        Next.CONFIRM: _("Finish"),
        Next.READ_AGAIN: _("Read it again"),
    }
    done = way.done
    match way.next:
        case Next.TEST_FIRST:
            url = page.place("quiz")
        case Next.TAKE_QUIZ | Next.GO_ON_WITH_QUIZ | Next.WAIT_FOR_MARKS:
            # Whoever is at the quiz has left the sections behind, read or not.
            url, done = page.place("quiz"), way.total
        case Next.CONFIRM:
            url = page.place("finish")
        case _:
            url = page.place("section", number=way.section) if way.section else page.path_on_site
    left = minutes_left(page.minutes or 1, done=done, total=way.total, has_quiz=page.has_quiz)
    return NextStep(text=texts[way.next], url=url, minutes=left)
