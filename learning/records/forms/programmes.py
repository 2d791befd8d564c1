"""A programme and the order of its steps, edited with buttons alone."""

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from learning.catalogue.models import Activity
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
    from_on = forms.DateField(
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

    def activities(self) -> list[Activity]:
        """The steps as they stand in the page, with what was chosen to be added."""
        return list(self._by_id(self._ids()))

    def _ids(self) -> list[int]:
        written = self["steps"].value() or ""
        ids = [int(each) for each in str(written).split(",") if each.strip().isdecimal()]
        chosen = str(self["add"].value() or "") if self.is_bound else ""
        return edited(ids, self.data.get("do", ""), add=int(chosen) if chosen.isdecimal() else None)

    def _by_id(self, ids: list[int]) -> list[Activity]:
        found = Activity.objects.in_bulk(ids)
        return [found[each] for each in ids if each in found]

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
