from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from learning.catalogue.models import Activity
from learning.organisation.fields import DayField
from learning.organisation.widgets import DayInput
from learning.people.fields import StaffMemberField
from learning.records.rules.certificates import MOST_BYTES
from learning.records.services.prior_learning import certificate_kind


class PlainDayInput(forms.DateInput):
    """A day, in whatever way the browser lets somebody give one."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ClaimForm(forms.Form):
    """What was learnt, when and with whom, and the certificate that shows it."""

    activity = forms.ModelChoiceField(
        label=_("Module or session it stands in for"),
        queryset=Activity.objects.none(),
        empty_label=_("Choose one"),
        error_messages={"required": _("Choose what it stands in for.")},
    )
    completed_on = DayField(
        label=_("Date on the certificate"),
        widget=PlainDayInput,
        error_messages={"required": _("Give the date on the certificate.")},
    )
    provider = forms.CharField(
        label=_("With whom you learnt it"),
        max_length=200,
        help_text=_("For example: Customer service, at Northtown Council."),
        error_messages={"required": _("Say with whom you learnt it.")},
    )
    certificate = forms.FileField(
        label=_("Certificate"),
        help_text=_("A PDF, or a scan or photo as JPEG or PNG, of up to 5 MB."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        error_messages={
            "required": _("Choose the file of your certificate."),
            "empty": _("The file is empty. Choose another."),
        },
    )

    def __init__(self, *args: object, activities: QuerySet[Activity], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["activity"].queryset = activities

    def clean_completed_on(self) -> object:
        day = self.cleaned_data["completed_on"]
        if day > localdate():
            raise forms.ValidationError(_("The date on the certificate is still to come."))
        return day

    def clean_certificate(self) -> bytes:
        """The bytes themselves; what the file was called is not kept."""
        file: UploadedFile = self.cleaned_data["certificate"]
        # A larger file is not read at all: one byte too many is enough to say so.
        certificate = file.read(MOST_BYTES + 1)
        certificate_kind(certificate)
        return certificate


class ClaimForSomebodyForm(ClaimForm):
    """The same, sent in by HR. Somebody else in HR checks it."""

    payroll_number = StaffMemberField()

    field_order = ("payroll_number",)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["completed_on"].widget = DayInput()
        self.fields["provider"].label = _("With whom they learnt it")
