"""What staff send when they answer, and what trainers save when they write."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from quizzes.rules.interactions import (
    Gaps,
    Matching,
    MultipleChoice,
    NotAnAnswer,
    Numeric,
    Ordering,
    Point,
    Response,
    ShortAnswer,
    SingleChoice,
    Step,
    TrueFalse,
    Writing,
    moved,
)
from quizzes.rules.paper import FrozenQuestion


class AnswerForm(forms.Form):
    """The answer to one question. It shows what there is to answer with, and nothing of the key.

    `shown` names the template for its fields, which takes the form as `form`. With `may_be_empty`,
    no answer is fine: it takes an earlier one back.
    """

    use_required_attribute = False
    shown: str
    nothing_given = _("Give an answer, or leave this question for now.")

    idempotency_key = forms.CharField(required=False, widget=forms.HiddenInput)
    # The number of the answer that stood when the page was made; 0 is none.
    after = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=models.BigIntegerField.MAX_BIGINT,
        widget=forms.HiddenInput,
    )

    # Which unclaimed answer the page has shown, so that saving settles it.
    left_over = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        question: FrozenQuestion,
        may_be_empty: bool = False,
        **kwargs: object,
    ) -> None:
        super().__init__(data, **kwargs)
        self.may_be_empty = may_be_empty
        self.question = question
        self.interaction = question.interaction
        self.add_fields()

    def add_fields(self) -> None:
        """The fields that this way of answering has."""
        raise NotImplementedError

    def show(self, response: Response) -> None:
        """Start from what was answered before."""
        raise NotImplementedError

    @property
    def answer(self) -> object:
        """What was sent, for the interaction to read."""
        raise NotImplementedError

    @property
    def error_field(self) -> str | None:
        """Where it is said what is wrong with the answer."""
        return None

    def clean(self) -> dict[str, Any]:
        if not self.errors:
            try:
                if not self.interaction.read(self.answer) and not self.may_be_empty:
                    self.add_error(self.error_field, self.nothing_given)
            except NotAnAnswer:
                self.add_error(self.error_field, self.not_an_answer)
        return self.cleaned_data

    not_an_answer = _("Choose from the answers on this page.")

    @property
    def save_key(self) -> UUID:
        """The key of this save. An answer is not lost for want of one."""
        try:
            return UUID(self.cleaned_data["idempotency_key"])
        except ValueError:
            return uuid4()


class ChoiceForm(AnswerForm):
    """One choice, or all that apply."""

    shown = "quizzes/answering/choices.html"
    error_field = "chosen"
    nothing_given = _("Choose an answer, or leave this question for now.")

    def add_fields(self) -> None:
        several = isinstance(self.interaction, MultipleChoice)
        field = forms.MultipleChoiceField if several else forms.ChoiceField
        self.fields["chosen"] = field(
            label=self.question.prompt,
            required=not self.may_be_empty,
            help_text=_("Choose all that apply.") if several else _("Choose one answer."),
            choices=[(choice.id, choice.text) for choice in self.interaction.choices],
            widget=forms.CheckboxSelectMultiple if several else forms.RadioSelect,
            error_messages={
                "required": self.nothing_given,
                "invalid_choice": self.not_an_answer,
            },
        )

    def show(self, response: Response) -> None:
        several = isinstance(self.interaction, MultipleChoice)
        self.initial["chosen"] = response if several else next(iter(response), None)

    @property
    def answer(self) -> object:
        chosen = self.cleaned_data["chosen"]
        return chosen if isinstance(chosen, list) else [chosen] if chosen else []


class PlacesForm(AnswerForm):
    """One list to choose from for each pair or gap."""

    shown = "quizzes/answering/places.html"
    nothing_given = _("Choose something in every list, or leave this question for now.")

    def add_fields(self) -> None:
        for place in self.interaction.places:
            self.fields[place.id] = forms.ChoiceField(
                label=place.text,
                required=False,
                choices=[
                    ("", _("Choose")),
                    *((option.id, option.text) for option in place.options),
                ],
                error_messages={"invalid_choice": self.not_an_answer},
            )

    def show(self, response: Response) -> None:
        self.initial.update(dict(response))

    @property
    def places(self) -> Iterator[BoundField]:
        return (self[place.id] for place in self.interaction.places)

    @property
    def answer(self) -> object:
        return {place.id: self.cleaned_data[place.id] for place in self.interaction.places}


class OrderingForm(AnswerForm):
    """Steps with a button to move each up and one to move it down, so that no script is needed."""

    shown = "quizzes/answering/ordering.html"

    def add_fields(self) -> None:
        steps = [(step.id, step.text) for step in self.interaction.steps]
        self.fields["order"] = forms.MultipleChoiceField(
            choices=steps,
            required=False,
            widget=forms.MultipleHiddenInput,
            error_messages={"invalid_choice": self.not_an_answer},
        )

    def show(self, response: Response) -> None:
        self.initial["order"] = response or list(self.interaction.shown)

    @property
    def steps(self) -> list[Step]:
        """In the order in which they stand so far."""
        steps = {step.id: step for step in self.interaction.steps}
        order = self["order"].value() or self.interaction.shown
        return [steps[each] for each in order if each in steps]

    @property
    def move(self) -> tuple[int, str] | None:
        """Which step is to go up (-1) or down (1), if a button for that was pressed."""
        way, _colon, which = self.data.get("move", "").partition(":")
        return ({"up": -1, "down": 1}[way], which) if way in ("up", "down") else None

    @property
    def answer(self) -> object:
        order = self.cleaned_data["order"]
        if self.move and self.move[1] in order:
            by, which = self.move
            return moved(order, which, by=by)
        is_untouched = order == list(self.interaction.shown) and not self.cleaned_data["after"]
        return [] if self.may_be_empty and is_untouched else order


class TypedForm(AnswerForm):
    """A number or a few words."""

    shown = "quizzes/answering/typed.html"
    error_field = "typed"
    not_an_answer = _("Type a shorter answer: 200 characters at most.")
    nothing_given = _("Type an answer, or leave this question for now.")

    def add_fields(self) -> None:
        self.fields["typed"] = forms.CharField(
            label=self.question.prompt,
            required=False,
            help_text=_("A word or a few."),
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )

    def show(self, response: Response) -> None:
        self.initial["typed"] = response or ""

    @property
    def answer(self) -> object:
        return self.cleaned_data["typed"]


class NumberForm(TypedForm):
    not_an_answer = _("Type a number in figures, for example 10 or 2.5.")

    def add_fields(self) -> None:
        super().add_fields()
        unit = self.interaction.unit
        field = self.fields["typed"]
        field.help_text = _("A number of %(unit)s.") % {"unit": unit} if unit else _("A number.")
        # Not type=number: it drops what it does not take for a number, and a wheel changes it.
        field.widget.attrs.update({"inputmode": "decimal", "spellcheck": "false"})


class WritingForm(TypedForm):
    """A text of so many words at most."""

    shown = "quizzes/answering/writing.html"
    nothing_given = _("Write something, or skip this question for now.")

    def add_fields(self) -> None:
        super().add_fields()
        field = self.fields["typed"]
        field.help_text = _("In your own words. Leave out the names of customers and colleagues.")
        field.widget = forms.Textarea(attrs={"rows": 10})

    @property
    def not_an_answer(self) -> str:
        words = {"words": self.interaction.most_words}
        return _("Shorten your text: it may have %(words)s words at most.") % words


class RubricForm(forms.Form):
    """Which points of a rubric a text has. None ticked is an answer too."""

    points = forms.MultipleChoiceField(
        label=_("Tick every point that it has"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose from the points on this page.")},
    )

    def __init__(self, *args: object, writing: Writing, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        total = sum(point.weight for point in writing.points)
        self.fields["points"].choices = [
            (point.id, _in_words(point, total)) for point in writing.points
        ]


def _in_words(point: Point, total: int) -> str:
    weight = _("(%(weight)s of %(total)s)") % {"weight": point.weight, "total": total}
    said = f"{point.text} {weight}"
    return f"{said} – {point.description}" if point.description else said


FORMS: Mapping[str, type[AnswerForm]] = {
    SingleChoice.kind: ChoiceForm,
    TrueFalse.kind: ChoiceForm,
    MultipleChoice.kind: ChoiceForm,
    Matching.kind: PlacesForm,
    Gaps.kind: PlacesForm,
    Ordering.kind: OrderingForm,
    Numeric.kind: NumberForm,
    ShortAnswer.kind: TypedForm,
    Writing.kind: WritingForm,
}


def answer_form(
    question: FrozenQuestion, data: Mapping[str, Any] | None = None, **kwargs: object
) -> AnswerForm:
    """The form for the question's way of answering."""
    return FORMS[question.kind](data, question=question, **kwargs)


class CheckedBeforePublishing(WagtailAdminModelForm):
    """A form of the CMS that lets a draft be unfinished, and checks all of it before publishing."""

    def _post_clean(self) -> None:
        super()._post_clean()
        # By now the instance has what was typed, which is what is to be sound.
        if self.is_deferred_validation or self.errors:
            return
        try:
            self.instance.check_it_is_sound()
        except ValidationError as error:
            self._update_errors(error)
