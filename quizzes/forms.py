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
    Answered,
    Confidence,
    Conversation,
    Gaps,
    Matching,
    MultipleChoice,
    NotAnAnswer,
    Numeric,
    Ordering,
    Response,
    ShortAnswer,
    SingleChoice,
    Step,
    TrueFalse,
    Turn,
    moved,
)
from quizzes.rules.paper import FrozenQuestion


class AnswerForm(forms.Form):
    """The answer to one question. It shows what there is to answer with, and nothing of the key.

    `shown` names the template for its fields, which takes the form as `form`.
    """

    use_required_attribute = False
    shown: str
    nothing_given = _("Give an answer, or skip this question for now.")

    idempotency_key = forms.CharField(required=False, widget=forms.HiddenInput)
    # The number of the answer that stood when the page was made; 0 is none.
    after = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=models.BigIntegerField.MAX_BIGINT,
        widget=forms.HiddenInput,
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, question: FrozenQuestion, **kwargs: object
    ) -> None:
        super().__init__(data, **kwargs)
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
    def takes_back(self) -> bool:
        """Whether the answer before is taken back, which leaves none."""
        return False

    @property
    def stays_at(self) -> str:
        """Where on this page it goes on after saving. Empty: it goes on with the next question."""
        return ""

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
                if not self.interaction.read(self.answer) and not self.takes_back:
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
    nothing_given = _("Choose an answer, or skip this question for now.")

    def add_fields(self) -> None:
        several = isinstance(self.interaction, MultipleChoice)
        field = forms.MultipleChoiceField if several else forms.ChoiceField
        self.fields["chosen"] = field(
            label=self.question.prompt,
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
        return chosen if isinstance(chosen, list) else [chosen]


class PlacesForm(AnswerForm):
    """One list to choose from for each pair or gap."""

    shown = "quizzes/answering/places.html"
    nothing_given = _("Choose something in every list, or skip this question for now.")

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
    def stays_at(self) -> str:
        return self.data.get("move", "").replace(":", "-")

    @property
    def answer(self) -> object:
        order = self.cleaned_data["order"]
        if self.move and self.move[1] in order:
            by, which = self.move
            return moved(order, which, by=by)
        return order


class ConfidenceForm(ChoiceForm):
    """How confident somebody feels, from least to most."""

    def add_fields(self) -> None:
        self.fields["chosen"] = forms.ChoiceField(
            label=self.question.prompt,
            help_text=_(
                "No answer is right or wrong, and none is marked. We ask before the quiz and again "
                "after it, so that you can see what has changed."
            ),
            choices=[(level.id, level.text) for level in self.interaction.levels],
            widget=forms.RadioSelect,
            error_messages={
                "required": self.nothing_given,
                "invalid_choice": self.not_an_answer,
            },
        )


class ConversationForm(AnswerForm):
    """The conversation so far, and the replies to what the customer said last.

    A button adds one reply and saves the path so far, so that no script is needed, and another
    begins again. Nothing of a step that was not reached is in the page.
    """

    shown = "quizzes/answering/conversation.html"
    nothing_given = _("Choose a reply, or skip this question for now.")

    def add_fields(self) -> None:
        replies = [reply.id for turn in self.interaction.turns for reply in turn.replies]
        self.fields["path"] = forms.MultipleChoiceField(
            choices=[(each, "") for each in replies],
            required=False,
            widget=forms.MultipleHiddenInput,
            error_messages={"invalid_choice": self.not_an_answer},
        )
        self.offer(self._sent_path() if self.is_bound else [])

    def show(self, response: Response) -> None:
        self.initial["path"] = response
        self.offer(response)

    def offer(self, path: Response) -> None:
        """The replies to what the customer says at the end of the path."""
        self.so_far = path
        self.now: Turn | None = self.interaction.now(path)
        if self.now is not None:
            self.fields["reply"] = forms.ChoiceField(
                label=_("What do you reply?"),
                required=not self.takes_back,
                choices=[(reply.id, reply.text) for reply in self.now.replies],
                widget=forms.RadioSelect,
                error_messages={
                    "required": self.nothing_given,
                    "invalid_choice": self.not_an_answer,
                },
            )

    @property
    def said(self) -> list[Answered]:
        """What was said so far, without a word about how good it was."""
        parts = self.interaction.answered(self.so_far)
        return [Answered(part.text, None, said_to=part.said_to) for part in parts]

    @property
    def takes_back(self) -> bool:
        return self.data.get("move") == "again"

    @property
    def stays_at(self) -> str:
        return "now" if "move" in self.data else ""

    @property
    def answer(self) -> object:
        if self.takes_back:
            return []
        reply = self.cleaned_data.get("reply")
        return [*self.so_far, reply] if reply else self.so_far

    def _sent_path(self) -> Response:
        widget = self.fields["path"].widget
        sent = widget.value_from_datadict(self.data, self.files, self.add_prefix("path"))
        try:
            return self.interaction.read(list(sent or []))
        except NotAnAnswer:
            return []


class TypedForm(AnswerForm):
    """A number or a few words."""

    shown = "quizzes/answering/typed.html"
    error_field = "typed"
    not_an_answer = _("Type a shorter answer: 200 characters at most.")
    nothing_given = _("Type an answer, or skip this question for now.")

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


FORMS: Mapping[str, type[AnswerForm]] = {
    SingleChoice.kind: ChoiceForm,
    TrueFalse.kind: ChoiceForm,
    MultipleChoice.kind: ChoiceForm,
    Matching.kind: PlacesForm,
    Gaps.kind: PlacesForm,
    Ordering.kind: OrderingForm,
    Numeric.kind: NumberForm,
    ShortAnswer.kind: TypedForm,
    Conversation.kind: ConversationForm,
    Confidence.kind: ConfidenceForm,
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
