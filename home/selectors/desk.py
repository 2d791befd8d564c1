"""What HR meets first: how the organisation stands today, and what waits for them."""

from datetime import date, timedelta

from django.db.models import Count
from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from learning.people.models import StaffImport, StaffMember
from learning.records.choices import ClaimState, CorrectionState
from learning.records.models import Correction, ExtensionRequest, PriorLearning, Stretch
from learning.records.rules.dates import months_later
from learning.records.rules.induction import State
from learning.records.rules.status import HOLDING, LATE
from learning.records.selectors import starters_between
from learning.records.selectors.history_rows import imports_waiting

from .dashboard import Figure

SOON_DAYS = 30


def desk_figures(*, on: date) -> list[Figure]:
    """How many there are, are late, will be soon, and wait. Each opens on its names."""
    in_post = StaffMember.objects.in_post_on(on).count()
    return [
        Figure(
            number_format(in_post),
            ngettext("person is in post today", "people are in post today", in_post),
            f"{reverse('staff:index')}?here=now",
        ),
        *_late(on),
        _expiring(on),
        _starters(on),
        *_waiting(),
        _last_import(),
    ]


def _late(on: date) -> list[Figure]:
    late = Stretch.objects.on(on).filter(status__in=LATE)
    counted = late.order_by().aggregate(
        people=Count("staff_member", distinct=True), things=Count("pk")
    )
    url = reverse("report_overdue")
    return [
        Figure(
            number_format(counted["people"]),
            ngettext(
                "person is late with something", "people are late with something", counted["people"]
            ),
            url,
        ),
        Figure(
            number_format(counted["things"]),
            ngettext("thing is late", "things are late", counted["things"]),
            url,
        ),
    ]


def _expiring(on: date) -> Figure:
    expiring = Stretch.objects.on(on).filter(
        status__in=HOLDING, holds_until__lte=on + timedelta(days=SOON_DAYS)
    )
    count = expiring.count()
    return Figure(
        number_format(count),
        ngettext(
            "completion stops counting in the next %(days)s days",
            "completions stop counting in the next %(days)s days",
            count,
        )
        % {"days": SOON_DAYS},
        f"{reverse('report_expiring')}?within={SOON_DAYS}",
    )


def _starters(on: date) -> Figure:
    """As the report counts them when it is opened from here."""
    people = StaffMember.objects.in_post_on(on)
    starters = starters_between(months_later(on, -12), on, people=people, on=on)
    unfinished = sum(one.induction.state == State.OPEN for one in starters)
    return Figure(
        number_format(unfinished),
        ngettext(
            "starter has not finished their induction",
            "starters have not finished their induction",
            unfinished,
        ),
        f"{reverse('report_induction')}?state={State.OPEN.value}",
    )


def _waiting() -> list[Figure]:
    """What somebody asked of HR."""
    requests = ExtensionRequest.objects.filter(answered_at=None).count()
    claims = PriorLearning.objects.waiting().count()
    corrections = Correction.objects.filter(state=CorrectionState.WAITING).count()
    imports = imports_waiting().count()
    return [
        Figure(
            number_format(requests),
            ngettext(
                "request for more time waits for an answer",
                "requests for more time wait for an answer",
                requests,
            ),
            f"{reverse('extension_request:index')}?answered=false",
        ),
        Figure(
            number_format(claims),
            ngettext(
                "certificate of prior learning waits to be checked",
                "certificates of prior learning wait to be checked",
                claims,
            ),
            f"{reverse('prior_learning:index')}?state={ClaimState.WAITING.value}",
        ),
        Figure(
            number_format(corrections),
            ngettext(
                "correction waits for a second person",
                "corrections wait for a second person",
                corrections,
            ),
            f"{reverse('correction:index')}?state={CorrectionState.WAITING.value}",
        ),
        Figure(
            number_format(imports),
            ngettext(
                "import of completions waits for a second person",
                "imports of completions wait for a second person",
                imports,
            ),
            f"{reverse('history_import:index')}?waiting=true",
        ),
    ]


def _last_import() -> Figure:
    last = StaffImport.objects.filter(undone_at=None).exclude(applied_at=None)
    last = last.order_by("-applied_at")
    at = last.values_list("applied_at", flat=True).first()
    return Figure(
        date_format(localtime(at), "j F Y") if at else _("Never"),
        _("the staff list was last imported"),
        reverse("staff_import:index"),
    )
