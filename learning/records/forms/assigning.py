"""What HR says when something is to be learnt: what, by whom, by when and how often."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.forms.boundfield import BoundField
from django.utils.dates import MONTHS
from django.utils.timezone import localdate
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from learning.catalogue.models import Activity
from learning.organisation.fields import DayField, RowsField
from learning.organisation.widgets import DayInput
from learning.people.fields import StaffMembersField
from learning.people.models import StaffGroup
from learning.records.choices import AgainChoice, DueChoice
from learning.records.models import Assignment, Programme
from learning.records.selectors.changes import Ask

MOST_DAYS = 730
MOST_MONTHS = 120
MONTH_CHOICES = [("", _("Choose a month")), *MONTHS.items()]


@dataclass(frozen=True, slots=True)
class Shown:
    """A field, and the answers to another for which alone it matters (names of choices)."""

    field: BoundField
    asked_by: str = ""
    answers: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Fields under one heading."""

    name: str
    heading: str
    fields: list[Shown]


class TermsForm(forms.Form):
    """By when something is to be completed, and when again. What does not apply is ignored."""

    is_mandatory = forms.BooleanField(
        label=_("Mandatory"),
        required=False,
        initial=True,
        help_text=_("Untick it to recommend the activity without requiring it."),
    )
    from_on = DayField(
        label=_("From"),
        initial=localdate,
        widget=DayInput,
        help_text=_("The first day on which it is asked of them."),
    )
    due = forms.ChoiceField(
        label=_("Due"),
        choices=DueChoice,
        initial=DueChoice.AFTER_JOINING_GROUP,
        help_text=_(
            "By when it is to be completed. Days stand still while somebody is away or excused. "
            "For example: days after joining the group."
        ),
    )
    due_on = DayField(
        label=_("Due date"),
        required=False,
        widget=DayInput,
        help_text=_("Only if it is due on a date: the same day for everyone asked from the start."),
    )
    due_days = forms.IntegerField(
        label=_("Days to complete it"),
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
        initial=30,
        help_text=_(
            "For example 30. With a due date, whoever joins later has at least so many days. "
            "After the last completion: 365 asks for it again 365 days after it was done."
        ),
    )
    again = forms.ChoiceField(
        label=_("Again"),
        choices=AgainChoice,
        initial=AgainChoice.NEVER_SOONER,
        help_text=_(
            "When it is asked again of somebody who has completed it. A completion never counts "
            "for longer than the activity says, whatever you choose here."
        ),
    )
    again_months = forms.IntegerField(
        label=_("Months until it is asked again"),
        required=False,
        min_value=1,
        max_value=MOST_MONTHS,
        help_text=_("Only if it is asked every so many months. For example 12."),
    )
    season_from_month = forms.TypedChoiceField(
        label=_("First month"),
        required=False,
        choices=MONTH_CHOICES,
        coerce=int,
        empty_value=None,
        help_text=_("Only for the same months every year. For example November."),
    )
    season_to_month = forms.TypedChoiceField(
        label=_("Last month"),
        required=False,
        choices=MONTH_CHOICES,
        coerce=int,
        empty_value=None,
        help_text=_(
            "It is due on the last day of this month. From November to January is one season."
        ),
    )
    window_days = forms.IntegerField(
        label=_("Days in which an early refresher counts"),
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
        help_text=_(
            "The last days before it is to be done again, for example 60. Done earlier, it stays "
            "on record and renews nothing. Leave it empty and a refresher counts at any time."
        ),
    )

    MATTERS_FOR = {
        "due_on": ("due", [DueChoice.ON_A_DAY]),
        "due_days": ("due", [each for each in DueChoice if each != DueChoice.BY_NO_DAY]),
        "again_months": ("again", [AgainChoice.MONTHS]),
        "season_from_month": ("again", [AgainChoice.SEASON]),
        "season_to_month": ("again", [AgainChoice.SEASON]),
    }

    def sections(self) -> Iterator[Section]:
        """The fields under their headings, with when each matters."""
        yield self.section("terms", _now("From when"), ["is_mandatory", "from_on"])
        yield self.section("due", _now("By when"), ["due", "due_on", "due_days"])
        yield self.section(
            "again",
            _now("How often again"),
            ["again", "again_months", "season_from_month", "season_to_month", "window_days"],
        )

    def section(self, name: str, heading: str, fields: list[str]) -> Section:
        return Section(name, heading, [self._shown(each) for each in fields])

    def _shown(self, name: str) -> Shown:
        asked_by, answers = self.MATTERS_FOR.get(name, ("", []))
        return Shown(self[name], asked_by and self[asked_by].html_name, "|".join(answers))

    def clean(self) -> dict[str, object]:
        answers = super().clean()
        due, again = answers.get("due"), answers.get("again")
        if due == DueChoice.ON_A_DAY:
            self._require("due_on", _now("Give the date, or choose another way to say when."))
        elif due is not None and due != DueChoice.BY_NO_DAY:
            self._require("due_days", _now("Give the number of days, for example 30."))
        if due == DueChoice.AFTER_COMPLETION and again != AgainChoice.NEVER_SOONER:
            self.add_error(
                "again",
                _now(
                    "Days after the last completion already says when it is asked again. "
                    "Choose the first line here, or another way to say by when."
                ),
            )
        elif again == AgainChoice.MONTHS:
            self._require("again_months", _now("Give the number of months, for example 12."))
        elif again == AgainChoice.SEASON:
            self._require("season_from_month", _now("Choose the first month of the season."))
            self._require("season_to_month", _now("Choose the last month of the season."))
        return answers

    def _require(self, name: str, words: str) -> None:
        if name not in self.errors and self.cleaned_data.get(name) is None:
            self.add_error(name, words)

    def ask(self) -> Ask:
        """What is asked, without the answers that do not apply."""
        answers = self.cleaned_data
        due, again = DueChoice(answers["due"]), AgainChoice(answers["again"])
        is_in_season = again is AgainChoice.SEASON
        return Ask(
            is_mandatory=answers["is_mandatory"],
            due=due,
            due_on=answers["due_on"] if due is DueChoice.ON_A_DAY else None,
            due_days=(answers["due_days"] or 0) if due is not DueChoice.BY_NO_DAY else 0,
            again_months=answers["again_months"] if again is AgainChoice.MONTHS else None,
            season_from_month=answers["season_from_month"] if is_in_season else None,
            season_to_month=answers["season_to_month"] if is_in_season else None,
            window_days=answers["window_days"],
        )


class ReviseForm(TermsForm):
    """Other terms for what is already asked."""

    from_on = DayField(
        label=_("From"),
        initial=localdate,
        widget=DayInput,
        help_text=_(
            "The first day of the new terms. Until then the old ones hold. Days go on being "
            "counted from when it was first assigned."
        ),
    )

    @staticmethod
    def answers_of(assignment: Assignment) -> dict[str, object]:
        """The terms of an assignment, as the form asks for them."""
        again = AgainChoice.NEVER_SOONER
        if assignment.again_months is not None:
            again = AgainChoice.MONTHS
        elif assignment.season_from_month is not None:
            again = AgainChoice.SEASON
        return {
            "is_mandatory": assignment.is_mandatory,
            "due": assignment.due,
            "due_on": assignment.due_on,
            "due_days": assignment.due_days or None,
            "again": again,
            "again_months": assignment.again_months,
            "season_from_month": assignment.season_from_month,
            "season_to_month": assignment.season_to_month,
            "window_days": assignment.window_days,
        }


class AssignForm(TermsForm):
    """What must be completed, by whom and by when."""

    activity = forms.ModelChoiceField(
        label=_("Activity"),
        queryset=Activity.objects.filter(withdrawn_on=None),
        required=False,
        help_text=_("What they are to complete, for example: Putting a complaint right."),
    )
    programme = forms.ModelChoiceField(
        label=_("Or a programme"),
        queryset=Programme.objects.filter(is_retired=False),
        required=False,
        help_text=_("All its activities at once, for example: Your first month at the counter."),
    )
    staff_groups = RowsField(
        label=_("Staff groups"),
        queryset=StaffGroup.objects.filter(is_retired=False),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Everyone in these groups now, and everyone who joins them later."),
    )
    payroll_numbers = StaffMembersField(
        label=_("People, by payroll number"),
        required=False,
        max_length=2000,
        help_text=_(
            "For single people, with commas between, for example: E010454, E010463. "
            "For many, make a staff group."
        ),
    )

    def sections(self) -> Iterator[Section]:
        yield self.section("what", _now("What"), ["activity", "programme"])
        yield self.section("who", _now("Who"), ["staff_groups", "payroll_numbers"])
        yield from super().sections()

    def clean(self) -> dict[str, object]:
        answers = super().clean()
        activity, programme = answers.get("activity"), answers.get("programme")
        if activity and programme:
            self.add_error("programme", _("Choose an activity or a programme, not both."))
        elif not (activity or programme or {"activity", "programme"} & self.errors.keys()):
            self.add_error("activity", _("Choose an activity or a programme."))
        names = {"staff_groups", "payroll_numbers"}
        if not names & self.errors.keys() and not any(answers.get(name) for name in names):
            self.add_error("staff_groups", _("Choose at least one staff group or person."))
        return answers
