"""How a section is made into HTML."""

import pytest

from modules.selectors import parts_of
from tests.factories.modules import (
    ImageFactory,
    ModulePageFactory,
    knowledge_check,
    picture,
    section,
    text,
)

pytestmark = pytest.mark.django_db


def html_of(*blocks):
    page = ModulePageFactory(sections=[section("One", *blocks)])
    return "".join(part.html or "<check>" for part in parts_of(page.section_list[0]))


def test_blocks_keep_their_order_around_a_knowledge_check():
    html = html_of(text("<p>First</p>"), knowledge_check(), text("<p>Last</p>"))

    assert html.index("First") < html.index("<check>") < html.index("Last")


def test_a_link_to_a_page_leads_to_where_the_page_is():
    page = ModulePageFactory(slug="elsewhere")

    assert 'href="/training/elsewhere/"' in html_of(
        text(f'<p><a linktype="page" id="{page.pk}">Look</a></p>')
    )


def test_a_picture_has_its_words_its_caption_and_several_sizes():
    html = html_of(picture(ImageFactory(), alt="Two chairs", caption="The new counter"))

    assert 'alt="Two chairs"' in html
    assert "The new counter" in html
    assert "srcset=" in html


def test_a_picture_that_was_deleted_leaves_no_hole():
    image = ImageFactory()
    block = picture(image)
    image.delete()

    assert "<img" not in html_of(block, text("<p>Still here</p>"))


def test_what_a_trainer_types_is_shown_and_never_run():
    callout = {
        "type": "callout",
        "id": "1",
        "value": {"heading": "<script>alert(1)</script>", "text": "<b>bold</b>"},
    }

    html = html_of(callout)

    assert "<script>" not in html
    assert "&lt;b&gt;bold&lt;/b&gt;" in html


def test_a_changed_picture_is_rendered_afresh(django_assert_num_queries):
    image = ImageFactory()
    page = ModulePageFactory(sections=[section("One", picture(image))])
    [one] = page.section_list
    parts_of(one)
    with django_assert_num_queries(0):
        parts_of(one)

    image.title = "Changed"
    image.save()

    with django_assert_num_queries(2):
        parts_of(one)


@pytest.mark.parametrize(
    "block",
    [
        {"type": "text", "value": ""},
        {"type": "image", "value": {"image": {"image": None}, "caption": ""}},
        {"type": "image", "value": {"image": None, "caption": ""}},
        {"type": "callout", "value": {"heading": "", "text": ""}},
        {"type": "do_and_dont", "value": {"dos": [], "donts": []}},
        {"type": "gone_since", "value": {"heading": "From another version"}},
    ],
    ids=["text", "picture", "picture never chosen", "callout", "do and don't", "unknown"],
)
def test_what_a_draft_lacks_breaks_nothing(block):
    html_of(block | {"id": "1"}, text("<p>Still here</p>"))


def test_a_section_without_content_is_shown_empty():
    page = ModulePageFactory(draft=True, sections=[{"type": "section", "value": {"title": ""}}])

    assert parts_of(page.section_list[0]) == []
