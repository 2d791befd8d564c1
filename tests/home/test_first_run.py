import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from home.first_run.services import first_run_code
from learning.organisation.models import OrganisationSettings
from learning.people.models import User
from learning.people.permissions import Role
from learning.standards.models import Element
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def answers(**changes):
    return {
        "code": first_run_code().upper().replace("-", " "),
        "organisation": "Southmoor Libraries",
        "contact_email": "",
        "it_first_name": "Eleri",
        "it_last_name": "Hughes",
        "it_email": "eleri@southmoor.example",
        "it_password": "three-unrelated-words",
        "hr_first_name": "Priya",
        "hr_last_name": "Shah",
        "hr_email": "priya@southmoor.example",
        "hr_password": "other-unrelated-words",
        "loads_cse": "on",
    } | changes


def test_an_empty_site_leads_to_its_first_run(client):
    response = client.get("/", follow=True)

    assert response.redirect_chain[-1][0] == reverse("first_run")
    assert "Set up your site" in response.content.decode()


def test_the_first_run_sets_up_the_organisation_the_log_ins_and_the_standard(client):
    response = client.post(reverse("first_run"), answers())

    assert response.url == reverse("account_login")
    assert OrganisationSettings.load().name == "Southmoor Libraries"
    assert Element.objects.count() == 57
    roles = dict(User.objects.values_list("first_name", "groups__name"))
    assert roles == {"Eleri": Role.IT.value, "Priya": Role.HR_OFFICERS.value}
    signed_in = client.post(
        reverse("account_login"),
        {"login": "priya@southmoor.example", "password": "other-unrelated-words"},
    )
    assert signed_in.url == "/"
    assert client.get("/", follow=True).status_code == 200


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param({"code": "0000-0000-0000"}, "This is not the set-up code", id="wrong-code"),
        pytest.param({"it_password": "short"}, "too short", id="short-password"),
        pytest.param({"it_password": "eleri@southmoor"}, "too similar", id="like-the-address"),
        pytest.param({"hr_email": "ELERI@southmoor.example"}, "other than yours", id="one-address"),
        pytest.param({"organisation": ""}, "name of your organisation", id="no-name"),
    ],
)
def test_a_wrong_answer_says_what_to_do_and_sets_up_nothing(client, changes, said):
    page = client.post(reverse("first_run"), answers(**changes)).content.decode()

    assert said in page
    assert not User.objects.exists()
    assert not Element.objects.exists()


def test_a_site_that_is_set_up_has_no_first_run(client):
    UserFactory()

    assert client.get(reverse("first_run")).status_code == 404
    assert client.post(reverse("first_run"), answers()).status_code == 404
    assert User.objects.count() == 1
    with pytest.raises(CommandError, match="set up already"):
        call_command("first_run_code")


def test_somebody_without_a_role_is_told_that_the_admin_is_not_for_them(client):
    client.force_login(UserFactory())

    response = client.get("/admin/", follow=True)

    assert response.status_code == 403
