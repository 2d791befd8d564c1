"""One person, by payroll number, and excusing them."""

from datetime import timedelta

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from learning.catalogue.models import Activity
from learning.organisation.fields import DayField
from learning.organisation.widgets import DayInput
from learning.people.models import StaffMember
from learning.people.services import refuse_merged


class PersonForm(forms.Form):
    """Who it is about, and which activity."""

    payroll_number = forms.CharField(
        label=_("Payroll number"), max_length=32, help_text=_("For example E010454.")
    )
    activity = forms.ModelChoiceField(
        label=_("Activity"),
        queryset=Activity.objects.filter(withdrawn_on=None),
        help_text=_("For example: Putting a complaint right."),
    )

    def clean_payroll_number(self) -> StaffMember:
        number = self.cleaned_data["payroll_number"].strip()
        person = StaffMember.objects.filter(payroll_number__iexact=number).first()
        if person is None:
            raise forms.ValidationError(
                _("Nobody on the staff list has payroll number %(number)s. Check it, try again.")
                % {"number": number}
            )
        refuse_merged(person)
        return person


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
