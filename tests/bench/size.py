"""What a page costs at five million completions, beside what it costs at two hundred thousand."""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from django.utils import timezone
from wagtail.models import Page

from home.demo.loading import STANDARD
from home.large.loading import let_live, load_large
from home.large.size import Size
from learning.people.models import StaffMember
from learning.people.permissions import Role
from learning.standards.services import load_standard
from tests.factories.people import UserFactory
from tests.processes import family_of

from .exports import Weighed
from .meter import compare
from .pages import Browser, cookie_of, served

STAFF, ACTIVITIES, SMALL = 20_000, 200, 200_000
GATE, AIM = 1.5, 1.1
GATE_MIB, AIM_MIB = 128, 64
TIMES, ROUNDS = 10, 3


@dataclass(frozen=True)
class Flat:
    """How much more a page costs at the large size, each size beside a bare page of its own."""

    page: str
    small: float
    large: float
    small_ms: float
    large_ms: float

    @property
    def ratio(self) -> float:
        return self.large / self.small

    @property
    def holds(self) -> bool:
        return self.ratio <= GATE

    def __str__(self) -> str:
        verdict = "FAILS ITS GATE"
        if self.holds:
            verdict = "meets its aim" if self.ratio <= AIM else "passes its gate"
        return (
            f"{self.page}, large / small: {self.ratio:.2f} "
            f"({self.large_ms:.0f} ms / {self.small_ms:.0f} ms; gate {GATE}, aim {AIM}) {verdict}"
        )


def measure_size(database: Callable[[], list[int]], *, completions: int) -> list[Flat | Weighed]:
    now = timezone.now()
    size = Size(STAFF, ACTIVITIES, SMALL, timezone.localdate(now))
    begun = time.monotonic()
    load_large(
        size,
        at=now,
        say=_say,
        load_standard=lambda: load_standard(data=json.loads(STANDARD.read_text()), at=now),
    )
    print(f"The small organisation took {time.monotonic() - begun:.0f} s.", flush=True)
    home = Page.objects.get(slug="my-learning")
    home.add_child(instance=Page(title="A bare page", slug="bare"))
    person = StaffMember.objects.get(payroll_number="L0000100")
    person.user = UserFactory()
    person.save()
    staff, hr = cookie_of(person.user), cookie_of(UserFactory(roles=[Role.HR_OFFICERS]))
    pages = {
        "My learning": (staff, "/"),
        "a person's page": (hr, f"/admin/staff/inspect/{person.pk}/"),
        "the overdue report": (hr, "/admin/reports/overdue/"),
        "the grid of 500 by 30": (hr, "/admin/reports/grid/"),
    }
    small = _costs(database, pages, staff)
    begun = time.monotonic()
    let_live(replace(size, completions=completions), already=SMALL, at=now, say=_say)
    print(f"The rest took {time.monotonic() - begun:.0f} s.", flush=True)
    large = _costs(database, pages, staff)
    flat = [
        Flat(page, small[page][0], large[page][0], small[page][1], large[page][1]) for page in pages
    ]
    for each in flat:
        print(each, flush=True)
    return [
        *flat,
        _in_the_background("assign_once", "assigning to everybody"),
        _in_the_background("look_back_once", "another day of everybody, known now and then"),
    ]


def _say(said: str) -> None:
    if not said.startswith(" "):
        print(said, flush=True)


def _costs(
    database: Callable[[], list[int]], pages: dict[str, tuple[str, str]], staff: str
) -> dict[str, tuple[float, float]]:
    """For each page: how many bare pages it costs, and its CPU milliseconds."""
    costs = {}
    with served() as (address, server):
        browser = Browser(address)
        for name, (cookie, path) in pages.items():
            measured = compare(
                work=(name, lambda cookie=cookie, path=path: browser.get(cookie, path)),
                yardstick=("bare page", lambda: browser.get(staff, "/bare/")),
                pids=lambda: family_of(server) + database(),
                times=TIMES,
                rounds=ROUNDS,
                gate=GATE,
                aim=AIM,
            )
            costs[name] = (statistics.median(measured.ratios), measured.work_ms)
    return costs


def _in_the_background(module: str, what: str) -> Weighed:
    """The peak memory of a worker that looks at 20,000 people."""
    run = subprocess.run(
        [sys.executable, "-m", f"tests.bench.{module}"],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    said = json.loads(run.stdout)
    return Weighed(
        f"peak memory of {what}, MiB",
        said["peak_mib"],
        f"{said['people']} people in {said['seconds']:.0f} s; the framework {said['base_mib']:.0f}",
        GATE_MIB,
        AIM_MIB,
    )
