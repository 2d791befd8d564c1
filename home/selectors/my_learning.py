"""What My learning shows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from home.models import HomePage
from home.rules.choosing import choose_next, in_order_of_need
from learning.catalogue.models import Claim
from learning.people.models import StaffMember
from learning.people.permissions import AnyUser
from learning.records.models import Completion
from learning.records.rules.lasting import Lasting, lasting_of
from learning.records.rules.status import EXCUSED, LATE, Status
from learning.records.selectors import Assigned, Requested, latest_completions, learning_of
from learning.standards.models import Element
from modules.selectors import OnTheShelf, on_the_shelf


@dataclass(frozen=True, slots=True)
class ToLearn:
    """Something to do: why, by when, how long it takes from here, and where it counts."""

    title: str
    place: tuple[str, int, str]
    url: str
    action_text: str
    action_url: str
    minutes: int
    done: int
    total: int
    because: str
    due_on: date | None
    status: Status | None
    is_mandatory: bool
    is_begun: bool
    is_waiting: bool
    elements: tuple[Element, ...]
    more_time_url: str = ""
    request: Requested | None = None

    @property
    def first_element(self) -> Element | None:
        return self.elements[0] if self.elements else None

    @property
    def more_elements(self) -> int:
        """How many elements it serves besides the first."""
        return max(0, len(self.elements) - 1)

    @property
    def is_asked(self) -> bool:
        return self.status is not None and self.status not in EXCUSED

    @property
    def is_late(self) -> bool:
        return self.status in LATE

    @property
    def is_due_again(self) -> bool:
        """It still counts, and may be done again already."""
        return self.status is Status.EXPIRING


@dataclass(frozen=True, slots=True)
class Learnt:
    """Something completed that still has a place on somebody's record: why, and for how long."""

    title: str
    url: str
    completion: Completion
    lasting: Lasting
    because: str


@dataclass(frozen=True, slots=True)
class MyLearning:
    """One person's learning on a day. Each thing stands in one list only."""

    shelf_url: str
    next: ToLearn | None
    due: list[ToLearn]
    in_progress: list[ToLearn]
    available: list[ToLearn]
    due_again: list[ToLearn]
    done: list[Learnt]


def welcome() -> str:
    """The sentence under the greeting, as the trainers wrote it."""
    return HomePage.objects.live().values_list("welcome", flat=True).first() or ""


def my_learning(user: AnyUser, staff_member: StaffMember, *, on: date) -> MyLearning:
    """Everything on My learning, in six queries, whatever there is of anything."""
    completions = latest_completions(staff_member, on=on)
    assigned = {one.activity.key: one for one in learning_of(staff_member, on=on)}
    standings = {key: one.standing for key, one in assigned.items()}
    items = on_the_shelf(user, staff_member, on=on, completions=completions, asked=standings)
    shelf = {item.page.activity_key: item for item in items}
    lasting = {
        key: lasting_of(completion, standings.get(key), on=on)
        for key, completion in completions.items()
    }
    open_keys = [
        key for key in {**assigned, **shelf} if key not in lasting or not lasting[key].is_current
    ]
    elements = _elements_of(open_keys, on=on)
    things = [_to_learn(shelf.get(key), assigned.get(key), elements[key]) for key in open_keys]
    done = [
        Learnt(
            title=completion.activity_title,
            url=shelf[key].page.path_on_site if key in shelf else "",
            completion=completion,
            lasting=lasting[key],
            because=_why_it_was_done(assigned.get(key)),
        )
        for key, completion in reversed(completions.items())
        if key not in open_keys
    ]
    first = choose_next(things)
    rest = [thing for thing in in_order_of_need(things) if thing is not first]
    return MyLearning(
        shelf_url=_shelf_url(shelf.values()),
        next=first,
        due=[thing for thing in rest if _is_due(thing)],
        in_progress=[thing for thing in rest if not _is_due(thing) and thing.is_begun],
        available=[thing for thing in rest if _is_available(thing)],
        due_again=[thing for thing in rest if thing.is_due_again and not thing.is_begun],
        done=done,
    )


def _is_due(thing: ToLearn) -> bool:
    """To be done, by a day or because it must be; what was begun is in time until it is late.

    What waits for a trainer's mark is done as far as the person can do it.
    """
    if thing.is_waiting:
        return False
    if thing.is_late:
        return True
    is_untouched = thing.is_asked and not thing.is_due_again and not thing.is_begun
    return is_untouched and (thing.is_mandatory or thing.due_on is not None)


def _is_available(thing: ToLearn) -> bool:
    """On the shelf, or only recommended."""
    return not (_is_due(thing) or thing.is_begun or thing.is_due_again)


def _shelf_url(items: Iterable[OnTheShelf]) -> str:
    """Where the shelf is, told from what stands on it, which saves a query."""
    for item in items:
        return item.page.path_on_site.removesuffix(f"{item.page.slug}/")
    return ""


def _to_learn(
    item: OnTheShelf | None,
    asked: Assigned | None,
    elements: tuple[Element, ...],
) -> ToLearn:
    """A module on the shelf, or something else that was assigned, as one thing to do."""
    done = total = 0
    if item is not None:
        title, url, step = item.page.title, item.page.path_on_site, item.next_step
        action_text, action_url, minutes = step.text, step.url, step.minutes
        # What need not be read was not read.
        if not item.standing.known:
            done, total = item.standing.way.done, item.standing.way.total
    elif asked is not None:
        title, url, minutes = asked.activity.title, asked.activity.path, asked.activity.minutes
        action_text, action_url = _("Open"), url
    else:
        raise ValueError("A thing to do is on the shelf, assigned, or both.")
    return ToLearn(
        title=title,
        place=asked.place if asked else (title, 0, title),
        url=url,
        action_text=action_text,
        action_url=action_url,
        minutes=minutes,
        done=done,
        total=total,
        because=asked.because if asked else _("On your shelf. Nobody has asked you to take it."),
        due_on=asked.due_on if asked else None,
        status=asked.status if asked else None,
        is_mandatory=asked.is_mandatory if asked else False,
        is_waiting=bool(item and item.is_waiting),
        is_begun=bool(item and item.is_begun) or bool(asked and asked.is_begun),
        elements=elements,
        more_time_url=_more_time_url(asked),
        request=asked.request if asked else None,
    )


def _more_time_url(asked: Assigned | None) -> str:
    if asked is None or not asked.may_have_more_time:
        return ""
    return reverse("more_time", args=[asked.activity.key])


def _elements_of(keys: Iterable[UUID], *, on: date) -> dict[UUID, tuple[Element, ...]]:
    """The elements that each activity serves that day."""
    claims = Claim.objects.known().on(on).filter(activity__key__in=list(keys))
    found: dict[UUID, tuple[Element, ...]] = defaultdict(tuple)
    for claim in claims.select_related("activity", "element").order_by(
        "element__sub_criterion__position", "element__position"
    ):
        found[claim.activity.key] += (claim.element,)
    return found


def _why_it_was_done(asked: Assigned | None) -> str:
    if asked is None:
        return _("Nobody has assigned it to you at present.")
    if asked.status in EXCUSED:
        return asked.because
    return asked.for_whom or _("Assigned to you.")
