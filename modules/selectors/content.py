"""What a module says: as HTML for whoever reads it, and frozen for the record."""

import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from wagtail.images import get_image_model
from wagtail.rich_text import expand_db_html

from learning.records.rules.canonical import canonical_json
from learning.standards.models import Element
from modules.blocks import PICTURE_WIDTHS, SectionBodyBlock
from modules.models import ModulePage
from modules.rules.content import PICTURE, Block, Choice, KnowledgeCheck, Section

# Rendering is the dear part of a section page, and it is the same for everybody. Its key is the
# stored content itself, so a new wording shows at once; `forget_renderings` sees to pictures and
# documents, and the time limit to a page elsewhere that has moved.
KEPT_SECONDS = 10 * 60
STAMP = "modules.rendering"
BODY = SectionBodyBlock()
CUT = "<!--cut-->"


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a section: ready HTML, or a knowledge check and the choice somebody tried."""

    html: SafeString | None = None
    check: KnowledgeCheck | None = None
    tried: Choice | None = None


def parts_of(section: Section, *, check_id: str = "", choice_id: str = "") -> list[Part]:
    """The section as it is shown, in order, with the knowledge check that was answered, if any."""
    parts = section.parts
    htmls = iter(_htmls([part for part in parts if isinstance(part, list)]))
    return [
        Part(check=part, tried=part.chosen(choice_id) if part.id == check_id else None)
        if isinstance(part, KnowledgeCheck)
        else Part(html=next(htmls))
        for part in parts
    ]


def forget_renderings() -> None:
    """A picture or a document has changed: render afresh."""
    cache.set(STAMP, secrets.token_hex(8), None)


def _htmls(runs: Sequence[Sequence[Block]]) -> list[SafeString]:
    """The HTML of each run of blocks. However many there are, pictures and links come at once."""
    if not runs:
        return []
    stored = json.dumps([list(run) for run in runs], sort_keys=True)
    key = f"modules.html.{get_language()}.{hashlib.sha256(stored.encode()).hexdigest()}"
    found = cache.get_many([STAMP, key])
    stamp, html = found.get(STAMP), found.get(key)
    if html is None or html[0] != stamp:
        html = (stamp, _render(runs))
        cache.set(key, html, KEPT_SECONDS)
    # Every block escapes what it prints, and text was cleaned on its way in.
    return [mark_safe(piece) for piece in html[1].split(CUT)]


def _render(runs: Sequence[Sequence[Block]]) -> str:
    value = BODY.to_python([block for run in runs for block in run])
    children = iter(value)
    known = BODY.child_blocks
    _fetch_pictures([child.value.get("image") for child in value if child.block_type == PICTURE])
    htmls = (
        "".join(next(children).render() for block in run if block.get("type") in known)
        for run in runs
    )
    # Text is printed as stored and its links are looked up here, together.
    return expand_db_html(CUT.join(htmls))


def _fetch_pictures(images: Sequence[Any]) -> None:
    """Give each image the sizes that the template asks for, in one query for all."""
    images = [image for image in images if image is not None]
    if not images:
        return
    sizes = (
        get_image_model()
        .get_rendition_model()
        .objects.filter(
            image__in={image.pk for image in images},
            filter_spec__in=[f"width-{width}" for width in PICTURE_WIDTHS],
        )
    )
    for image in images:
        image.prefetched_renditions = []
    for size in sizes:
        for image in images:
            if image.pk == size.image_id:
                size.image = image
                image.prefetched_renditions.append(size)


def frozen_module(page: ModulePage) -> str:
    """Canonical JSON of everything that taking the module means, as it is now."""
    sections = page.section_list
    pictures = get_image_model().objects.filter(
        pk__in=[pk for section in sections for pk in section.picture_ids]
    )
    claims = page.claim_statements
    numbers = dict(Element.objects.filter(pk__in=claims).values_list("pk", "number"))
    return canonical_json(
        {
            "key": page.activity_key,
            "title": page.title,
            "summary": page.summary,
            "minutes": page.minutes,
            "refresher_months": page.refresher_months,
            "sections": page.sections.get_prep_value(),
            "pictures": {picture.pk: picture.file_hash for picture in pictures},
            "quiz": page.quiz.key if page.quiz else None,
            "claims": {number: claims[pk] for pk, number in numbers.items()},
            "staff_groups": sorted(str(group.key) for group in page.staff_groups.all()),
        }
    )
