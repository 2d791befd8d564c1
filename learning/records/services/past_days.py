"""Working out in the background how everybody stood on another day, for reports to read."""

from datetime import date, datetime, timedelta
from itertools import islice

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from learning.jobs.models import Job
from learning.jobs.services import start_job
from learning.jobs.working import Work, job
from learning.people.models import StaffMember, User
from learning.people.rules.known import end_of
from learning.people.services.inserting import insert_rows, tell_the_planner
from learning.records.models import PastDay, PastStanding
from learning.records.selectors.standings import row_of, standings_of

KEPT, KEPT_UNREAD = timedelta(days=7), timedelta(hours=1)
ROWS_AT_ONCE = 2_000


def start_looking_back(
    *, as_at: date, known_on: date | None, where: str, by: User, at: datetime
) -> Job:
    """Have a worker work the day out; `where` is the address of what wanted it."""
    return start_job(
        task=f"{__name__}.{look_back.__name__}",
        title=_("How everybody stood on %(day)s") % {"day": date_format(as_at, "j F Y")},
        where=where,
        by=by,
        at=at,
        as_at=as_at.isoformat(),
        known_on=known_on.isoformat() if known_on else None,
    )


@job
def look_back(work: Work, *, as_at: str, known_on: str | None) -> None:
    """Work a day out, in the background, and put it in the place of an earlier one.

    As known now, it is worked out as known on its own day too: a figure of the past says whether
    what was recorded later has changed it.
    """
    day = date.fromisoformat(as_at)
    if known_on is not None:
        work_out_past_day(work, as_at=day, known_on=date.fromisoformat(known_on))
        return
    work_out_past_day(work, as_at=day, known_on=None)
    if not PastDay.objects.whole().of(day, known_on=day).exists():
        work_out_past_day(work, as_at=day, known_on=day)


def work_out_past_day(work: Work, *, as_at: date, known_on: date | None) -> PastDay:
    """How everybody in post stood. What is half done is never read, and is begun anew."""
    begun_at = timezone.now()
    known_at = end_of(known_on, timezone.get_default_timezone()) if known_on else begun_at
    day = PastDay.objects.create(
        as_at=as_at, known_on=known_on, known_at=known_at, begun_at=begun_at
    )
    people = StaffMember.objects.in_post_on(as_at, known_at=known_at)
    total, told = people.count(), _told(as_at, known_on)
    work.say(done=0, total=total, told=told)

    def looked_at(count: int) -> None:
        work.say(done=count, total=total, told=told)

    rows = (
        row_of(each.person, each.activity, each.standing) | {"day": day.pk}
        for each in standings_of(people, on=as_at, known_at=known_at, looked_at=looked_at)
    )
    while batch := list(islice(rows, ROWS_AT_ONCE)):
        insert_rows(PastStanding, batch)
    tell_the_planner(PastStanding)
    with transaction.atomic():
        work.hold()
        day.worked_out_at = timezone.now()
        day.save()
    return day


def _told(as_at: date, known_on: date | None) -> str:
    dates = {"as_at": date_format(as_at, "j F Y")}
    if known_on is None:
        return _("As at %(as_at)s, as known now: people looked at") % dates
    dates["known"] = date_format(known_on, "j F Y")
    return _("As at %(as_at)s, as known at the end of %(known)s: people looked at") % dates


def forget_past_days(*, at: datetime) -> int:
    """Throw away what is a week old, and after an hour what was done anew or never ended.

    For that hour somebody may still be reading it. A few thousand rows at a time, so that nobody
    who writes has to wait for long.
    """
    forgotten, replaced = 0, set()
    for day in PastDay.objects.order_by("-pk"):
        dates = (day.as_at, day.known_on)
        is_read = day.worked_out_at is not None and dates not in replaced
        if day.worked_out_at is not None:
            replaced.add(dates)
        if day.begun_at > at - (KEPT if is_read else KEPT_UNREAD):
            continue
        while some := list(
            day.standings.order_by("pk").values_list("pk", flat=True)[:ROWS_AT_ONCE]
        ):
            day.standings.filter(pk__in=some).delete()
        day.delete()
        forgotten += 1
    return forgotten
