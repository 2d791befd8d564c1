"""Staff groups: added, renamed, filled by a rule, and retired."""

from django.db.models import Count, Q, QuerySet
from django.urls import URLPattern, path
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.views.generic import CreateView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import log
from wagtail.permission_policies import ModelPermissionPolicy

from learning.people.models import StaffGroup
from learning.people.permissions import RetiredNotDeleted
from learning.people.views import GroupRuleView, KeepByHandView, StaffGroupView


class StaffGroupIndexView(IndexView):
    def get_base_queryset(self) -> QuerySet:
        now = Q(memberships__superseded_at=None, memberships__from_on__lte=localdate())
        now &= Q(memberships__to_on=None) | Q(memberships__to_on__gte=localdate())
        people = Count("memberships__staff_member", filter=now, distinct=True)
        return StaffGroup.objects.telling_how_kept().annotate(people_now=people)


class StaffGroupCreateView(CreateView):
    def save_instance(self) -> StaffGroup:
        group = self.form.save()
        log(instance=group, action="people.staff_group.add", content_changed=True)
        return group


class StaffGroupEditView(EditView):
    def save_instance(self) -> StaffGroup:
        group = self.form.save()
        self.has_content_changes = self.form.has_changed()
        log(
            instance=group,
            action="people.staff_group.change",
            content_changed=self.has_content_changes,
        )
        return group


class StaffGroupViewSet(ModelViewSet):
    model = StaffGroup
    name = "staff_group"
    icon = "group"
    menu_label = gettext_lazy("Staff groups")
    menu_order = 45
    copy_view_enabled = False
    add_to_reference_index = False
    add_to_admin_menu = False
    index_view_class = StaffGroupIndexView
    add_view_class = StaffGroupCreateView
    edit_view_class = StaffGroupEditView
    inspect_view_class = StaffGroupView
    inspect_view_enabled = True
    form_fields = ("name", "description", "is_retired")
    list_per_page = 50
    list_filter = ("is_retired",)
    search_fields = ("name", "description")
    search_backend_name = None
    list_display = (
        TitleColumn(
            "name",
            label=gettext_lazy("Name"),
            sort_key="name",
            url_name="staff_group:inspect",
        ),
        "description",
        Column(
            "kept",
            label=gettext_lazy("Kept"),
            accessor=lambda group: _("By rule") if group.is_by_rule else _("By hand"),
        ),
        Column("people_now", label=gettext_lazy("People now"), sort_key="people_now"),
        BooleanColumn("is_retired", label=gettext_lazy("Retired"), sort_key="is_retired"),
    )

    @property
    def permission_policy(self) -> ModelPermissionPolicy:
        return RetiredNotDeleted(self.model)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/rule/", GroupRuleView.as_view(), name="rule"),
            path("<int:pk>/by-hand/", KeepByHandView.as_view(), name="by_hand"),
        ]
