"""What this room listens to."""

from collections.abc import Collection

from django.utils.timezone import localdate

from learning.people.models import StaffGroup

from .selectors.joining import already_current_in_words
from .triggers import install_triggers


def put_triggers_back(using: str, **kwargs: object) -> None:
    install_triggers(using)


def say_who_is_already_current(
    staff_group: StaffGroup, joining: Collection[int], **kwargs: object
) -> str | None:
    return already_current_in_words(staff_group, joining, on=localdate())
