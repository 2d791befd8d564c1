"""What the room listens to: pages published, withdrawn and moved, and pictures changed."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils.timezone import now
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from modules.models import ModulePage
from modules.selectors import forget_renderings
from modules.services import publish_module, relist_modules, withdraw_module


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
