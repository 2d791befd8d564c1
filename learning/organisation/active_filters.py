"""How a filter that is on stands above a list of the CMS."""

from collections.abc import Iterator

import django_filters
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.admin.active_filters import (
    ActiveFilter,
    BaseFilterAdapter,
    register_filter_adapter_class,
)


class InWords(BaseFilterAdapter):
    """Wagtail writes such a value as Python does."""

    def in_words(self) -> str:
        raise NotImplementedError

    def get_active_filters(self) -> Iterator[ActiveFilter]:
        for each in super().get_active_filters():
            yield each._replace(value=self.in_words())


class YesOrNo(InWords):
    def in_words(self) -> str:
        return _("Yes") if self.value else _("No")


class Day(InWords):
    def in_words(self) -> str:
        return date_format(self.value)


def say_filters_in_words() -> None:
    register_filter_adapter_class(django_filters.BooleanFilter, YesOrNo)
    register_filter_adapter_class(django_filters.DateFilter, Day)
