"""The command: the same service, for scripts."""

import hashlib
import json

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import ModelLogEntry

from learning.exports.models import Export
from tests.exports.breaking import break_the_last_row
from tests.factories.exports import many_completions


def run(*arguments):
    call_command("export_completions", *[str(argument) for argument in arguments])


@pytest.mark.django_db
def test_the_bare_table_has_its_schema_and_manifest_beside_it(
    passed, april, voided, tmp_path, capsys
):
    out = tmp_path / "records.csv"

    run("--format", "csv", "--out", out)

    table = out.read_bytes()
    schema = tmp_path / "records.csv.schema.json"
    manifest = json.loads((tmp_path / "records.csv.manifest.json").read_text())
    assert {path.name for path in tmp_path.iterdir()} == {
        "records.csv",
        "records.csv.schema.json",
        "records.csv.manifest.json",
    }
    header = table.decode().splitlines()[0]
    fields = json.loads(schema.read_text())["fields"]
    assert [field["name"] for field in fields] == header.split(",")
    sha256 = hashlib.sha256(table).hexdigest()
    assert manifest["files"] == [
        {"path": out.name, "rows": 3, "bytes": len(table), "sha256": sha256},
        {
            "path": schema.name,
            "bytes": schema.stat().st_size,
            "sha256": hashlib.sha256(schema.read_bytes()).hexdigest(),
        },
    ]
    assert capsys.readouterr().out == (
        f"3 completions written to {out} ({len(table)} bytes).\nSHA-256 {sha256}\n"
    )
    export = Export.objects.get()
    assert (export.row_count, export.sha256, export.file_format) == (3, sha256, "csv")
    assert export.made_by_name.startswith("command line")
    assert ModelLogEntry.objects.filter(action="exports.completions", user=None).exists()


@pytest.mark.django_db
def test_the_workbook_has_its_manifest_beside_it(passed, tmp_path):
    from openpyxl import load_workbook

    out = tmp_path / "records.xlsx"

    run("--format", "xlsx", "--out", out)

    manifest = json.loads((tmp_path / "records.xlsx.manifest.json").read_text())
    assert load_workbook(out).active.max_row == 2
    assert manifest["files"][0]["sha256"] == hashlib.sha256(out.read_bytes()).hexdigest()


@pytest.mark.django_db
def test_options_filter_as_the_screen_does(passed, april, voided, complaints, tmp_path):
    out = tmp_path / "records.csv"

    def taken(*options):
        run("--format", "csv", "--out", out, *options)
        return [line.split(",")[0] for line in out.read_text().splitlines()[1:]]

    assert taken("--from", "2026-04-10", "--to", "2026-06-30") == [str(april.key)]
    assert taken("--group", "Contact centre", "--element", "2.2.1") == [str(passed.key)]
    assert taken("--module", "putting a complaint right", "--no-voided") == [str(passed.key)]
    assert taken("--module", complaints.key) == [str(passed.key), str(voided.key)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--group", "Recepton"], "No staff group is called “Recepton”"),
        (["--module", "Nothing"], "No module is called “Nothing”"),
        (["--element", "9.9.9"], "There is no element 9.9.9"),
        (["--from", "2026-04-02", "--to", "2026-04-01"], "--to is before --from"),
        (["--from", "1/4/2026"], "write the date as 2026-03-31, not 1/4/2026"),
        (["--out", "/no/such/folder/records.csv"], "There is no folder /no/such/folder"),
    ],
)
def test_an_option_that_makes_no_sense_writes_nothing(passed, tmp_path, options, sentence):
    out = tmp_path / "records.csv"

    with pytest.raises(CommandError) as refused:
        run("--format", "csv", "--out", out, *options)

    assert sentence in str(refused.value)
    assert not out.exists()
    assert not Export.objects.exists()


@pytest.mark.django_db
def test_two_modules_of_one_title_must_be_told_apart(passed, complaints, tmp_path):
    from tests.factories.catalogue import ActivityFactory

    ActivityFactory(title=complaints.title)

    with pytest.raises(CommandError, match=str(complaints.key)) as refused:
        run("--format", "csv", "--out", tmp_path / "records.csv", "--module", complaints.title)

    assert refused.value.returncode == 2


@pytest.mark.django_db
def test_a_group_that_only_old_records_name_can_be_asked_for(passed, reception, tmp_path):
    reception.name = "Front desk"
    reception.save()
    out = tmp_path / "records.csv"

    run("--format", "csv", "--out", out, "--group", "Reception")

    assert str(passed.key) in out.read_text()


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_a_file_that_could_not_be_finished_leaves_the_old_one_alone(
    fresh_database, tmp_path, file_format
):
    out = tmp_path / f"records.{file_format}"
    out.write_text("last month's")
    many_completions(3000)
    break_the_last_row()

    with pytest.raises(CommandError, match="was not finished") as failed:
        run("--format", file_format, "--out", out)

    assert failed.value.returncode == 1
    assert out.read_text() == "last month's"
    assert [path.name for path in tmp_path.iterdir()] == [out.name]
    assert Export.objects.get().finished_at is None


def test_the_exit_code_of_a_real_run_says_what_happened(fresh_database, tmp_path):
    command = ["export_completions", "--format", "csv", "--out", str(tmp_path / "records.csv")]

    whole = fresh_database.manage(*command)
    mistaken = fresh_database.manage(*command, "--element", "0")

    assert whole.returncode == 0, whole.stderr
    assert "0 completions written" in whole.stdout
    assert mistaken.returncode == 2
    assert mistaken.stderr == "CommandError: There is no element 0.\n"


def test_the_help_says_what_the_exit_codes_mean(capsys):
    with pytest.raises(SystemExit):
        run("--help")

    assert "Exit codes: 0 all was written" in capsys.readouterr().out
