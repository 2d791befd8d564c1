"""Keeping a report's filters, and writing down that a report leaves."""

from datetime import datetime

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from .models import ReportDownload, SavedFilter

LONGEST_NAME = 100
# What belongs to one look at a list and not to what it shows.
OF_THE_MOMENT = ("p", "export", "_w_filter_fragment", "csrfmiddlewaretoken")


def plain_query(query: QueryDict) -> str:
    """The filters and the order in an address, without what is of the moment."""
    kept = query.copy()
    for name in OF_THE_MOMENT:
        kept.pop(name, None)
    return kept.urlencode()


@transaction.atomic
def save_filter(*, owner: AbstractUser, report: str, name: str, query: str) -> SavedFilter:
    """Keep the filters under a name. One of theirs by that name is replaced."""
    name = " ".join(name.split())
    if not name:
        raise ValidationError(_("Give these filters a name, for example: My sites, overdue."))
    if len(name) > LONGEST_NAME:
        raise ValidationError(_("Use a shorter name: 100 characters at most."))
    saved, _made = SavedFilter.objects.update_or_create(
        owner=owner, report=report, name=name, defaults={"query": plain_query(QueryDict(query))}
    )
    return saved


def note_download(
    *, report: str, query: str, file_format: str, by: AbstractUser, at: datetime
) -> ReportDownload:
    """Write down, and in the audit log, that a report leaves."""
    with transaction.atomic():
        download = ReportDownload.objects.create(
            report=report,
            query=query,
            file_format=file_format,
            by_name=by.get_full_name() or by.get_username(),
            started_at=at,
        )
        log(download, "reports.download", user=by, data={"filters": query})
    return download
