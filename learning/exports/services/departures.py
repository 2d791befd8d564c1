"""Noting that a file of records leaves: before its first byte, and again after its last."""

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import IntegrityError, OperationalError, transaction
from django.utils.timezone import localtime
from wagtail.log_actions import log

from learning.exports.choices import FileFormat
from learning.exports.models import Export
from learning.exports.rules.filters import CompletionFilters
from learning.exports.rules.promise import NAME, VERSION
from learning.organisation.models import OrganisationSettings
from learning.people.models import User
from learning.records.selectors import latest_seal
from learning.records.services import seal_entries

LOG_ACTION = "exports.completions"
logger = logging.getLogger(__name__)


def start_completions_export(
    *,
    filters: CompletionFilters,
    file_format: FileFormat,
    by: User | None,
    by_name: str = "",
    at: datetime,
) -> Export:
    """Note who takes what, before anything leaves, and seal the records that have no seal yet.

    `by_name` is for a file that no log-in asked for, such as a scheduled one.
    """
    try:
        seal_entries(at=at)
    except (IntegrityError, OperationalError):
        # Busy, or somebody else is sealing: the file says how far the seals reach.
        logger.warning("The newest records could not be sealed before an export.", exc_info=True)
    with transaction.atomic():
        export = Export.objects.create(
            name=NAME,
            version=VERSION,
            file_format=file_format,
            filters=filters.as_json(),
            made_by=by,
            made_by_name=(by.get_full_name() or by.get_username()) if by else by_name,
            started_at=at,
        )
        log(
            instance=export,
            action=LOG_ACTION,
            user=by,
            data={"format": str(file_format), "filters": export.filters},
        )
    return export


def finish_export(*, export: Export, rows: int, sha256: str, at: datetime) -> None:
    """Note that the last byte was handed over. Without this, the file is known to be short."""
    Export.objects.filter(pk=export.pk, finished_at=None).update(
        row_count=rows, sha256=sha256, finished_at=at
    )


def about(export: Export) -> Mapping[str, Any]:
    """What the manifest says of an export: whose, when, by whom, of what, and how far sealed."""
    seal = latest_seal()
    return {
        "export": export.name,
        "columns_version": export.version,
        "organisation": OrganisationSettings.load().name,
        "made_at": _local(export.started_at),
        "made_by": export.made_by_name,
        "filters": export.filters,
        "time_zone": settings.TIME_ZONE,
        "latest_seal": {
            "sha256": seal.sha256,
            "last_entry": seal.last_entry,
            "sealed_at": _local(seal.sealed_at),
            "public_key": seal.public_key,
            "signature": seal.signature,
        }
        if seal
        else None,
    }


def _local(moment: datetime) -> str:
    return localtime(moment, ZoneInfo(settings.TIME_ZONE)).isoformat(timespec="seconds")
