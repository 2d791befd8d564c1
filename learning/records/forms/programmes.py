"""A programme and the order of its steps, edited with buttons alone."""

from collections.abc import Mapping
from typing import Any, Self

from django import forms
from django.http import QueryDict
from django.utils.timezone import localdate
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from learning.catalogue.models import Activity
from learning.organisation.fields import DayField, sent_numbers
from learning.organisation.widgets import DayInput
from learning.records.models import Programme
from learning.records.rules.ordering import edited


class ProgrammeForm(forms.ModelForm):
    """Its title, its activities in order, and from when the steps change.

    The order travels in the page. A button adds, moves or takes out one step and shows the page
    again; nothing is saved by it.
    """

    steps = forms.CharField(required=False, widget=forms.HiddenInput)
    add = forms.ModelChoiceField(
        label=_("Add an activity"),
        queryset=Activity.objects.filter(withdrawn_on=None),
        required=False,
        help_text=_("It goes to the end. Move it up from there."),
    )
    from_on = DayField(
        label=_("From"),
        initial=localdate,
        widget=DayInput,
        help_text=_(
            "Whoever has the programme is asked for a new activity from this day, with its days "
            "counted from it. What is taken out is asked no longer."
        ),
    )

    class Meta:
        model = Programme
        fields = ("title", "is_retired")

    @classmethod
    def after_button(cls, data: QueryDict, *, instance: Programme) -> Self:
        """The form as shown once a button beside the steps was pressed. Nothing is checked."""
        order = edited(_numbers(data.get("steps")), data.get("do", ""), add=_added(data))
        shown = {name: data.get(name) for name in ("title", "is_retired", "from_on")}
        return cls(instance=instance, initial=shown | {"steps": _written(order)})

    def activities(self) -> list[Activity]:
        """The steps as they stand in the page, with what was chosen to be added."""
        ids = edited(_numbers(self["steps"].value()), "", add=_added(self.data))
        found = Activity.objects.in_bulk(ids)
        return [found[each] for each in ids if each in found]

    def order(self) -> str:
        """The same as the page carries it."""
        return _written([activity.pk for activity in self.activities()])

    def clean_from_on(self) -> object:
        day = self.cleaned_data["from_on"]
        if day < localdate():
            raise forms.ValidationError(_now("Give today or a later day. The past stays as it is."))
        return day

    def clean(self) -> dict[str, object]:
        answers = super().clean()
        answers["activities"] = self.activities()
        if not answers["activities"]:
            self.add_error("add", _now("A programme has one activity at least. Add one."))
        return answers


def _numbers(written: object) -> list[int]:
    return sent_numbers(str(written or "").split(","))


def _written(ids: list[int]) -> str:
    return ",".join(str(each) for each in ids)


def _added(data: Mapping[str, Any]) -> int | None:
    return next(iter(sent_numbers([data.get("add") or ""])), None)
