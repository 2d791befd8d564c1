"""What every form of an answer has in common."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.rules.interactions import (
    NotAnAnswer,
    Response,
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
                may_be_empty = self.may_be_empty or self.takes_back
                if not self.interaction.read(self.answer) and not may_be_empty:
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
