from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from learning.people.models import User

from .services import NewLogIn, is_the_code


def _password(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 10 characters. Three unrelated words work well."),
        error_messages={"required": _("Choose a password.")},
    )


class FirstRunForm(forms.Form):
    """Whose site this is and who runs it."""

    code = forms.CharField(
        label=_("Set-up code"),
        max_length=40,
        help_text=_("On the server, run: manage.py first_run_code"),
        error_messages={"required": _("Enter the set-up code.")},
    )
    organisation = forms.CharField(
        label=_("Name of your organisation"),
        max_length=120,
        help_text=_("As staff know it, for example: Northmoor Council."),
        error_messages={"required": _("Enter the name of your organisation.")},
    )
    contact_email = forms.EmailField(
        label=_("E-mail address for help with training"),
        required=False,
        help_text=_("Staff see it at the foot of each page. You can add it later."),
    )
    it_first_name = forms.CharField(label=_("Your first name"), max_length=150)
    it_last_name = forms.CharField(label=_("Your last name"), max_length=150)
    it_email = forms.EmailField(label=_("Your e-mail address"))
    it_password = _password(_("Your password"))
    hr_first_name = forms.CharField(label=_("HR officer’s first name"), max_length=150)
    hr_last_name = forms.CharField(label=_("HR officer’s last name"), max_length=150)
    hr_email = forms.EmailField(label=_("HR officer’s e-mail address"))
    hr_password = _password(_("HR officer’s first password"))
    loads_cse = forms.BooleanField(
        label=_("Load Customer Service Excellence: 5 criteria, 57 elements"),
        required=False,
        initial=True,
        help_text=_("With our own short labels. You can paste in the official wording later."),
    )

    fieldsets = (
        (_("Your organisation"), ("code", "organisation", "contact_email")),
        (
            _("You, as IT: log-ins, roles and settings"),
            ("it_first_name", "it_last_name", "it_email", "it_password"),
        ),
        (
            _("The first HR officer: staff list, assignments and records"),
            ("hr_first_name", "hr_last_name", "hr_email", "hr_password"),
        ),
        (_("The standard"), ("loads_cse",)),
    )

    def parts(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under their headings, as the page shows them."""
        return [(heading, [self[name] for name in names]) for heading, names in self.fieldsets]

    def clean_code(self) -> str:
        if not is_the_code(self.cleaned_data["code"]):
            raise ValidationError(
                _("This is not the set-up code. Run manage.py first_run_code on the server again.")
            )
        return self.cleaned_data["code"]

    def clean(self) -> dict[str, object]:
        answers = super().clean()
        if answers.get("it_email", "").lower() == (answers.get("hr_email") or "-").lower():
            self.add_error("hr_email", _("Give the HR officer an address other than yours."))
        for who in ("it", "hr"):
            self._check_password(who, answers)
        return answers

    def log_in(self, who: str) -> NewLogIn:
        answers = self.cleaned_data
        return NewLogIn(
            first_name=answers[f"{who}_first_name"],
            last_name=answers[f"{who}_last_name"],
            email=answers[f"{who}_email"],
            password=answers[f"{who}_password"],
        )

    def _check_password(self, who: str, answers: dict[str, object]) -> None:
        password = answers.get(f"{who}_password")
        if not password:
            return
        owner = User(
            first_name=answers.get(f"{who}_first_name", ""),
            last_name=answers.get(f"{who}_last_name", ""),
            email=answers.get(f"{who}_email", ""),
        )
        try:
            validate_password(password, owner)
        except ValidationError as error:
            self.add_error(f"{who}_password", error)
