"""The site tree, and modules published as a trainer's would be."""

from uuid import uuid4

import factory
import wagtail_factories
from django.utils.text import slugify

from home.models import HomePage
from home.services import plant_site_tree
from modules.models import ModuleIndexPage, ModulePage


def site_tree() -> HomePage:
    """The home page, the shelf, the workflow and who may write there."""
    return plant_site_tree(hostname="localhost")


def shelf() -> ModuleIndexPage:
    """The shelf that modules stand on, planted if need be."""
    site_tree()
    return ModuleIndexPage.objects.get()


def text(html="<p>Say sorry, and mean it.</p>"):
    return {"type": "text", "value": html, "id": str(uuid4())}


def knowledge_check(*, prompt="What comes first?", choices=(("Sorry", True), ("But", False))):
    return {
        "type": "knowledge_check",
        "id": str(uuid4()),
        "value": {
            "prompt": prompt,
            "choices": [
                {
                    "type": "item",
                    "id": str(uuid4()),
                    "value": {"text": words, "is_right": right, "feedback": f"Because {words}."},
                }
                for words, right in choices
            ],
        },
    }


def picture(image, *, alt="A counter with two chairs", caption=""):
    value = {
        "image": {"image": image.pk, "decorative": False, "alt_text": alt},
        "caption": caption,
    }
    return {"type": "image", "value": value, "id": str(uuid4())}


def section(title="Say sorry", *body):
    value = {"title": title, "body": list(body or [text()])}
    return {"type": "section", "value": value, "id": str(uuid4())}


class ModulePageFactory(factory.Factory):
    """A published module of one section. `draft=True` is as saved, before publishing.

    `staff_groups=[...]`, `elements=[...]`, `sections=[section(...)]`, `quiz=` a published quiz.
    """

    class Meta:
        model = ModulePage

    class Params:
        draft = False

    title = factory.Sequence(lambda n: f"Module {n}")
    slug = factory.LazyAttribute(lambda page: slugify(page.title))
    summary = "Put it right on the spot."
    minutes = 10
    refresher_months = None
    sections = factory.LazyFunction(lambda: [section()])
    quiz = None
    staff_groups = ()
    elements = ()
    is_draft = factory.SelfAttribute("draft")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        draft = kwargs.pop("is_draft")
        sections = kwargs.pop("sections")
        staff_groups = kwargs.pop("staff_groups")
        elements = kwargs.pop("elements")
        claims = [
            {
                "type": "claim",
                "id": str(uuid4()),
                "value": {"element": str(element.pk), "statement": f"Knows {element.number}."},
            }
            for element in elements
        ]
        stream = model_class.sections.field.stream_block.to_python
        page = model_class(
            **kwargs,
            live=False,
            sections=stream(sections),
            claims=model_class.claims.field.stream_block.to_python(claims),
        )
        shelf().add_child(instance=page)
        page.staff_groups = list(staff_groups)
        revision = page.save_revision()
        if not draft:
            revision.publish()
        return model_class.objects.get(pk=page.pk)


class ImageFactory(wagtail_factories.ImageFactory):
    """A small picture in the library."""
