"""What no screen of ours sends: refused as a mistake of the sender, not as one of the site."""

import pytest
from django.urls import reverse

from learning.reports.models import SavedFilter
from tests.factories.catalogue import ActivityFactory
from tests.factories.people import StaffGroupFactory, StaffMemberFactory
from tests.factories.records import CompletionFactory

pytestmark = pytest.mark.django_db

# The second is longer than Python itself reads from text.
TOO_LONG = pytest.mark.parametrize("number", ["9" * 30, "9" * 5000], ids=["long", "very-long"])


@TOO_LONG
def test_a_staff_group_that_no_database_can_hold_is_no_choice(client, hr, number):
    answers = {"activity": ActivityFactory().pk, "staff_groups": [StaffGroupFactory().pk, number]}

    page = client.post(reverse("assignment:assign"), answers)

    assert page.status_code == 200
    assert "is not one of the available choices" in page.content.decode()


@TOO_LONG
@pytest.mark.parametrize("button", [{}, {"do": "add"}, {"do": "up {number}"}])
def test_a_step_that_no_database_can_hold_is_no_step(client, hr, number, button):
    activity = ActivityFactory(title="Putting it right")
    answers = {"title": "Induction", "steps": f"{number},{activity.pk}", "add": number}
    button = {name: words.format(number=number) for name, words in button.items()}

    page = client.post(reverse("programme:make"), answers | button)

    assert page.status_code == 200
    assert "Putting it right" in page.content.decode()


@TOO_LONG
@pytest.mark.parametrize("name", ["void_together", "redate_together"])
def test_a_completion_that_no_database_can_hold_is_not_chosen(client, hr, number, name):
    completion = CompletionFactory()

    page = client.get(reverse(f"completion:{name}"), {"id": [number, completion.pk]})

    assert page.status_code == 200
    assert page.context["completions"] == [completion]


@pytest.mark.parametrize("name", ["inspect", "void", "redate", "history", "usage", "delete"])
def test_an_address_with_a_number_that_no_database_can_hold_leads_nowhere(client, hr, name):
    assert client.get(reverse(f"completion:{name}", args=[int("9" * 30)])).status_code == 404


@TOO_LONG
def test_a_version_that_no_database_can_hold_has_no_completions(client, hr, number):
    CompletionFactory()

    page = client.get(reverse("completion:index"), {"content_version": number})

    assert page.status_code == 200
    assert list(page.context["object_list"]) == []


def test_a_name_of_saved_filters_is_text_that_can_be_kept(client, hr):
    address = reverse("save_filter", args=["overdue"])

    answer = client.post(address, {"name": "Mine\0", "query": "p=2"})

    assert answer.status_code == 400
    assert not SavedFilter.objects.exists()


def test_words_that_cannot_be_kept_find_nobody_to_merge_with(client, hr):
    duplicate = StaffMemberFactory()
    address = reverse("merge_find", args=[duplicate.pk])

    assert client.get(address, {"q": "Baker\0"}).status_code == 400
