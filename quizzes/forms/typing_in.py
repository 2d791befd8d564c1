"""Answering by typing: a number, a few words, or a whole text."""

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.rules.interactions import (
    Response,
)

from .answer import AnswerForm


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
    nothing_given = _("Write something, or leave this question for now.")

    def add_fields(self) -> None:
        super().add_fields()
        field = self.fields["typed"]
        field.help_text = _("In your own words. Leave out the names of customers and colleagues.")
        field.widget = forms.Textarea(attrs={"rows": 10})

    @property
    def not_an_answer(self) -> str:
        words = {"words": self.interaction.most_words}
        return _("Shorten your text: it may have %(words)s words at most.") % words
