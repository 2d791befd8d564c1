from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from learning.people.permissions import may_enter_admin


def navigation(request: HttpRequest) -> dict[str, object]:
    """The few ways on from any staff page."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    places = [("/", _("My learning"))]
    if may_enter_admin(user):
        places.append((reverse("wagtailadmin_home"), _("Manage training")))
    return {
        "navigation": [
            {"url": url, "label": label, "is_current": request.path == url} for url, label in places
        ]
    }
