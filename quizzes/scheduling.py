"""What was sound when it was put on the schedule, and is not when its time has come."""

import logging

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.mail import send_mail
from wagtail.log_actions import LogFormatter, log
from wagtail.models import DraftStateMixin, ModelLogEntry, Revision

# What Wagtail's command calls its publishing. It has nobody to show a fault to, and would stop.
ON_SCHEDULE = "wagtail.publish.scheduled"
REFUSED = "quizzes.refuse_on_schedule"

logger = logging.getLogger(__name__)


class RefusedOnSchedule(LogFormatter):
    label = _("Refuse on schedule")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        return _("Not published on schedule. %(why)s") % {"why": " ".join(log_entry.data["faults"])}


def refuse(draft: DraftStateMixin, revision: Revision, faults: list[str]) -> None:
    """Take it off the schedule, and say why in its history and to its author."""
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    log(instance=draft, action=REFUSED, revision=revision, data={"faults": faults})
    author = revision.user
    if author is None or not author.is_active or not author.email:
        return
    context = {
        "draft": draft,
        "faults": faults,
        "site": settings.WAGTAILADMIN_BASE_URL,
        "path": AdminURLFinder(author).get_edit_url(draft),
    }
    try:
        send_mail(
            _("“%(title)s” was not published") % {"title": draft},
            render_to_string("quizzes/refused_on_schedule.txt", context),
            [author.email],
        )
    except OSError:  # whatever is wrong with the mail keeps nothing else from being published
        logger.exception("Nobody was told that revision %s was refused.", revision.pk)
