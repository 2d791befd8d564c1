"""What HR's lists share."""

from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from learning.people.permissions import ChangedByServicesOnly


class PeopleViewSet(ModelViewSet):
    """A list to look at. Whatever changes a row has a screen of its own."""

    copy_view_enabled = False
    add_to_reference_index = False
    add_to_admin_menu = False
    form_fields: tuple[str, ...] = ()  # no screen of ours edits a row in place
    list_per_page = 50

    @property
    def permission_policy(self) -> ModelPermissionPolicy:
        return ChangedByServicesOnly(self.model)
