import re
from pathlib import Path

import pytest
import wagtail
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from learning.organisation.models import OrganisationSettings
from learning.people.permissions import Role
from tests.factories.people import StaffMemberFactory, UserFactory

pytestmark = pytest.mark.django_db
WAGTAIL = Path(wagtail.__file__).parent
ROOT = Path(__file__).resolve().parents[2]

# Each has a template of ours with a nonce, or is wrapped in organisation/nonces.py.
KNOWN_INLINE_SCRIPTS = {
    "admin/templates/wagtailadmin/panels/inline_panel.html",
    "admin/templates/wagtailadmin/panels/multiple_chooser_panel.html",
    "admin/templates/wagtailadmin/widgets/date_input.html",
    "admin/templates/wagtailadmin/widgets/datetime_input.html",
    "admin/templates/wagtailadmin/widgets/time_input.html",
    "admin/widgets/chooser.py",
}
NOT_OURS = ("contrib/search_promotions/", "contrib/styleguide/", "test/", "tests/")
INLINE_SCRIPT = re.compile(r"<script(?![^>]*(src=|type=\"(application/json|text/x-)))[^>]*>")


def test_an_upgrade_brings_no_inline_script_that_we_do_not_know():
    found = {
        str(path.relative_to(WAGTAIL))
        for pattern in ("*.html", "*.py")
        for path in WAGTAIL.rglob(pattern)
        if INLINE_SCRIPT.search(path.read_text())
    }
    found = {path for path in found if not path.startswith(NOT_OURS) and "/tests/" not in path}

    assert found == KNOWN_INLINE_SCRIPTS


def test_our_own_templates_hold_no_inline_script_or_style():
    for path in ROOT.glob("templates/**/*.html"):
        text = path.read_text()
        if "wagtailadmin" not in str(path):
            assert not INLINE_SCRIPT.search(text), path
            assert " style=" not in text, path
            assert "<style" not in text, path
        assert not re.search(r"\son\w+=", text), path


def policy_of(response):
    return dict(
        directive.strip().split(" ", 1)
        for directive in response["Content-Security-Policy"].split(";")
        if directive.strip()
    )


def test_staff_pages_allow_no_inline_style_and_no_frame(client):
    policy = policy_of(client.get("/account/login/"))

    assert policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["object-src"] == "'none'"
    assert "unsafe" not in policy["script-src"]


def test_the_admin_allows_scripts_only_with_the_nonce_of_the_page(client):
    client.force_login(UserFactory(roles=[Role.HR_OFFICERS]))

    response = client.get("/admin/assignment/assign/")

    policy = policy_of(response)
    [nonce] = re.findall(r"'nonce-([^']+)'", policy["script-src"])
    inline = INLINE_SCRIPT.finditer(response.content.decode())
    tags = [tag.group() for tag in inline]
    assert tags
    assert all(f'nonce="{nonce}"' in tag for tag in tags)
    assert "unsafe" not in policy["script-src"]


def test_a_personal_page_is_kept_by_no_cache(client):
    client.force_login(StaffMemberFactory().user)

    assert "no-store" in client.get("/")["Cache-Control"]


@pytest.mark.parametrize("folder", ["images", "avatar_images"])
def test_an_uploaded_picture_needs_a_log_in(client, folder):
    path = default_storage.save(f"{folder}/badge.png", ContentFile(b"\x89PNG"))

    assert client.get(f"/media/{path}").status_code == 302

    client.force_login(UserFactory())
    response = client.get(f"/media/{path}")
    assert response.status_code == 200
    assert response["Content-Type"] == "image/png"
    assert "private" in response["Cache-Control"]


@pytest.mark.parametrize(
    "path",
    [
        "documents/list.csv",
        "images/../documents/list.csv",
        "images/%2e%2e/documents/list.csv",
        "images/../ledger.key",
        "images/nothing.png",
        "/etc/passwd",
    ],
)
def test_nothing_but_pictures_leaves_by_the_picture_view(client, path):
    if not default_storage.exists("documents/list.csv"):
        default_storage.save("documents/list.csv", ContentFile(b"a,b"))
    client.force_login(UserFactory())

    assert client.get(f"/media/{path}").status_code == 404


def test_an_uploaded_page_is_never_shown_as_a_page(client):
    path = default_storage.save("images/page.html", ContentFile(b"<script>alert(1)</script>"))
    client.force_login(UserFactory())

    response = client.get(f"/media/{path}")

    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")


def test_the_organisations_colour_is_a_served_stylesheet(client):
    settings = OrganisationSettings.load()
    settings.brand_colour = "#FFDD00"
    settings.save()

    styles = client.get("/organisation.css").content.decode()

    assert "--brand:#ffdd00" in styles
    assert "--brand-text:#000000" in styles


def test_a_new_name_shows_at_once_though_pages_remember_the_old(client):
    UserFactory()  # or the first page of all would be the one that sets up the site
    assert "Your organisation" in client.get("/account/login/").text
    settings = OrganisationSettings.load()
    settings.name = "Northmoor Council"
    settings.save()

    assert "Northmoor Council" in client.get("/account/login/").text


def test_the_site_says_that_it_is_well(client):
    assert client.get("/health/").json() == {"status": "well"}


def test_the_admin_phones_nobody(client):
    client.force_login(UserFactory(roles=[Role.HR_OFFICERS], email="hr@northmoor.example"))

    page = client.get("/admin/").content.decode()

    assert not re.findall(r"(?:src|<link[^>]+href)=\"(?:https?:)?//[^\"]+", page)
    assert "gravatar" not in page


@pytest.mark.parametrize("number", ["word", "1.5", "9" * 40])
def test_an_address_with_something_else_in_the_place_of_a_number_leads_nowhere(client, number):
    client.force_login(UserFactory(roles=[Role.HR_OFFICERS]))

    assert client.get(f"/admin/completion/inspect/{number}/").status_code == 404
