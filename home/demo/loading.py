"""Loading the demonstration, from the standard to last week's completions."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from home.services import plant_site_tree
from learning.organisation.models import OrganisationSettings
from learning.people.models import StaffMember, User
from learning.records.services import seal_entries
from learning.standards.models import Standard
from learning.standards.services import load_standard

from . import asking, content, history, people
from .log_ins import make_log_ins

STANDARD = Path(people.__file__).parents[2] / "learning/standards/data/cse_standard.json"
PUBLISHED_DAYS_AGO = {
    "privacy": 425,
    "putting_it_right": 420,
    "bad_news": 290,
    "accessible_service": 200,
}
TRAINER, APPROVER, HR_OFFICER = "E010439", "E010554", "E011010"


class NotEmpty(ValidationError):
    """The database holds something, so the demonstration stays out of it."""


def load_demo(*, at: datetime, say: Callable[[str], None]) -> Path:
    """Fill an empty database; returns where next month's staff list lies, for trying the import."""
    if User.objects.exists() or StaffMember.objects.exists() or Standard.objects.exists():
        raise NotEmpty(
            _("This database already holds something. The demonstration needs an empty one.")
        )
    today = localdate(at)
    with transaction.atomic():
        say(_("The council, its site and the standard"))
        OrganisationSettings.objects.update_or_create(
            defaults={
                "name": "Northmoor Council",
                "contact_name": "the Learning team",
                "contact_email": "learning@northmoor.example",
            }
        )
        plant_site_tree(hostname="localhost", site_name="Northmoor Council")
        content.greet()
        load_standard(data=json.loads(STANDARD.read_text(encoding="utf-8")), at=at)
        say(_("Its staff, quarter by quarter"))
        people.load_staff(today=today)
        people.send_some_away(today=today)
        users = make_log_ins()
        say(_("Four modules and their quizzes"))
        pages = {}
        for name, days_ago in PUBLISHED_DAYS_AGO.items():
            published_at = people.at_nine(today - timedelta(days=days_ago))
            page = content.load_module(
                name, at=published_at, by=users[TRAINER], approved_by=users[APPROVER]
            )
            pages[page.slug] = page
        content.draft_module(content.read_script("draft"), by=users[TRAINER])
        asking.assign_modules(pages.values())
        asking.assign_a_programme(pages, today=today)
    # Answers are only acknowledged once they are committed, so each sitting is its own.
    say(_("Fourteen months of learning"))
    history.live_through(pages.values(), today=today)
    history.leave_asha_something_to_do(pages, today=today)
    asking.make_a_few_exceptions(pages, by=users[HR_OFFICER], today=today)
    asking.ask_hr_for_more_time(
        pages["putting-a-complaint-right"], by=users[HR_OFFICER], today=today
    )
    seal_entries(at=at)
    return people.write_next_list(today=today)
