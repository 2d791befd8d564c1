from django.http import HttpRequest

from .models import OrganisationSettings


def organisation(request: HttpRequest) -> dict[str, object]:
    """Whose site this is, for every template."""
    return {"organisation": OrganisationSettings.load(request_or_site=request)}
