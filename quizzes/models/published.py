"""What a question and a quiz have alike: a draft may be unfinished, what is published may not."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision


def change_note_field() -> models.CharField:
    """The note that goes with the next version, and is no part of what is frozen in it."""
    return models.CharField(
        _("what changed, and why"),
        max_length=250,
        blank=True,
        help_text=_(
            "For other trainers, kept with the version that you publish. For example: The rule "
            "changed on 1 April."
        ),
    )


class SoundOncePublished(models.Model):
    """Checked in full however it comes to be published: in the editor, on approval, on schedule."""

    class Meta:
        abstract = True

    def check_it_is_sound(self) -> None:
        """Refuse what could not fairly be asked."""
        raise NotImplementedError

    def faults_before_publishing(self) -> list[str]:
        """What must be put right, in sentences, each naming its cure."""
        try:
            self.full_clean()
            self.check_it_is_sound()
        except ValidationError as error:
            return error.messages
        return []

    def publish(self, revision: Revision, *args: object, **kwargs: object) -> None:
        drafted = revision.as_object()
        drafted.full_clean()
        drafted.check_it_is_sound()
        super().publish(revision, *args, **kwargs)  # type: ignore[misc]  # of DraftStateMixin
