"""What staff send when they answer, and what trainers save when they write."""

from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from quizzes.choices import QuestionKind
from quizzes.rules.paper import PaperQuestion


class AnswerForm(forms.Form):
    """The answer to one question of a paper. It shows the choices and nothing of the key."""

    use_required_attribute = False

    idempotency_key = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, question: PaperQuestion, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        several = question.kind == QuestionKind.MULTIPLE
        field = forms.MultipleChoiceField if several else forms.ChoiceField
        self.fields["chosen"] = field(
            label=question.prompt,
            help_text=_("Choose all that apply.") if several else _("Choose one answer."),
            choices=[(choice.id, choice.text) for choice in question.choices],
            widget=forms.CheckboxSelectMultiple if several else forms.RadioSelect,
            error_messages={
                "required": _("Choose an answer, or skip this question for now."),
                "invalid_choice": _("Choose from the answers on this page."),
            },
        )

    @property
    def chosen(self) -> list[str]:
        chosen = self.cleaned_data["chosen"]
        return chosen if isinstance(chosen, list) else [chosen]

    @property
    def save_key(self) -> UUID:
        """The key of this save. An answer is not lost for want of one."""
        try:
            return UUID(self.cleaned_data["idempotency_key"])
        except ValueError:
            return uuid4()


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
