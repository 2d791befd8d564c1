"""What the lists of records share."""

from datetime import datetime

from django.db.models import Model
from django.utils.formats import date_format
from django.utils.timezone import localdate
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from learning.records.permissions import LookOnly, SeenByThoseWhoAssign


class DayColumn(Column):
    """A day, written out: "3 days ago" is no use to somebody who answers for records."""

    def get_value(self, instance: Model) -> str:
        day = super().get_value(instance)
        if isinstance(day, datetime):
            day = localdate(day)
        return date_format(day) if day else "–"


class RecordsViewSet(ModelViewSet):
    """A list to look at. Whatever changes a record has a screen of its own."""

    copy_view_enabled = False
    form_fields: tuple[str, ...] = ()  # no screen of ours edits a row in place
    menu_order = 100
    add_to_admin_menu = False

    @property
    def permission_policy(self) -> ModelPermissionPolicy:
        return LookOnly(self.model)


class SeenByHrViewSet(RecordsViewSet):
    """A list for those who may assign."""

    @property
    def permission_policy(self) -> ModelPermissionPolicy:
        return SeenByThoseWhoAssign(self.model)
