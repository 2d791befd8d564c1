"""What HR and staff fill in about people."""

from typing import Any

from allauth.account import forms as account_forms
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.files.uploadedfile import UploadedFile
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from learning.organisation.fields import DayField
from learning.organisation.widgets import DayInput
from learning.tabular.forms import ColumnsForm

from .choices import AbsenceReason
from .fields import StaffMemberField, StaffMembersField
from .models import StaffGroup, StaffImport
from .models.adjustment import MOST_EXTRA_TIME
from .rules.group_rule import Clause, Joined, RuleField
from .rules.staff_import import Field
from .selectors.import_words import word_for

LARGEST_FILE = 10 * 1024 * 1024


class StaffFileForm(forms.Form):
    """The staff list as HR has it."""

    file = forms.FileField(
        label=_("Staff list"),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,text/csv"}),
        help_text=_(
            "A CSV or XLSX file with a row for each person, or for each post of a person. It needs "
            "columns for payroll number, first and last name, job title and start date; others are "
            "used if they are there. You will see what it would change before anything changes."
        ),
    )

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is larger than 10 MB. Is it the right one?"))
        return file


FULL, PART = "full", "part"


class ImportChoicesForm(ColumnsForm):
    """What HR decides: which column is which, and how the file is to be taken."""

    extent = forms.ChoiceField(
        label=_("What the file holds"),
        choices=[
            (FULL, _("The whole staff list: whoever is not in it may have left")),
            (PART, _("A part of it: nobody leaves because they are not in it")),
        ],
        widget=forms.RadioSelect,
    )
    creates_groups = forms.BooleanField(
        label=_("Create the staff groups that are new"),
        required=False,
        help_text=_("Without the tick, rows that name an unknown group are left out."),
    )
    takes_effect_on = DayField(
        label=_("Moves take effect on"),
        widget=DayInput,
        help_text=_("The first day in the new post or group. Joiners begin on their start date."),
    )
    leavers_last_day_on = DayField(
        label=_("Last day of those not in the file"),
        required=False,
        widget=DayInput,
        help_text=_(
            "For a whole staff list only. Leave it empty and they stay. Fill it in and all of them "
            "leave on that day."
        ),
    )

    def __init__(self, *args: object, staff_import: StaffImport, **kwargs: object) -> None:
        initial = {
            "creates_groups": staff_import.creates_groups,
            "takes_effect_on": staff_import.takes_effect_on,
            "leavers_last_day_on": staff_import.leavers_last_day_on,
        }
        if staff_import.is_checked:
            initial["extent"] = FULL if staff_import.is_full else PART
        super().__init__(
            *args,
            header=staff_import.detected["header"],
            mapping=staff_import.mapping,
            words={field.value: word_for(field) for field in Field},
            **kwargs | {"initial": initial},
        )

    @property
    def decisions(self) -> list[forms.BoundField]:
        return [self[name] for name in self.base_fields]

    @property
    def choices(self) -> dict[str, object]:
        names = ("creates_groups", "takes_effect_on", "leavers_last_day_on")
        chosen = {name: self.cleaned_data[name] for name in names}
        return chosen | {"is_full": self.cleaned_data["extent"] == FULL}


class PayrollNumberForm(forms.Form):
    """A new payroll number for somebody."""

    payroll_number = forms.CharField(
        label=_("New payroll number"),
        max_length=32,
        help_text=_(
            "Their record stays theirs, and a log-in called by the old number is called by the new."
        ),
    )


class AbsenceForm(forms.Form):
    """Who is away, why and how long."""

    staff_member = StaffMemberField()
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=AbsenceReason,
        help_text=_("Seen by HR only. While they are away nothing is asked of them."),
    )
    from_on = DayField(label=_("First day away"), initial=localdate, widget=DayInput)
    to_on = DayField(
        label=_("Last day away"),
        required=False,
        widget=DayInput,
        help_text=_("Leave it empty until they are back."),
    )


class AdjustmentForm(forms.Form):
    """Whose limits are wider, how and how long."""

    staff_member = StaffMemberField(
        help_text=_(
            "For example E010454. Record the adjustment only, never the condition or the reason "
            "behind it."
        )
    )
    extra_time = forms.IntegerField(
        label=_("Extra time, in per cent"),
        required=False,
        min_value=0,
        max_value=MOST_EXTRA_TIME,
        help_text=_(
            "Added to every time limit. 25 makes 25 minutes of 20; 50 and 100 are usual too. "
            "Leave it empty for none."
        ),
    )
    is_untimed = forms.BooleanField(
        label=_("No time limit at all"), required=False, help_text=_("In place of extra time.")
    )
    has_unlimited_attempts = forms.BooleanField(
        label=_("Unlimited attempts"),
        required=False,
        help_text=_(
            "A quiz that limits the number of attempts, or asks for a pause between them, does not "
            "do so for this person."
        ),
    )
    from_on = DayField(label=_("First day"), initial=localdate, widget=DayInput)
    to_on = DayField(
        label=_("Last day"),
        required=False,
        widget=DayInput,
        help_text=_("Leave it empty if no end is agreed."),
    )

    def clean_extra_time(self) -> int:
        return self.cleaned_data["extra_time"] or 0


class LastDayForm(forms.Form):
    """The last day on which something holds."""

    last_on = DayField(
        label=_("Last day"),
        initial=localdate,
        widget=DayInput,
        help_text=_("It still holds on this day, and not after it. What was before stays."),
    )


class AddToGroupForm(forms.Form):
    """Which staff group somebody joins, and when."""

    staff_group = forms.ModelChoiceField(
        label=_("Staff group"), queryset=StaffGroup.objects.filter(is_retired=False)
    )
    from_on = DayField(
        label=_("First day"),
        initial=localdate,
        widget=DayInput,
        help_text=_("What is asked of the group is asked of them from this day."),
    )


class WhyForm(forms.Form):
    """Whose membership to explain, and for which day."""

    staff_member = StaffMemberField()
    on = DayField(label=_("Day"), initial=localdate, widget=DayInput)


class RuleForm(forms.Form):
    """How the conditions of a rule go together."""

    joined = forms.ChoiceField(
        label=_("Somebody is in the group if one of their posts meets"),
        choices=[(Joined.ALL, _("all of these conditions")), (Joined.ANY, _("any one of them"))],
        initial=Joined.ALL,
        widget=forms.RadioSelect,
    )


class ClauseForm(forms.Form):
    """One condition: a field of the post, and the values that it is one of, or none of."""

    is_negated = forms.TypedChoiceField(
        label=_("Condition"),
        choices=[("", _("is one of these")), ("not", _("is none of these"))],
        coerce=bool,
        empty_value=False,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(
        self, *args: object, field: RuleField, choices: list[tuple[str, str]], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rule_field = field
        if field.is_about_a_manager:
            self.fields["values"] = StaffMembersField(
                label=_("Payroll numbers of managers"),
                help_text=_("With commas between them, for example E010454, E010439."),
            )
        else:
            self.fields["values"] = forms.MultipleChoiceField(
                label=_("Values"), choices=choices, widget=forms.CheckboxSelectMultiple
            )

    def clause(self) -> Clause:
        values = self.cleaned_data["values"]
        if self.rule_field.is_about_a_manager:
            values = [str(manager.key) for manager in values]
        return Clause(self.rule_field, tuple(values), self.cleaned_data["is_negated"])


class FirstLogInForm(forms.Form):
    """A code on paper, exchanged for a password."""

    payroll_number = forms.CharField(
        label=_("Payroll number"),
        max_length=32,
        help_text=_("It is on the slip, and on your payslip."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
    )
    code = forms.CharField(
        label=_("One-time code"),
        max_length=40,
        help_text=_("Ten letters and digits from the slip. Capitals and the dash do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=_("New password"),
        strip=False,
        help_text=_(
            "At least 10 characters. Three words that only you would put together do well."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password_again = forms.CharField(
        label=_("New password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_password(self) -> str:
        validate_password(self.cleaned_data["password"])
        return self.cleaned_data["password"]

    def clean(self) -> dict[str, object]:
        answers = super().clean()
        first, second = answers.get("password"), answers.get("password_again")
        if first and second and first != second:
            self.add_error("password_again", _("The two passwords are not the same."))
        return answers


class InOurWords(forms.Form):
    """A form of the sign-in pages, whose fields are called alike on the page and in its errors."""

    called: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in self.called.items():
            self.fields[name].label = label


class SignInForm(InOurWords, account_forms.LoginForm):
    called = {"login": _("E-mail address or payroll number")}


class ChangePasswordForm(InOurWords, account_forms.ChangePasswordForm):
    called = {
        "oldpassword": _("Your password now"),
        "password1": _("New password"),
        "password2": _("New password, once more"),
    }


class ForgottenPasswordForm(InOurWords, account_forms.ResetPasswordForm):
    called = {"email": _("Your work e-mail address")}


class ReplacePasswordForm(InOurWords, account_forms.ResetPasswordKeyForm):
    called = {"password1": _("New password"), "password2": _("New password, once more")}
