"""What people type or an address says: fields that take what can be meant, and nothing else."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import BadRequest, ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from .widgets import DayInput

# Beyond these, a day is a slip of the hand or stands for "never", and sums of days run over.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
MOST_DIGITS = 18


class DayField(forms.DateField):
    """A day that somebody at work can mean. For "no end" the field is left empty."""

    widget = DayInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.validators += [
            MinValueValidator(FIRST_DAY, _("Give a day from 1 January 1900 on.")),
            MaxValueValidator(LAST_DAY, _("Give a day before the year 2200.")),
        ]


class DayRangeField(django_filters.fields.DateRangeField):
    """From one such day to another."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["fields"] = (DayField(), DayField())
        super(django_filters.fields.DateRangeField, self).__init__(*args, **kwargs)


class DayFilter(django_filters.DateFilter):
    """A day in the filters of a list."""

    field_class = DayField


class DayRangeFilter(django_filters.DateFromToRangeFilter):
    """Two days in the filters of a list."""

    field_class = DayRangeField


def sent_numbers(sent: Iterable[str]) -> list[int]:
    """The numbers in what a page or an address sends, but for those that no database keeps."""
    return [int(each) for each in sent if each.isdecimal() and len(each) <= MOST_DIGITS]


def sent_text(sent: QueryDict, name: str, unsaid: str = "") -> str:
    """What somebody typed. Nobody can type the character NUL, and PostgreSQL keeps none."""
    text = sent.get(name, unsaid)
    if "\0" in text:
        raise BadRequest("no page of ours sends such a character")
    return text


class RowsField(forms.ModelMultipleChoiceField):
    """Several rows. A number longer than any that a database keeps names none of them."""

    def clean(self, value: Any) -> Any:
        for each in value or ():
            if len(str(each)) > MOST_DIGITS:
                raise ValidationError(
                    self.error_messages["invalid_choice"],
                    code="invalid_choice",
                    params={"value": each},
                )
        return super().clean(value)


class ManyField(RowsField, django_filters.fields.ModelMultipleChoiceField):
    """Several rows in a form of filters."""


class ManyFilter(django_filters.ModelMultipleChoiceFilter):
    """Several rows in the filters of a list."""

    field_class = ManyField
