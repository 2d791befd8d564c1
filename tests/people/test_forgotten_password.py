"""The mail to somebody who has forgotten their password."""

import socket

import pytest

from learning.organisation.models import OrganisationSettings
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def ask(client, address):
    return client.post("/account/password/reset/", {"email": address}, follow=True)


def test_the_mail_says_whose_it_is_and_leads_to_a_new_password(client, mailoutbox):
    OrganisationSettings.objects.create(name="Northmoor Council")
    UserFactory(username="E010439", email="wen@northmoor.example")

    ask(client, "wen@northmoor.example")

    [mail] = mailoutbox
    assert mail.subject == "Choose a new password"
    assert "Northmoor Council" in mail.body
    assert "E010439" in mail.body
    [link] = [line for line in mail.body.splitlines() if line.startswith("http")]
    assert "Choose a new password" in client.get(link, follow=True).text


def test_a_stranger_hears_nothing_and_the_page_does_not_tell(client, mailoutbox):
    UserFactory(email="wen@northmoor.example")

    page = ask(client, "nobody@elsewhere.example").text

    assert mailoutbox == []
    assert page == ask(client, "wen@northmoor.example").text


def test_where_no_mail_can_be_sent_the_page_says_what_else_to_do(client, settings, caplog):
    UserFactory(email="wen@northmoor.example")
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        settings.EMAIL_HOST, settings.EMAIL_PORT = nobody.getsockname()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"

    answer = ask(client, "wen@northmoor.example")

    assert answer.status_code == 200
    assert "Ask HR for a first log-in code instead." in answer.text
    assert "could not be sent" in caplog.text
