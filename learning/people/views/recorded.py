"""HR's screen of everything that was ever recorded of somebody."""

from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from learning.people.permissions import may_see_staff
from learning.people.selectors import recorded_of

from .staff import AboutSomebody


class RecordedView(AboutSomebody, TemplateView):
    template_name = "people/recorded.html"
    page_title = gettext_lazy("Everything recorded")
    header_icon = "history"
    may_open = may_see_staff

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return super().get_context_data(recorded=recorded_of(self.staff_member), **kwargs)
