"""Showing what a change comes to before it is made, and making just that."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from learning.records.choices import StatusChoice
from learning.records.rules.status import EXCUSED, HOLDING
from learning.records.selectors import Change, Effect, effect_of
from learning.records.selectors.terms_words import cost_in_words

from .admin_form import RecordsFormView


class LookAheadView(RecordsFormView):
    """A form in two steps, without a script: what it comes to, and then the change itself.

    The answers travel in the page. With them goes a digest of all that was shown: where it would
    come to something else by now, that is shown first and nothing is saved.
    """

    submit_label = gettext_lazy("Look at the effect")
    effect_template_name = "records/effect.html"
    confirm_label: ClassVar[str] = gettext_lazy("Save")

    def plan(self, form: Form) -> Change:
        """The change that the answers ask for."""
        raise NotImplementedError

    def make(self, form: Form, change: Change) -> str:
        """Make the change and return what to tell the person."""
        raise NotImplementedError

    def summary(self, form: Form, change: Change) -> list[tuple[str, str]]:
        """What is being asked, as labels and words."""
        return []

    def form_valid(self, form: Form) -> HttpResponse:
        if "again_to_form" in self.request.POST:
            return self.render_to_response(self.get_context_data(form=form))
        try:
            change = self.plan(form)
            effect = effect_of(change, today=localdate())
            seen = self.request.POST.get("seen", "")
            if seen != effect.digest:
                return self.show(form, change, effect, is_news=bool(seen))
            told = self.make(form, change)
        except ValidationError as error:
            return self.form_refused(form, error)
        messages.success(self.request, told)
        return redirect(self.get_success_url())

    def show(self, form: Form, change: Change, effect: Effect, *, is_news: bool) -> HttpResponse:
        if is_news:
            messages.warning(
                self.request,
                _(
                    "Something has changed since you looked, and nothing was saved. "
                    "This is how it is now."
                ),
            )
        return self.response_class(
            request=self.request,
            template=[self.effect_template_name],
            context=self.get_context_data(form=form, change=change)
            | effect_context(effect)
            | {
                "summary": self.summary(form, change),
                "hidden_fields": [field.as_hidden() for field in form],
                "confirm_label": self.confirm_label,
            },
        )


def effect_context(effect: Effect) -> dict[str, object]:
    """What the page of an effect shows, worked out."""
    rows = [
        {
            "line": line,
            "label": StatusChoice(line.standing.status).label,
            "is_met": line.standing.status in HOLDING,
            "is_excused": line.standing.status in EXCUSED,
        }
        for line in effect.lines
    ]
    totals = [
        (effect.people, _("People")),
        (effect.total("to_do"), _("To do")),
        (effect.total("meet_it"), _("Already met")),
        (effect.total("away") + effect.total("waived"), _("Away or excused")),
        (effect.total("asked_already"), _("Asked already by another assignment")),
        (effect.total("late"), _("Late on the first day")),
    ]
    if dropped := effect.total("dropped"):
        totals.append((dropped, _("Asked no longer")))
    return {
        "effect": effect,
        "rows": rows,
        "totals": totals,
        "tallies": effect.tallies.items(),
        "late": effect.total("late"),
        "cost": cost_in_words(effect.cost),
    }
