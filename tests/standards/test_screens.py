import json
from copy import deepcopy

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from learning.people.permissions import Role
from learning.standards.models import Element, SubCriterion
from learning.standards.selectors import presets
from tests.factories.people import UserFactory
from tests.factories.standards import ElementFactory

pytestmark = pytest.mark.django_db

SEES = [Role.CSE_LEADS, Role.HR_OFFICERS, Role.TRAINERS]


@pytest.fixture
def sign_in(client):
    def signed_in(role):
        client.force_login(UserFactory(roles=[role]))
        return client

    return signed_in


@pytest.fixture
def cse_lead(sign_in):
    return sign_in(Role.CSE_LEADS)


@pytest.fixture
def cse():
    [preset] = presets()
    return preset.data()


def text_of(response):
    return " ".join(response.content.decode().split())


def upload(client, data):
    content = data if isinstance(data, bytes) else json.dumps(data).encode()
    file = SimpleUploadedFile("standard.json", content)
    return client.post(reverse("standard_load"), {"preset": "", "file": file}, follow=True)


def confirm(client, shown):
    fields = shown.context["confirm"].initial
    posted = {"content": json.dumps(fields["content"]), "digest": fields["digest"]}
    return client.post(reverse("standard_load"), posted, follow=True)


def test_a_cse_lead_sees_what_loading_will_do_and_confirms(cse_lead, cse):
    shown = cse_lead.post(reverse("standard_load"), {"preset": "cse"})
    assert "77 parts will change, 0 stay as they are." in text_of(shown)
    assert not Element.objects.exists()

    loaded = confirm(cse_lead, shown)

    assert "77 new, 0 changed, 0 retired" in text_of(loaded)
    assert Element.objects.count() == 57
    entry = ModelLogEntry.objects.get(action="standards.load")
    assert entry.user is not None
    assert entry.data == {"created": 77}


def test_a_corrected_file_shows_the_label_until_now(cse_lead, cse):
    confirm(cse_lead, upload(cse_lead, cse))
    corrected = deepcopy(cse)
    corrected["criteria"][1]["subcriteria"][1]["elements"][0]["title"] = "Polite and friendly"
    corrected["criteria"][0]["subcriteria"][0]["elements"].pop()

    shown = text_of(upload(cse_lead, corrected))

    assert "2 parts will change, 75 stay as they are." in shown
    assert "2.2.1 Polite and friendly" in shown
    assert Element.objects.get(number="2.2.1").title in shown
    assert "Retired: it keeps its records but is offered nowhere" in shown


def test_loading_the_same_again_says_that_nothing_changes(cse_lead, cse):
    confirm(cse_lead, upload(cse_lead, cse))

    assert "all 77 parts are held just so already" in text_of(upload(cse_lead, cse))


def test_what_has_changed_since_it_was_shown_is_shown_again(cse_lead, cse):
    shown = upload(cse_lead, cse)
    ElementFactory(
        sub_criterion__criterion__standard__key="cse", number="9.9.9", title="Made meanwhile"
    )

    again = text_of(confirm(cse_lead, shown))

    assert "The standard has changed since, so nothing was loaded." in again
    assert not Element.objects.filter(number="2.2.1").exists()


def test_mistakes_in_a_file_are_named_with_their_place(cse_lead, cse):
    cse["criteria"][1]["subcriteria"][0]["elements"][2]["title"] = ""

    shown = text_of(upload(cse_lead, cse))

    assert "Criterion 2, element 2.1.3 has no title." in shown
    assert not Element.objects.exists()


@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        pytest.param({"preset": ""}, "Choose a file.", id="no file"),
        pytest.param({"preset": "other"}, "Select a valid choice.", id="no such preset"),
        pytest.param({"content": "{}"}, "Choose a standard", id="nothing was shown"),
    ],
)
def test_what_cannot_be_loaded_is_asked_for_again(cse_lead, posted, sentence):
    assert sentence in text_of(cse_lead.post(reverse("standard_load"), posted, follow=True))


def test_a_file_that_is_not_json_is_refused(cse_lead):
    assert "This is not a JSON file." in text_of(upload(cse_lead, b"\xff\xfe"))


@pytest.mark.parametrize("role", SEES)
def test_the_elements_are_listed_found_and_filtered(sign_in, role, cse, cse_lead):
    confirm(cse_lead, upload(cse_lead, cse))
    client = sign_in(role)
    index = reverse("standard_elements:index")
    criterion = SubCriterion.objects.get(number="4.3").criterion

    assert "4.3.3 " in text_of(client.get(index))
    found = text_of(client.get(index, {"q": Element.objects.get(number="4.3.3").title}))
    assert "4.3.3 " in found
    assert "2.2.1 " not in found
    filtered = text_of(client.get(index, {"criterion": criterion.pk}))
    assert "4.3.3 " in filtered
    assert "2.2.1 " not in filtered
    one = Element.objects.get(number="4.3.3")
    inspected = client.get(reverse("standard_elements:inspect", args=[one.pk]))
    shown = {str(each["label"]): each["value"] for each in inspected.context["fields"]}
    assert (shown["Retired"], shown["Official wording"]) == ("No", "–")


def test_the_list_takes_as_many_queries_however_long_it_is(cse_lead):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            cse_lead.get(reverse("standard_elements:index"))
        return len(asked)

    element = ElementFactory()
    queries()  # what is looked up once, such as content types
    before = queries()
    for _ in range(15):
        ElementFactory(sub_criterion=element.sub_criterion)

    assert queries() == before


def test_a_cse_lead_pastes_in_the_official_wording(cse_lead):
    element = ElementFactory(title="Polite and friendly staff")
    address = reverse("standard_elements:edit", args=[element.pk])

    response = cse_lead.post(address, {"official_wording": "As printed", "title": "Hacked"})

    assert response.status_code == 302
    element.refresh_from_db()
    assert element.official_wording == "As printed"
    assert element.title == "Polite and friendly staff"


def test_a_cse_lead_says_what_counts_as_skills_evidence(cse_lead):
    part = ElementFactory().sub_criterion

    cse_lead.post(
        reverse("standard_sub_criteria:edit", args=[part.pk]), {"is_skills_evidence": "on"}
    )

    part.refresh_from_db()
    assert part.is_skills_evidence


@pytest.mark.parametrize("role", [role for role in Role if role != Role.CSE_LEADS])
def test_only_a_cse_lead_may_change_the_standard(sign_in, role, cse):
    element = ElementFactory(title="Polite and friendly staff")
    client = sign_in(role)

    upload(client, cse)
    client.post(reverse("standard_load"), {"content": json.dumps(cse), "digest": "x"})
    client.post(reverse("standard_elements:edit", args=[element.pk]), {"official_wording": "Mine"})
    client.post(
        reverse("standard_sub_criteria:edit", args=[element.sub_criterion.pk]),
        {"is_skills_evidence": "on"},
    )

    element.refresh_from_db()
    assert element.official_wording == ""
    assert not element.sub_criterion.is_skills_evidence
    assert Element.objects.count() == 1


@pytest.mark.parametrize("role", list(Role))
def test_nobody_adds_or_deletes_an_element(sign_in, role):
    element = ElementFactory()
    client = sign_in(role)

    client.post(reverse("standard_elements:add"), {"official_wording": "New"})
    client.post(reverse("standard_elements:delete", args=[element.pk]))

    assert list(Element.objects.all()) == [element]


@pytest.mark.parametrize("role", [role for role in Role if role not in SEES])
def test_who_may_not_see_the_standard_is_refused(sign_in, role):
    response = sign_in(role).get(reverse("standard_elements:index"))

    assert response.status_code in (302, 403)
    assert reverse("standard_elements:index") not in text_of(
        sign_in(role).get(reverse("wagtailadmin_home"))
    )
