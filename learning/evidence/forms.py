"""Which figures to show: of which criterion, true on which day, known on which day."""

from datetime import date, datetime

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from learning.organisation.fields import DayField
from learning.people.models import StaffGroup
from learning.people.rules.known import end_of
from learning.standards.models import Criterion


class DayInput(forms.DateInput):
    """The browser's own way to choose a day, which needs no script."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DatesForm(forms.Form):
    """The two dates of a figure. Kept in the address, so that a link shows the same figures."""

    as_at = DayField(
        label=_("As at"),
        required=False,
        widget=DayInput,
        help_text=_("The day it was true."),
    )
    known_on = DayField(
        label=_("As known on"),
        required=False,
        widget=DayInput,
        help_text=_("Empty: all we know now."),
    )

    def __init__(self, given: QueryDict, *, today: date, **kwargs: object) -> None:
        chosen = given.copy()
        chosen.setdefault("as_at", today.isoformat())
        super().__init__(chosen, **kwargs)
        self.today = today

    def clean_as_at(self) -> date:
        return self.cleaned_data["as_at"] or self.today

    def clean_known_on(self) -> date | None:
        known_on = self.cleaned_data["known_on"]
        if known_on and known_on > self.today:
            raise forms.ValidationError(
                gettext("That day is still to come. Choose today or a day before it.")
            )
        return known_on

    @property
    def known_at(self) -> datetime | None:
        known_on = self.cleaned_data["known_on"]
        return end_of(known_on, timezone.get_default_timezone()) if known_on else None

    @property
    def query(self) -> dict[str, str]:
        """The dates as an address holds them."""
        dates = {name: self.cleaned_data[name] for name in ("as_at", "known_on")}
        return {name: day.isoformat() for name, day in dates.items() if day}


class CriterionForm(DatesForm):
    """A criterion and the two dates."""

    criterion = forms.ModelChoiceField(
        label=_("Criterion"), queryset=Criterion.objects.all(), required=False, empty_label=None
    )

    field_order = ["criterion", "as_at", "known_on"]

    def __init__(self, given: QueryDict, *, today: date, default: Criterion | None) -> None:
        chosen = given.copy()
        if default is not None:
            chosen.setdefault("criterion", str(default.pk))
        super().__init__(chosen, today=today)
        self.default = default
        self.fields["criterion"].queryset = Criterion.objects.order_by("standard", "position")

    def clean_criterion(self) -> Criterion | None:
        return self.cleaned_data["criterion"] or self.default


class GroupForm(DatesForm):
    """The two dates, and perhaps a staff group. A group retired since had its figures."""

    group = forms.ModelChoiceField(
        label=_("Staff group"),
        queryset=StaffGroup.objects.all(),
        required=False,
        empty_label=_("Everyone"),
    )
