"""Files that no spreadsheet and no editor would write."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from learning.people.permissions import Role
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def standard(title):
    element = {"number": "1.1.1", "title": title}
    sub_criterion = {"number": "1.1", "title": "Insight", "elements": [element]}
    criterion = {"number": "1", "title": "Insight", "subcriteria": [sub_criterion]}
    return {"key": "cse", "title": "CSE", "source": "", "criteria": [criterion]}


HOSTILE = [
    pytest.param(b'{"title": ' + b"9" * 5_000 + b"}", id="an endless number"),
    pytest.param(b"[" * 200_000, id="lists in lists without end"),
    pytest.param(json.dumps(standard("Insight\0")).encode(), id="a nought"),
    pytest.param(json.dumps(standard("Insight\ud800")).encode(), id="half a letter"),
]


@pytest.fixture
def cse_lead(client):
    client.force_login(UserFactory(roles=[Role.CSE_LEADS]))
    return client


def upload(cse_lead, content):
    file = SimpleUploadedFile("standard.json", content)
    return cse_lead.post(reverse("standard_load"), {"preset": "", "file": file})


@pytest.mark.parametrize("content", HOSTILE)
def test_what_no_json_file_holds_is_refused(cse_lead, content):
    assert "This is not a JSON file" in upload(cse_lead, content).text


@pytest.mark.parametrize("content", HOSTILE)
def test_nor_is_it_taken_for_what_was_shown(cse_lead, content):
    sent = {"content": content.decode(), "digest": "x"}

    assert cse_lead.post(reverse("standard_load"), sent).url == reverse("standard_load")
