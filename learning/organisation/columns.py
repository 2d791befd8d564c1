"""How a day stands in a list of the CMS."""

from datetime import datetime

from django.db.models import Model
from django.utils.formats import date_format
from django.utils.timezone import localdate
from wagtail.admin.ui.tables import Column


class DayColumn(Column):
    """A day, written out: "3 days ago" is no use to somebody who answers for records."""

    def get_value(self, instance: Model) -> str:
        day = super().get_value(instance)
        if isinstance(day, datetime):
            day = localdate(day)
        return date_format(day) if day else "–"
