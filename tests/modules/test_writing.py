"""A trainer writes a module in the CMS; an approver publishes it."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from learning.catalogue.models import Activity, Claim
from learning.people.permissions import Role
from modules.models import ModulePage, ModuleVersion
from tests.factories.modules import ModulePageFactory, shelf
from tests.factories.people import StaffGroupFactory, UserFactory
from tests.factories.quizzes import QuizFactory
from tests.factories.standards import ElementFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainer():
    return UserFactory(roles=[Role.TRAINERS])


@pytest.fixture
def approver():
    return UserFactory(roles=[Role.CONTENT_APPROVERS])


def a_choice(text, *, is_right=False):
    return {"text": text, "feedback": "Because.", **({"is_right": "on"} if is_right else {})}


def listed(*values):
    """A list of values as the editor sends a ListBlock."""
    sent = {
        str(number): {"value": value, "order": str(number), "deleted": "", "id": ""}
        for number, value in enumerate(values)
    }
    return {"count": str(len(values)), **sent}


def a_check(*choices):
    return ("knowledge_check", {"prompt": "What comes first?", "choices": listed(*choices)})


def a_section(*body, title="Say sorry"):
    blocks = body or (("text", rich_text("<p>Mean it.</p>")),)
    return ("section", {"title": title, "body": streamfield(blocks), "questions": streamfield([])})


def a_claim(element, statement="Knows what to put right."):
    return ("claim", {"element": str(element.pk), "statement": statement})


def sent(*, sections=None, claims=(), groups=(), action="action-publish", **fields):
    return nested_form_data(
        {
            "title": "Calm",
            "slug": "calm",
            "summary": "Put it right on the spot.",
            "minutes": "10",
            "refresher_months": "",
            "sections": streamfield([a_section()] if sections is None else sections),
            "claims": streamfield(claims),
            "quiz": "",
            "tags": "complaints, counter",
            "seo_title": "",
            "search_description": "",
            "go_live_at": "",
            "expire_at": "",
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
            action: "yes",
        }
        | fields
    ) | {"staff_groups": [group.pk for group in groups]}


def write(client, user, data):
    client.force_login(user)
    return client.post(
        reverse("wagtailadmin_pages:add", args=["modules", "modulepage", shelf().pk]), data
    )


def faults(response):
    assert response.status_code == 200, "it was accepted"
    return response.text


def test_an_approver_publishes_a_whole_module(client, approver):
    reception, element = StaffGroupFactory(), ElementFactory()
    check = a_check(a_choice("Sorry", is_right=True), a_choice("But"))
    body = (
        ("text", rich_text("<p>Mean it.</p>")),
        ("callout", {"heading": "What the law says", "text": "Sorry admits nothing."}),
        ("do_and_dont", {"dos": listed("Listen"), "donts": listed("Blame")}),
        check,
    )
    write(
        client,
        approver,
        sent(sections=[a_section(*body)], claims=[a_claim(element)], groups=[reception]),
    )

    page = ModulePage.objects.get()
    assert page.live
    assert {tag.name for tag in page.tags.all()} == {"complaints", "counter"}
    assert Activity.objects.get().key == page.activity_key
    assert Claim.objects.get().element == element
    assert ModuleVersion.objects.get().published_by_name


def test_a_draft_may_lack_everything_but_its_title_and_minutes(client, trainer):
    empty = sent(
        sections=[a_section(a_check(a_choice(""), a_choice("")), title="")],
        claims=[("claim", {"element": "", "statement": ""})],
        action="action-save",
        summary="",
    )
    response = write(client, trainer, empty)

    assert response.status_code == 302
    page = ModulePage.objects.get()
    assert not page.live
    assert not Activity.objects.exists()
    client.force_login(trainer)
    for mode in ["", "all_sections"]:
        shown = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]), {"mode": mode})
        assert shown.status_code == 200
        assert "Calm" in shown.text


def test_a_module_needs_a_staff_group_before_it_is_published(client, approver):
    assert "This field is required" in faults(write(client, approver, sent()))


def test_a_knowledge_check_needs_a_right_choice_before_it_is_published(client, approver):
    data = sent(
        sections=[a_section(a_check(a_choice("Sorry"), a_choice("But")))],
        groups=[StaffGroupFactory()],
    )

    assert "Tick at least one choice as right." in faults(write(client, approver, data))


def test_an_element_is_claimed_once(client, approver):
    element = ElementFactory()
    data = sent(claims=[a_claim(element), a_claim(element)], groups=[StaffGroupFactory()])

    assert "This element is claimed above." in faults(write(client, approver, data))


def test_a_quiz_is_published_before_its_module(client, approver):
    quiz = QuizFactory(published=False)
    data = sent(quiz=str(quiz.pk), groups=[StaffGroupFactory()])

    shown = faults(write(client, approver, data))

    assert "This quiz is a draft. Publish it first, then choose it here." in shown


def test_a_retired_group_is_not_offered(client, trainer):
    StaffGroupFactory(name="Typing pool", is_retired=True)
    client.force_login(trainer)
    add = reverse("wagtailadmin_pages:add", args=["modules", "modulepage", shelf().pk])

    assert "Typing pool" not in client.get(add).text


def test_a_retired_group_stays_where_it_was_ticked(client, trainer):
    page = ModulePageFactory(staff_groups=[StaffGroupFactory(name="Typing pool", is_retired=True)])
    client.force_login(trainer)

    assert "Typing pool" in client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text


def test_what_is_pasted_into_text_is_cleaned(client, approver):
    pasted = '<p onclick="alert(1)">Mean it.<script>alert(2)</script></p>'
    body = a_section(("text", rich_text(pasted)))
    write(client, approver, sent(sections=[body], groups=[StaffGroupFactory()]))

    stored = str(ModulePage.objects.get().sections.get_prep_value())
    assert "<script" not in stored
    assert "onclick" not in stored
    assert "Mean it." in stored


def test_a_trainer_cannot_publish_but_asks_for_a_second_pair_of_eyes(client, trainer, approver):
    data = sent(groups=[StaffGroupFactory()], action="action-submit")
    write(client, trainer, data)
    page = ModulePage.objects.get()
    assert not page.live
    assert page.workflow_in_progress
    assert not Activity.objects.exists()

    client.force_login(approver)
    task = page.current_workflow_task_state
    client.post(
        reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk]),
        {"comment": "Good."},
    )

    page.refresh_from_db()
    assert page.live
    assert Activity.objects.get().key == page.activity_key
    assert ModuleVersion.objects.count() == 1


def test_a_trainers_own_press_on_publish_publishes_nothing(client, trainer):
    write(client, trainer, sent(groups=[StaffGroupFactory()], action="action-publish"))

    assert not ModulePage.objects.filter(live=True).exists()


@pytest.mark.parametrize("role", [Role.HR_OFFICERS, Role.CSE_LEADS, Role.IT])
def test_other_roles_do_not_write_modules(client, role):
    response = write(client, UserFactory(roles=[role]), sent(groups=[StaffGroupFactory()]))

    assert response.status_code == 302
    assert not ModulePage.objects.exists()


def test_a_copy_made_in_the_cms_is_an_activity_of_its_own(client, approver):
    page = ModulePageFactory(slug="calm", staff_groups=[StaffGroupFactory()])
    client.force_login(approver)
    client.post(
        reverse("wagtailadmin_pages:copy", args=[page.pk]),
        {
            "new_title": "Calmer",
            "new_slug": "calmer",
            "new_parent_page": str(shelf().pk),
            "publish_copies": "on",
        },
    )

    copy = ModulePage.objects.get(slug="calmer")
    assert copy.activity_key != page.activity_key
    assert copy.get_latest_revision_as_object().activity_key == copy.activity_key
    assert Activity.objects.count() == 2


def test_an_alias_is_not_on_offer(client, approver):
    page = ModulePageFactory(slug="calm", staff_groups=[StaffGroupFactory()])
    client.force_login(approver)
    shown = client.get(reverse("wagtailadmin_pages:copy", args=[page.pk])).text

    assert 'name="publish_copies"' in shown
    assert 'name="alias"' not in shown


def test_the_help_texts_leave_no_field_unexplained(client, trainer):
    client.force_login(trainer)
    add = reverse("wagtailadmin_pages:add", args=["modules", "modulepage", shelf().pk])
    form = client.get(add).context["form"]

    written = ["title", "summary", "minutes", "sections", "staff_groups", "claims", "quiz", "tags"]
    assert all(form.fields[name].help_text for name in written)


def test_the_training_menu_leads_trainers_to_the_shelf(client, trainer):
    expected = f"/admin/pages/{shelf().pk}/"
    client.force_login(trainer)

    assert client.get("/admin/modules/").url == expected
