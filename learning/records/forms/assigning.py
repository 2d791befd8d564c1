from datetime import timedelta

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from learning.catalogue.models import Activity
from learning.organisation.widgets import DayInput
from learning.people.models import StaffGroup, StaffMember
from learning.records.choices import DueChoice
from learning.records.services import Ask


class AssignForm(forms.Form):
    """What must be completed, by whom and by when."""

    activity = forms.ModelChoiceField(
        label=_("Activity"),
        queryset=Activity.objects.filter(withdrawn_on=None),
        help_text=_("What they are to complete, for example: Putting a complaint right."),
    )
    staff_groups = forms.ModelMultipleChoiceField(
        label=_("Staff groups"),
        queryset=StaffGroup.objects.filter(is_retired=False),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Everyone in these groups now, and everyone who joins them later."),
    )
    payroll_numbers = forms.CharField(
        label=_("People, by payroll number"),
        required=False,
        help_text=_("For single people, with commas between, for example: E010454, E010463."),
    )
    is_mandatory = forms.BooleanField(
        label=_("Mandatory"),
        required=False,
        initial=True,
        help_text=_("Untick it to recommend the activity without requiring it."),
    )
    from_on = forms.DateField(
        label=_("From"),
        initial=localdate,
        widget=DayInput,
        help_text=_("The first day on which it is asked of them."),
    )
    due = forms.ChoiceField(
        label=_("Due"), choices=DueChoice, initial=DueChoice.AFTER_JOINING_GROUP
    )
    due_on = forms.DateField(
        label=_("Due date"),
        required=False,
        widget=DayInput,
        help_text=_("Only if it is due on a date. The same day for everyone."),
    )
    due_days = forms.IntegerField(
        label=_("Days to complete it"),
        required=False,
        min_value=1,
        max_value=730,
        initial=30,
        help_text=_(
            "For example 30. Never fewer than this after it is first asked of somebody, "
            "whoever joins later too."
        ),
    )

    def clean_payroll_numbers(self) -> list[StaffMember]:
        numbers = [each.strip() for each in self.cleaned_data["payroll_numbers"].split(",")]
        numbers = [number for number in numbers if number]
        people = list(StaffMember.objects.filter(payroll_number__in=numbers))
        unknown = sorted(set(numbers) - {person.payroll_number for person in people})
        if unknown:
            raise forms.ValidationError(
                _("Nobody on the staff list has payroll number %(numbers)s. Check it, try again.")
                % {"numbers": ", ".join(unknown)}
            )
        return people

    def ask(self) -> Ask:
        """What the assignment asks, in the service's words."""
        answers = self.cleaned_data
        return Ask(
            is_mandatory=answers["is_mandatory"],
            due=DueChoice(answers["due"]),
            due_on=answers["due_on"],
            due_days=answers["due_days"] or 0,
        )


class EndForm(forms.Form):
    """The last day on which something holds."""

    last_on = forms.DateField(
        label=_("Last day"),
        initial=localdate,
        widget=DayInput,
        help_text=_("It still holds on this day, and not after it. What was before stays."),
    )


class WaiveForm(forms.Form):
    """Who is excused from what, why, and until when."""

    payroll_number = forms.CharField(
        label=_("Payroll number"), max_length=32, help_text=_("For example E010454.")
    )
    activity = forms.ModelChoiceField(
        label=_("Activity"), queryset=Activity.objects.filter(withdrawn_on=None)
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("Shown wherever it counts, for example: Covered by their professional body."),
    )
    from_on = forms.DateField(label=_("First day"), initial=localdate, widget=DayInput)
    to_on = forms.DateField(
        label=_("Last day"),
        initial=lambda: localdate() + timedelta(days=365),
        widget=DayInput,
        help_text=_("A waiver always ends; extend it by adding another."),
    )

    def clean_payroll_number(self) -> StaffMember:
        number = self.cleaned_data["payroll_number"].strip()
        person = StaffMember.objects.filter(payroll_number=number).first()
        if person is None:
            raise forms.ValidationError(
                _("Nobody on the staff list has payroll number %(number)s.") % {"number": number}
            )
        return person
