"""What the page editor asks of a module before it may be published."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm

from learning.people.models import StaffGroup
from quizzes.models import Quiz


class ModulePageForm(WagtailAdminPageForm):
    """A module being written. A draft needs a title and its minutes; the rest may wait."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if "staff_groups" in self.fields:
            chosen = [group.pk for group in self.instance.staff_groups.all()]
            groups = StaffGroup.objects.all()
            # A retired group is offered nowhere, but stays ticked where it was.
            self.fields["staff_groups"].queryset = groups.filter(is_retired=False) | groups.filter(
                pk__in=chosen
            )

    def clean_quiz(self) -> Quiz | None:
        quiz = self.cleaned_data["quiz"]
        if quiz is not None and not quiz.live and not self.is_deferred_validation:
            raise ValidationError(_("This quiz is a draft. Publish it first, then choose it here."))
        return quiz


class ModuleCopyForm(CopyForm):
    """A copy is a module of its own. An alias would be one activity at two addresses."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("alias", None)
