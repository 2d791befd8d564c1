"""Why somebody counts as they do, in sentences."""

from collections.abc import Iterator, Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learning.evidence.rules.coverage import Asked, Standing, Status
from learning.people.choices import AbsenceReason
from learning.records.choices import NOT_TAKEN_HERE, Source

from .facts import LoadedFacts, Spell

AWAY = {
    AbsenceReason.PARENTAL: (
        gettext_lazy("On parental leave."),
        gettext_lazy("On parental leave until %(day)s."),
    ),
    AbsenceReason.SICKNESS: (
        gettext_lazy("Away through sickness."),
        gettext_lazy("Away through sickness until %(day)s."),
    ),
    AbsenceReason.SECONDMENT: (
        gettext_lazy("On secondment."),
        gettext_lazy("On secondment until %(day)s."),
    ),
    AbsenceReason.OTHER: (
        gettext_lazy("Away."),
        gettext_lazy("Away until %(day)s."),
    ),
}


def reason_for(standing: Standing, loaded: LoadedFacts, groups: Mapping[int, str]) -> str:
    """Why somebody has the status they have."""
    return " ".join(_sentences(standing, loaded, groups))


def _sentences(standing: Standing, loaded: LoadedFacts, groups: Mapping[int, str]) -> Iterator[str]:
    if standing.is_away:
        yield _away(loaded.absences[standing.person])
        return
    asked = [each for each in standing.asked if not each.is_waived]
    mandatory = [each for each in asked if each.is_mandatory]
    if standing.status is Status.CURRENT:
        # Where nothing is mandatory one is enough: say the one that counts for longest.
        enough = mandatory or [_longest([each for each in standing.asked if each.counts])]
        yield from (_held(each, loaded) for each in enough)
    elif mandatory:
        missing = (each for each in mandatory if not each.counts)
        yield from (_missing(each, loaded, groups) for each in missing)
    elif asked:
        yield _none_of(asked, loaded)
    for each in standing.asked:
        if each.is_waived:
            yield _excused(each, loaded, standing.person)


def _held(asked: Asked, loaded: LoadedFacts) -> str:
    return _completed(asked, loaded, still_counts=True)


def _missing(asked: Asked, loaded: LoadedFacts, groups: Mapping[int, str]) -> str:
    """A mandatory activity that somebody lacks, and for whom it is mandatory."""
    whom = "; ".join(sorted(groups[group] for group in asked.mandatory_groups)) or _("them")
    if asked.completed is not None:
        lapsed = _completed(asked, loaded, still_counts=False)
        return _("%(lapsed)s Mandatory for %(whom)s.") % {"lapsed": lapsed, "whom": whom}
    said = {"activity": loaded.titles[asked.activity], "whom": whom}
    return _("Has not completed %(activity)s, mandatory for %(whom)s.") % said


def _none_of(asked: list[Asked], loaded: LoadedFacts) -> str:
    """Activities of which any one would do, when somebody holds none."""
    if lapsed := [each for each in asked if each.completed is not None]:
        return _completed(_longest(lapsed), loaded, still_counts=False)
    titles = sorted(loaded.titles[each.activity] for each in asked)
    if len(titles) == 1:
        return _("Has not completed %(activity)s.") % {"activity": titles[0]}
    return _("Has completed none of these, any of which would count: %(activities)s.") % {
        "activities": "; ".join(titles)
    }


def _completed(asked: Asked, loaded: LoadedFacts, *, still_counts: bool) -> str:
    said = {"activity": loaded.titles[asked.activity]}
    if asked.completed is not None:
        if asked.completed.source in NOT_TAKEN_HERE:
            said["source"] = str(Source(asked.completed.source).label)
            said["activity"] = _("%(activity)s (%(source)s)") % said
        said["day"] = _day(asked.completed.on)
        if asked.completed.counts_until is not None:
            said["until"] = _day(asked.completed.counts_until)
    if "until" not in said:
        return _("Completed %(activity)s on %(day)s.") % said
    if still_counts:
        return _("Completed %(activity)s on %(day)s; counts until %(until)s.") % said
    return _("Completed %(activity)s on %(day)s; counted until %(until)s.") % said


def _longest(asked: list[Asked]) -> Asked:
    """Of completed activities, the one that counts for longest."""
    return max(asked, key=lambda each: each.completed.lasting if each.completed else ())


def _excused(asked: Asked, loaded: LoadedFacts, person: int) -> str:
    waiver = loaded.waivers[person, asked.activity]
    title = loaded.titles[asked.activity]
    said = {"activity": title, "reason": waiver.reason.rstrip(".")}
    if waiver.until is None:
        return _("Excused from %(activity)s: %(reason)s.") % said
    said["until"] = _day(waiver.until)
    return _("Excused from %(activity)s until %(until)s: %(reason)s.") % said


def _away(absence: Spell) -> str:
    without_end, with_end = AWAY[AbsenceReason(absence.reason)]
    if absence.until is None:
        return str(without_end)
    return with_end % {"day": _day(absence.until)}


def _day(day: date) -> str:
    return date_format(day, "j F Y")
