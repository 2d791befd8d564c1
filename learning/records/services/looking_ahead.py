"""Looking at what a change of many people's assignments comes to, and making it, by a worker."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone, translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from learning.jobs.models import Job
from learning.jobs.services import start_job
from learning.jobs.working import Work, job
from learning.people.models import User
from learning.records.models import Assignment, LookAhead, Programme
from learning.records.selectors.changes import Change, open_assignments, steps_behind
from learning.records.selectors.effects import Effect, effect_of
from learning.records.selectors.effects_shown import effect_as_shown

from .changes import ChangedMeanwhile, apply_change, changed_meanwhile
from .stretches import refresh_stretches

KEPT = timedelta(days=1)
# What names an assignment's parts, so that a change is read in a few queries.
NAMED = ("activity", "programme", "staff_group", "staff_member")
# Set when it is made, or never.
NOT_YET = {"id", "recorded_at", "superseded_at", "source"}


@transaction.atomic
def keep_change_to_look_at(
    *,
    change: Change,
    summary: Sequence[tuple[str, str]],
    answers: str,
    form_address: str,
    confirm_label: str,
    log_action: str,
    by: User,
    at: datetime,
) -> LookAhead:
    """Keep the change as it is asked for, to be looked at. Nothing is changed."""
    return LookAhead.objects.create(
        change=_as_values(change),
        summary=[[str(label), words] for label, words in summary],
        answers=answers,
        form_address=form_address,
        confirm_label=confirm_label,
        log_action=log_action,
        wanted_by=by,
        wanted_at=at,
    )


def start_working_out(*, look: LookAhead, where: str, by: User, at: datetime) -> Job:
    """Have a worker work out what it comes to; `where` is the address that shows it."""
    return _start(look_ahead, _("What it comes to"), look, where, by=by, at=at)


def start_making(*, look: LookAhead, where: str, by: User, at: datetime) -> Job:
    """Have a worker make just what was looked at."""
    return _start(make_change, look.confirm_label, look, where, by=by, at=at)


def _start(task: Any, title: str, look: LookAhead, where: str, *, by: User, at: datetime) -> Job:
    return start_job(
        task=f"{__name__}.{task.__name__}",
        title=title,
        where=where,
        by=by,
        at=at,
        key=str(look.key),
        language=translation.get_language(),
    )


@job
def look_ahead(work: Work, *, key: str, language: str) -> None:
    """Work out what a change comes to, in the background."""
    look = LookAhead.objects.get(key=UUID(key))
    with translation.override(language):
        change = change_of(look)
        _keep_effect(work, look, change, _effect_of(work, change), is_news=False)


@job
def make_change(work: Work, *, key: str, language: str) -> None:
    """Make the change in the background, if it still comes to what was looked at."""
    look = LookAhead.objects.get(key=UUID(key))
    with translation.override(language):
        if look.made_at is None:
            change = change_of(look)
            effect = _effect_of(work, change)
            if effect.digest != look.digest:
                _keep_effect(work, look, change, effect, is_news=True)
                return
            _make(work, look, change, by=look.wanted_by)
        told = _("Working out how everybody stands now")
        work.say(done=0, told=told)
        refresh_stretches(at=timezone.now(), say=lambda done: work.say(done=done, told=told))


@transaction.atomic
def _make(work: Work, look: LookAhead, change: Change, *, by: User) -> None:
    work.settle()
    at = timezone.now()
    is_first = LookAhead.objects.filter(pk=look.pk, made_at=None).update(made_at=at)
    if not is_first:
        raise ChangedMeanwhile(_("This has been done already."))
    _refuse_other_steps(look, change)
    source = by.get_full_name() or by.get_username()
    for assignment in apply_change(change=change, at=at, source=source):
        log(instance=assignment, action=look.log_action, user=by)


def _refuse_other_steps(look: LookAhead, change: Change) -> None:
    """Whoever has a programme has all of its steps. They change under the same lock."""
    asked = {each.programme_id for each in change.begins if each.programme_id is not None}
    list(Programme.objects.select_for_update().filter(pk__in=asked).order_by("pk"))
    if steps_behind(change) != look.change["steps"]:
        raise changed_meanwhile()


def _effect_of(work: Work, change: Change) -> Effect:
    told = _("People looked at")

    def looked_at(count: int) -> None:
        work.say(done=count, told=told)

    return effect_of(change, today=localdate(), looked_at=looked_at)


def _keep_effect(
    work: Work, look: LookAhead, change: Change, effect: Effect, *, is_news: bool
) -> None:
    with transaction.atomic():
        work.hold()
        look.effect = effect_as_shown(effect, change)
        look.digest, look.is_news = effect.digest, is_news
        look.save(update_fields=["effect", "digest", "is_news"])


def _as_values(change: Change) -> dict[str, object]:
    fields = [each for each in Assignment._meta.concrete_fields if each.name not in NOT_YET]
    return {
        "from_on": change.from_on,
        "begins": [
            {each.attname: getattr(assignment, each.attname) for each in fields}
            for assignment in change.begins
        ],
        "ends": [assignment.pk for assignment in change.ends],
        "steps": steps_behind(change),
    }


def change_of(look: LookAhead) -> Change:
    """The change that was kept. Refused where what it would end has been changed since."""
    kept = look.change
    begins = [Assignment.of_values(values) for values in kept["begins"]]
    models.prefetch_related_objects(begins, *NAMED)
    ends = list(open_assignments().filter(pk__in=kept["ends"]).order_by("pk"))
    if len(ends) < len(kept["ends"]):
        raise changed_meanwhile()
    from_on = Assignment._meta.get_field("from_on").to_python(kept["from_on"])
    return Change(from_on, begins, ends)


def forget_look_aheads(*, at: datetime) -> int:
    """Throw away what was looked at a day ago, made or not. What was made stays made."""
    forgotten, _by_model = LookAhead.objects.filter(wanted_at__lt=at - KEPT).delete()
    return forgotten
