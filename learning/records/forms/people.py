"""One person, by payroll number, and excusing them."""

from datetime import timedelta

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from learning.catalogue.models import Activity
from learning.organisation.fields import DayField
from learning.organisation.widgets import DayInput
from learning.people.fields import StaffMemberField


class PersonForm(forms.Form):
    """Who it is about, and which activity."""

    payroll_number = StaffMemberField()
    activity = forms.ModelChoiceField(
        label=_("Activity"),
        queryset=Activity.objects.filter(withdrawn_on=None),
        help_text=_("For example: Putting a complaint right."),
    )


class WaiveForm(PersonForm):
    """Who is excused from what, why, and until when."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("Shown wherever it counts, for example: Covered by their professional body."),
    )
    from_on = DayField(
        label=_("First day"),
        initial=localdate,
        widget=DayInput,
        help_text=_("From this day on nothing is asked of them for this activity."),
    )
    to_on = DayField(
        label=_("Last day"),
        initial=lambda: localdate() + timedelta(days=365),
        widget=DayInput,
        help_text=_("A waiver always ends; extend it by adding another."),
    )
