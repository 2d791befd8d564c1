"""People, named in a form by their payroll numbers, in capitals or not."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from learning.people.models import StaffMember
from learning.people.rules.staff_import import key_of
from learning.people.services import refuse_merged


class StaffMemberField(forms.CharField):
    """A payroll number, as the person it belongs to."""

    def __init__(self, **kwargs: Any) -> None:
        ours = {"label": _("Payroll number"), "help_text": _("For example E010454.")}
        super().__init__(max_length=32, **ours | kwargs)

    def clean(self, value: str) -> StaffMember | None:
        number = super().clean(value)
        return _people_numbered([number])[0] if number else None


class StaffMembersField(forms.CharField):
    """Payroll numbers with commas between, as the people they belong to."""

    def clean(self, value: str) -> list[StaffMember]:
        numbers = [number.strip() for number in super().clean(value).split(",")]
        return _people_numbered([number for number in numbers if number])


def _people_numbered(numbers: Collection[str]) -> list[StaffMember]:
    """The people, each once. A number of nobody, or of a merged record, is an error."""
    people = list(StaffMember.objects.numbered(numbers).select_related("merged_into"))
    found = {key_of(person.payroll_number) for person in people}
    if unknown := [number for number in numbers if key_of(number) not in found]:
        raise forms.ValidationError(
            _("Nobody on the staff list has payroll number %(numbers)s. Check it and try again.")
            % {"numbers": ", ".join(unknown)}
        )
    for person in people:
        refuse_merged(person)
    return people
