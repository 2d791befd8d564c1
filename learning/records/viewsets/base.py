"""What the lists of records share."""

from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from learning.records.permissions import LookOnly, SeenByThoseWhoAssign


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
