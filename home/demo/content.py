"""The four modules, their questions and quizzes, written into the CMS and published."""

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.core.files.images import ImageFile
from wagtail.images import get_image_model

from home.models import HomePage
from learning.people.models import StaffGroup, User
from learning.sanitising.rules import clean_html
from learning.standards.models import Element
from modules.models import ModuleIndexPage, ModulePage
from modules.services import publish_module
from quizzes.models import Question, QuestionBank, Quiz, Scenario
from quizzes.services import freeze_question, freeze_quiz

CONTENT = Path(__file__).parent / "content"
Script = dict[str, Any]


def read_script(name: str) -> Script:
    """A module as its trainer wrote it; the folder's README explains the keys."""
    return tomllib.loads((CONTENT / f"{name}.toml").read_text(encoding="utf-8"))


def load_module(name: str, *, at: datetime, by: User, approved_by: User) -> ModulePage:
    """Write the module and its quiz into the CMS as they were published at the moment."""
    script = read_script(name)
    scenarios = {
        each["title"]: _scenario(each, by=by) for each in script["quiz"].get("scenarios", [])
    }
    questions = [
        _question(each, scenarios, slug=script["slug"], at=at, by=by)
        for each in script["quiz"]["questions"]
    ]
    quiz = _quiz(script, questions, at=at, by=by)
    page = ModulePage(
        title=script["title"],
        slug=script["slug"],
        owner=by,
        quiz=quiz,
        first_published_at=at,
        **_page_fields(script),
    )
    ModuleIndexPage.objects.get().add_child(instance=page)
    page.tags.add(*script["tags"])
    page.staff_groups = StaffGroup.objects.filter(name__in=script["audience"])
    page.save()
    publish_module(page=page, at=at, by_name=by.get_full_name())
    # Publishing what is frozen already changes nothing but gives the page its first revision.
    page.save_revision(user=by, log_action=True).publish(user=approved_by)
    return page


def draft_module(script: Script, *, by: User) -> ModulePage:
    """A module that nobody but trainers can see yet, sent for approval."""
    page = ModulePage(
        title=script["title"], slug=script["slug"], owner=by, live=False, **_page_fields(script)
    )
    ModuleIndexPage.objects.get().add_child(instance=page)
    page.staff_groups = StaffGroup.objects.filter(name__in=script["audience"])
    page.save()
    page.save_revision(user=by, log_action=True)
    page.get_workflow().start(page, by)
    return page


def greet() -> None:
    HomePage.objects.update(welcome="Ten minutes is enough to learn something useful today.")


def _page_fields(script: Script) -> dict[str, Any]:
    elements = dict(Element.objects.filter(is_retired=False).values_list("number", "pk"))
    slug = script["slug"]
    return {
        "summary": script["summary"],
        "minutes": script["minutes"],
        "refresher_months": script.get("refresher_months"),
        "sections": [
            {
                "type": "section",
                "id": _id(slug, "section", number),
                "value": {
                    "title": section["title"],
                    "body": [
                        {
                            "type": block["type"],
                            "id": _id(slug, "section", number, place),
                            "value": _block(block, slug, number, place),
                        }
                        for place, block in enumerate(section["blocks"])
                    ],
                },
            }
            for number, section in enumerate(script["sections"])
        ],
        "claims": [
            {
                "type": "claim",
                "id": _id(slug, "claim", claim["element"]),
                "value": {
                    "element": str(elements[claim["element"]]),
                    "statement": claim["statement"],
                },
            }
            for claim in script["claims"]
        ],
    }


def _block(block: Script, *place: object) -> object:
    match block["type"]:
        case "text":
            return clean_html(block["html"].strip())
        case "image":
            return {
                "image": {
                    "image": _picture(block["file"]).pk,
                    "alt_text": block["alt"],
                    "decorative": False,
                },
                "caption": block.get("caption", ""),
            }
        case "callout":
            return {"heading": block["heading"], "text": block["text"]}
        case "do_and_dont":
            return {
                "dos": _items(block["dos"], *place, "do"),
                "donts": _items(block["donts"], *place, "dont"),
            }
        case "knowledge_check":
            return {
                "prompt": block["prompt"],
                "choices": _items(block["choices"], *place, "choice"),
            }
    raise ValueError(f"The demonstration has no block called {block['type']}.")


def _items(values: list[Any], *place: object) -> list[Script]:
    return [
        {"type": "item", "id": _id(*place, number), "value": value}
        for number, value in enumerate(values)
    ]


def _picture(name: str) -> Any:
    with (CONTENT / name).open("rb") as file:
        image = get_image_model()(title=name.removesuffix(".png").replace("_", " ").capitalize())
        image.file = ImageFile(file, name=name)
        image.save()
    return image


def _scenario(script: Script, *, by: User) -> Scenario:
    scenario = Scenario.objects.create(title=script["title"], text=script["text"].strip())
    scenario.save_revision(user=by).publish(user=by)
    return scenario


def _question(
    script: Script, scenarios: dict[str, Scenario], *, slug: str, at: datetime, by: User
) -> Question:
    bank = None
    if "bank" in script:
        bank, _made = QuestionBank.objects.get_or_create(name=script["bank"])
    question = Question(
        title=script["title"],
        bank=bank,
        scenario=scenarios[script["scenario"]] if "scenario" in script else None,
        prompt=script["prompt"],
        difficulty=script["difficulty"],
        explanation=script["explanation"],
        answer=[{"type": script["kind"], "value": _answer(script, slug, script["title"])}],
    )
    question.elements = Element.objects.filter(number__in=script["elements"])
    question.save()
    question.tags.add(*script["tags"])
    question.save()
    freeze_question(question=question, at=at, by_name=by.get_full_name())
    question.save_revision(user=by).publish(user=by)
    return question


def _answer(script: Script, *place: object) -> Script:
    match script["kind"]:
        case "single":
            return {"choices": _items(script["choices"], *place)}
        case "multiple":
            return {"choices": _items(script["choices"], *place), "scoring": "all_or_nothing"}
        case "ordering":
            return {"steps": _items(script["steps"], *place), "scoring": "all_or_nothing"}
        case "matching":
            pairs, others = _items(script["pairs"], *place), _items(script["others"], *place, "-")
            return {"pairs": pairs, "others": others}
        case "conversation":
            steps = [
                step | {"replies": _items(step["replies"], *place, step["label"])}
                for step in script["steps"]
            ]
            return {"customer": script["customer"], "steps": _items(steps, *place)}
        case "confidence":
            return {}
    raise ValueError(f"The demonstration has no questions of kind {script['kind']}.")


def _quiz(script: Script, questions: list[Question], *, at: datetime, by: User) -> Quiz:
    quiz = Quiz(
        title=script["quiz"]["title"],
        introduction=script["quiz"]["introduction"],
        pass_mark=script["quiz"]["pass_mark"],
        questions=[
            *(
                {"type": "draw", "id": _id(script["slug"], "draws", number), "value": _draw(draw)}
                for number, draw in enumerate(script["quiz"].get("draws", []))
            ),
            *(
                {
                    "type": "question",
                    "id": _id(script["slug"], "asks", number),
                    "value": {"question": question.pk, "must_pass": False},
                }
                for number, question in enumerate(questions)
                if question.bank is None
            ),
        ],
    )
    quiz.save()
    freeze_quiz(quiz=quiz, at=at, by_name=by.get_full_name())
    quiz.save_revision(user=by).publish(user=by)
    return quiz


def _draw(script: Script) -> Script:
    bank = QuestionBank.objects.get(name=script["bank"])
    return {"count": script["count"], "bank": str(bank.key), "prefers": script["prefers"]}


def _id(*parts: object) -> str:
    """The same id each time the demonstration is loaded."""
    return str(uuid5(NAMESPACE_URL, "/".join(["cultivate-demonstration", *map(str, parts)])))
