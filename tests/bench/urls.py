"""The site's addresses, and the yardstick for storing an answer."""

from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.urls import include, path
from django.utils import timezone

from modules.models import Progress

KEY = UUID(int=1)


def bare_save(request):
    """One row, stored for whoever is signed in, and nothing else."""
    with transaction.atomic():
        Progress.objects.update_or_create(
            staff_key=UUID(int=request.user.pk),
            activity_key=KEY,
            section_id=KEY,
            defaults={"read_at": timezone.now()},
        )
    return HttpResponse(status=204)


urlpatterns = [
    path("bench/bare-save/", bare_save, name="bare_save"),
    path("", include("learning.urls")),
]
