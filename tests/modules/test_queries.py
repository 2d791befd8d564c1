"""Staff pages take a fixed, small number of queries, whatever there is of anything."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from learning.catalogue.models import Activity
from modules.models import Progress
from tests.factories.modules import (
    ImageFactory,
    ModulePageFactory,
    knowledge_check,
    picture,
    section,
    text,
)
from tests.factories.people import StaffGroupFactory, StaffMemberFactory
from tests.factories.quizzes import QuestionBankFactory, QuestionFactory, QuizFactory
from tests.factories.records import AssignmentFactory, CompletionFactory
from tests.factories.standards import ElementFactory

pytestmark = pytest.mark.django_db

GATE = 12


@pytest.fixture
def reception():
    return StaffGroupFactory(name="Reception")


@pytest.fixture
def asha(client, reception):
    asha = StaffMemberFactory(staff_groups=[reception])
    client.force_login(asha.user)
    return asha


def queries_of(client, path, *, cold=False):
    """How many queries a page takes, once the process has met it before."""
    client.get(path)
    if cold:
        cache.clear()
        Site.get_site_root_paths()  # which every page of Wagtail's keeps warm
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = client.get(path)
    assert response.status_code == 200
    return [query["sql"] for query in captured.captured_queries]


def rich_section():
    """Six pictures, and links to a page in each of six texts."""
    page = ModulePageFactory(title=f"Linked {uuid4()}")
    link = f'<p><a linktype="page" id="{page.pk}">Look here</a></p>'
    blocks = []
    for _n in range(6):
        blocks += [text(link), picture(ImageFactory()), knowledge_check()]
    return section("Rich", *blocks)


def make_history(person, activity):
    for months in range(24):
        CompletionFactory(
            staff_member=person,
            activity=activity,
            completed_at=datetime(2024, 1, 1, 9, tzinfo=UTC) + timedelta(days=30 * months),
        )
    Progress.objects.bulk_create(
        Progress(
            staff_key=person.key,
            activity_key=uuid4(),
            section_id=uuid4(),
            read_at=datetime(2026, 1, 1, tzinfo=UTC),
        )
        for _n in range(50)
    )


def make_colleagues(group):
    for _n in range(20):
        StaffMemberFactory(staff_groups=[group])


def test_a_section_is_flat_in_content_people_and_history(client, asha, reception):
    plain = ModulePageFactory(slug="plain", staff_groups=[reception])
    few = queries_of(client, "/training/plain/section/1/")
    ModulePageFactory(
        slug="rich", staff_groups=[reception], sections=[rich_section() for _n in range(4)]
    )
    make_history(asha, Activity.objects.get(key=plain.activity_key))
    make_colleagues(reception)

    assert len(queries_of(client, "/training/plain/section/1/")) == len(few)
    assert len(queries_of(client, "/training/rich/section/1/")) == len(few)
    assert len(few) <= GATE


def test_even_a_section_that_nobody_has_opened_lately_is_flat_in_content(client, asha, reception):
    for slug, count in [("one", 1), ("many", 5)]:
        blocks = [block for _n in range(count) for block in (text(), picture(ImageFactory()))]
        ModulePageFactory(
            slug=slug, staff_groups=[reception], sections=[section("Pictures", *blocks)]
        )

    one = queries_of(client, "/training/one/section/1/", cold=True)
    many = queries_of(client, "/training/many/section/1/", cold=True)

    assert len(one) == len(many) <= GATE


@pytest.mark.parametrize("place", ["", "quiz/"])
def test_the_overview_and_the_start_of_the_quiz_are_flat(client, asha, reception, place):
    quiz = QuizFactory()
    plain = ModulePageFactory(slug="plain", staff_groups=[reception], quiz=quiz)
    few = queries_of(client, f"/training/plain/{place}")
    activity = Activity.objects.get(key=plain.activity_key)
    AssignmentFactory(activity=activity, staff_group=reception, again_months=3, window_days=30)
    AssignmentFactory(activity=activity, staff_member=asha)
    ModulePageFactory(
        slug="rich",
        staff_groups=[reception],
        quiz=quiz,
        sections=[rich_section() for _n in range(4)],
        elements=[ElementFactory() for _n in range(6)],
    )
    make_history(asha, activity)
    make_colleagues(reception)

    assert len(queries_of(client, f"/training/plain/{place}")) == len(few)
    assert len(queries_of(client, f"/training/rich/{place}")) <= GATE


def test_the_start_of_a_quiz_that_draws_is_flat_in_the_bank(client, asha, reception):
    element = ElementFactory()
    QuestionFactory(tagged=["complaints"])
    about = {"type": "item", "id": str(uuid4()), "value": element.number}
    [question] = QuestionFactory.create_batch(1)
    question.elements.set([element])
    question.save()
    bank = QuestionBankFactory()
    QuestionFactory(bank=bank)
    draws = [
        {"count": 1, "tags": "complaints"},
        {"count": 1, "elements": [about]},
        {"count": 1, "bank": str(bank.key)},
    ]
    ModulePageFactory(slug="drawn", staff_groups=[reception], quiz=QuizFactory(draws=draws))
    few = queries_of(client, "/training/drawn/quiz/")
    QuestionFactory.create_batch(20, tagged=["complaints"])

    assert len(queries_of(client, "/training/drawn/quiz/")) == len(few)
    assert len(few) <= GATE


def fill(reception, asha, number):
    for _n in range(number):
        module = ModulePageFactory(staff_groups=[reception], elements=[ElementFactory()])
        activity = Activity.objects.get(key=module.activity_key)
        AssignmentFactory(activity=activity, staff_group=reception, due_days=30)
        Progress.objects.create(
            staff_key=asha.key,
            activity_key=module.activity_key,
            section_id=module.section_list[0].id,
            read_at=datetime(2026, 1, 1, tzinfo=UTC),
        )


@pytest.mark.parametrize("path", ["/", "/training/"])
def test_my_learning_and_the_shelf_are_flat_in_modules_people_and_records(
    client, asha, reception, path
):
    fill(reception, asha, 1)
    few = queries_of(client, path)
    fill(reception, asha, 8)
    for _n in range(5):
        done = ModulePageFactory(staff_groups=[reception])
        make_history(asha, Activity.objects.get(key=done.activity_key))
    make_colleagues(reception)

    assert len(queries_of(client, path)) == len(few)
    assert len(few) <= GATE
