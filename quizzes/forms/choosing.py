"""Answering by choosing: choices, lists, an order, a scale, and the replies of a conversation."""

from collections.abc import Iterator

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from quizzes.rules.interactions import (
    Answered,
    MultipleChoice,
    NotAnAnswer,
    Response,
    Step,
    Turn,
    moved,
)

from .answer import AnswerForm


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
    def stays_at(self) -> str:
        return self.data.get("move", "").replace(":", "-")

    @property
    def answer(self) -> object:
        order = self.cleaned_data["order"]
        if self.move and self.move[1] in order:
            by, which = self.move
            return moved(order, which, by=by)
        # Steps that are left as they stood are no answer; as they stand they are one once saved.
        is_left = "to" in self.data and not self.cleaned_data["after"]
        return [] if is_left and order == list(self.interaction.shown) else order


class ConfidenceForm(ChoiceForm):
    """How confident somebody feels, from least to most."""

    def add_fields(self) -> None:
        self.fields["chosen"] = forms.ChoiceField(
            label=self.question.prompt,
            required=not self.may_be_empty,
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
    nothing_given = _("Choose a reply, or leave this question for now.")

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
                required=not (self.takes_back or self.may_be_empty),
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
        is_said = self.data.get("move") == "reply"  # what is only chosen is not said yet
        return [*self.so_far, reply] if reply and is_said else self.so_far

    def _sent_path(self) -> Response:
        widget = self.fields["path"].widget
        sent = widget.value_from_datadict(self.data, self.files, self.add_prefix("path"))
        try:
            return self.interaction.read(list(sent or []))
        except NotAnAnswer:
            return []
