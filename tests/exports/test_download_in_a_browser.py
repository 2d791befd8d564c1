"""What arrives at somebody's own computer: the whole file, or a download that says it failed."""

import hashlib
import zipfile

import pytest

from learning.exports.models import Export
from learning.people.permissions import Role
from tests.browser import assert_accessible, sign_in
from tests.exports.breaking import break_the_last_row
from tests.factories.exports import many_completions
from tests.factories.people import UserFactory

PASSWORD = "correct horse battery"


@pytest.fixture
def export_page(site, page):
    officer = UserFactory(roles=[Role.HR_OFFICERS], real_password=PASSWORD)
    sign_in(page, officer.username, PASSWORD)
    page.goto("/admin/export-records/")
    return page


def take(page, button):
    with page.expect_download() as taken:
        page.get_by_role("button", name=button).click()
    return taken.value


def test_a_whole_file_arrives_and_the_list_says_so(export_page, tmp_path):
    many_completions(2500)
    export_page.get_by_role("button", name="Show how many match").click()
    export_page.get_by_text("2,500 completions match").wait_for()
    assert_accessible(export_page)

    download = take(export_page, "Download CSV in a zip")

    assert download.failure() is None
    download.save_as(tmp_path / "completions.zip")
    table = zipfile.ZipFile(tmp_path / "completions.zip").read("completions.csv")
    assert table.count(b"\n") == 2501
    export_page.reload()
    export_page.get_by_role("cell", name=hashlib.sha256(table).hexdigest()).wait_for()


@pytest.mark.parametrize("button", ["Download CSV in a zip", "Download Excel"])
def test_when_the_server_stumbles_midway_the_browser_says_that_it_failed(export_page, button):
    many_completions(6000)
    break_the_last_row()

    download = take(export_page, button)

    assert download.failure()
    export = Export.objects.get()
    assert (export.finished_at, export.sha256) == (None, "")
    export_page.goto("/admin/export-records/")
    export_page.get_by_role("cell", name="Not whole").wait_for()
