"""What the room listens to: pages published, withdrawn and moved, pictures changed, and merges."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils.timezone import now
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from learning.people.models import StaffMember
from learning.people.selectors.merging import Goes
from learning.records.signals import merge_previewed, records_merging
from modules.models import ModulePage, Progress
from modules.selectors import forget_renderings
from modules.services import move_progress, publish_module, relist_modules, withdraw_module


@receiver(page_published, sender=ModulePage)
def list_what_is_published(*, instance: ModulePage, revision: object, **kwargs: object) -> None:
    """Wagtail says the same of a page that is only scheduled, so ask whether it is live."""
    if instance.live:
        user = getattr(revision, "user", None)
        by_name = (user.get_full_name() or user.get_username()) if user else ""
        publish_module(page=instance, at=now(), by_name=by_name)


@receiver(page_unpublished, sender=ModulePage)
def withdraw_what_is_unpublished(*, instance: ModulePage, **kwargs: object) -> None:
    """Deleting a live page unpublishes it first, so this hears of that too."""
    withdraw_module(page=instance, at=now())


@receiver([page_slug_changed, post_page_move])
def relist_what_has_moved(*, instance: Page, **kwargs: object) -> None:
    """A new address for a page is one for every module below it."""
    below = ModulePage.objects.live().descendant_of(instance, inclusive=True)
    relist_modules(pages=below, at=now())


@receiver([post_save, post_delete])
def render_afresh(*, sender: type, **kwargs: object) -> None:
    """A section keeps its rendering until a picture or a document changes."""
    if sender in (get_image_model(), get_document_model()):
        forget_renderings()


@receiver(merge_previewed)
def say_how_many_sections_go(*, duplicate: StaffMember, **kwargs: object) -> Goes:
    return Goes(_("Sections read"), Progress.objects.filter(staff_key=duplicate.key).count())


@receiver(records_merging)
def move_what_was_read(*, duplicate: StaffMember, survivor: StaffMember, **kwargs: object) -> None:
    move_progress(duplicate=duplicate, survivor=survivor)
