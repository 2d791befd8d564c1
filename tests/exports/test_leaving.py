"""What leaves is whole, can be checked without us, and is written down."""

import hashlib
import io
import json
import shutil
import subprocess
import tracemalloc
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from learning.exports.choices import FileFormat
from learning.exports.models import Export
from learning.exports.services import completions_xlsx, completions_zip
from learning.records.models import Seal
from learning.records.selectors import verify_records
from tests.exports.reading import AT, LATER, exported, keys, started
from tests.factories.exports import many_completions

pytestmark = pytest.mark.django_db
WAYS_OUT = [
    pytest.param(FileFormat.ZIP, completions_zip, id="zip"),
    pytest.param(FileFormat.XLSX, completions_xlsx, id="xlsx"),
]


def test_common_tools_find_the_files_whole(passed, april, tmp_path):
    exported().extractall(tmp_path)
    tool = ["sha256sum"] if shutil.which("sha256sum") else ["shasum", "-a", "256"]

    said = subprocess.run([*tool, "-c", "SHA256SUMS"], cwd=tmp_path, capture_output=True, text=True)

    assert said.returncode == 0, said.stderr
    assert said.stdout.splitlines() == [
        "completions.csv: OK",
        "datapackage.json: OK",
        "README.txt: OK",
        "manifest.json: OK",
    ]


def test_a_cut_table_is_noticed(passed, april, tmp_path):
    exported().extractall(tmp_path)
    table = tmp_path / "completions.csv"
    table.write_bytes(table.read_bytes()[:-20])
    tool = ["sha256sum"] if shutil.which("sha256sum") else ["shasum", "-a", "256"]

    said = subprocess.run([*tool, "-c", "SHA256SUMS"], cwd=tmp_path, capture_output=True, text=True)

    assert said.returncode != 0


def test_the_manifest_says_what_was_asked_for_by_whom_and_how_far_it_is_sealed(
    passed, april, officer
):
    data = b"".join(
        completions_zip(export=started(by=officer, element="2.2.1"), clock=lambda: LATER)
    )
    archive = zipfile.ZipFile(io.BytesIO(data))
    manifest = json.loads(archive.read("manifest.json"))
    table = archive.read("completions.csv")
    seal = Seal.objects.last()

    assert manifest["export"] == "completions"
    assert manifest["columns_version"] == 1
    assert manifest["made_at"] == "2026-11-23T14:02:00+00:00"
    assert manifest["made_by"] == "Priya Shah"
    assert manifest["filters"]["element"] == "2.2.1"
    assert manifest["files"][0] == {
        "path": "completions.csv",
        "rows": 1,
        "bytes": len(table),
        "sha256": hashlib.sha256(table).hexdigest(),
    }
    assert manifest["latest_seal"]["sha256"] == seal.sha256
    assert seal.last_entry == april.pk
    assert seal.sha256 in archive.read("README.txt").decode()


def test_records_are_sealed_before_they_leave(passed, april):
    assert verify_records().unsealed == 2

    exported()

    assert verify_records().unsealed == 0
    assert verify_records().is_whole


def test_an_export_is_written_down_before_it_leaves_and_again_when_it_has(passed, officer):
    export = started(by=officer, staff_groups=("Reception",))
    export.refresh_from_db()

    assert (export.finished_at, export.row_count, export.sha256) == (None, None, "")
    [entry] = ModelLogEntry.objects.filter(action="exports.completions")
    assert entry.user == officer
    assert entry.data["filters"]["staff_groups"] == ["Reception"]

    archive = zipfile.ZipFile(
        io.BytesIO(b"".join(completions_zip(export=export, clock=lambda: LATER)))
    )
    export.refresh_from_db()

    assert (export.made_by_name, export.started_at) == ("Priya Shah", AT)
    assert (export.finished_at, export.row_count) == (LATER, 1)
    assert export.sha256 == hashlib.sha256(archive.read("completions.csv")).hexdigest()


def test_the_workbook_holds_the_same_rows_and_is_written_down(passed, voided):
    from openpyxl import load_workbook

    export = started(FileFormat.XLSX)
    data = b"".join(completions_xlsx(export=export, clock=lambda: LATER))
    export.refresh_from_db()
    book = load_workbook(io.BytesIO(data))
    header, *found = book["Completions"].iter_rows(values_only=True)
    told = dict(book["About"].iter_rows(values_only=True))

    assert [row[0] for row in found] == keys(exported())
    assert header[:3] == ("record_key", "payroll_number", "first_name")
    assert (told["Rows"], told["Element"], told["Made by"]) == ("2", "all", "cron")
    assert told["Latest seal"] == Seal.objects.last().sha256
    assert export.row_count == 2
    assert export.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(("file_format", "stream"), WAYS_OUT)
def test_a_download_that_somebody_broke_off_stays_unfinished(file_format, stream):
    many_completions(3000)
    export = started(file_format)

    chunks = stream(export=export, clock=lambda: LATER)
    next(chunks)
    chunks.close()

    export.refresh_from_db()
    assert export.finished_at is None
    # The database is free for the next thing at once.
    assert Export.objects.count() == 1


@pytest.mark.parametrize(("file_format", "stream"), WAYS_OUT)
def test_the_number_of_queries_does_not_grow_with_the_rows(file_format, stream):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            for _chunk in stream(export=started(file_format), clock=lambda: LATER):
                pass
        return len(seen)

    many_completions(1)
    queries()  # The first one makes what is missing, such as the organisation's settings.
    many_completions(1)
    few = queries()
    many_completions(300)
    many = queries()

    assert many == few
    assert few <= 26


def test_memory_does_not_grow_with_the_rows():
    def take(export):
        for _chunk in completions_zip(export=export, clock=lambda: LATER):
            pass

    def peak():
        export = started()
        tracemalloc.start()
        take(export)
        _now, highest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return highest

    many_completions(5000)
    take(started())  # The first one loads what it needs.
    few = peak()
    many_completions(5000)

    assert peak() < few + 512 * 1024
