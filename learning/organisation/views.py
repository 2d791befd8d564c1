"""The organisation's colours, its uploaded pictures, and a sign of life."""

import mimetypes
from pathlib import PurePosixPath

from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from django.db import connection
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from .models import OrganisationSettings
from .rules.colour import readable_on_white, text_on

# Documents are served by Wagtail's own view, which asks who may read them.
PICTURE_FOLDERS = {"avatar_images", "images", "original_images"}


@require_safe
@cache_control(public=True, max_age=300)
def stylesheet(request: HttpRequest) -> HttpResponse:
    """The organisation's colours as design tokens. A served file, so no page needs inline style."""
    colour = OrganisationSettings.load(request_or_site=request).brand_colour.lower()
    return HttpResponse(
        f":root{{--brand:{colour};--brand-dark:{readable_on_white(colour)};"
        f"--brand-text:{text_on(colour)}}}\n",
        content_type="text/css",
    )


@require_safe
@cache_control(private=True, max_age=3600)
def media(request: HttpRequest, path: str) -> FileResponse:
    """An uploaded picture, for those who are signed in."""
    folder, *below = PurePosixPath(path).parts
    if folder not in PICTURE_FOLDERS or ".." in below:  # or it would lead back up, to documents
        raise Http404
    kind, _encoding = mimetypes.guess_type(path)
    try:
        file = default_storage.open(path)
    except (OSError, SuspiciousOperation) as error:
        raise Http404 from error
    is_picture = bool(kind) and kind.startswith("image/") and kind != "image/svg+xml"
    return FileResponse(
        file,
        content_type=kind if is_picture else "application/octet-stream",
        as_attachment=not is_picture,
        filename=PurePosixPath(path).name,
    )


@require_safe
@cache_control(no_store=True)
def health(request: HttpRequest) -> JsonResponse:
    """Whether the site can answer and reach its database. For a load balancer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "well"})
