"""What a scenario, a question and a quiz have alike: only a draft may be unfinished."""

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    Revision,
    RevisionMixin,
    WorkflowMixin,
)
from wagtail.search import index

from quizzes.scheduling import ON_SCHEDULE, refuse


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


class SoundOncePublished(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    index.Indexed,
    models.Model,
):
    """Checked in full however it comes to be published: in the editor, on approval, on schedule."""

    # Wagtail's own relations have no name to be searched by from the other side.
    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="%(class)s",
    )
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="%(class)s",
    )

    class Meta:
        abstract = True

    @property
    def revisions(self) -> models.QuerySet:
        return self._revisions

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

    def publish(
        self, revision: Revision, *args: object, log_action: bool | str = True, **kwargs: object
    ) -> None:
        """Raises `ValidationError` for what is unsound. On schedule that one is refused, with its
        reason, and whatever else is due goes on."""
        drafted = revision.as_object()
        try:
            drafted.full_clean()
            drafted.check_it_is_sound()
        except ValidationError as error:
            if log_action != ON_SCHEDULE:
                raise
            refuse(self, revision, error.messages)
        else:
            super().publish(revision, *args, log_action=log_action, **kwargs)
