from django.core.cache import cache
from django.http import HttpRequest

from .models import REMEMBERED, OrganisationSettings

# Every page says whose site it is, and that hardly ever changes.
REMEMBERED_SECONDS = 60


def organisation(request: HttpRequest) -> dict[str, object]:
    """Whose site this is, for every template."""
    remembered = cache.get(REMEMBERED)
    if remembered is None:
        remembered = OrganisationSettings.load(request_or_site=request)
        cache.set(REMEMBERED, remembered, REMEMBERED_SECONDS)
    return {"organisation": remembered}
