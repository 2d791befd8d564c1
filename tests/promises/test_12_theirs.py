"""Theirs: what leaves is in open formats, readable without us."""

import csv
import json

import pytest
from django.core.management import call_command

from tests.factories.people import StaffMemberFactory
from tests.factories.records import CompletionFactory


@pytest.mark.django_db
def test_the_records_read_with_nothing_but_a_csv_reader_and_their_schema(tmp_path):
    CompletionFactory(staff_member=StaffMemberFactory(payroll_number="E010454"))
    out = tmp_path / "records.csv"

    call_command("export_completions", "--format", "csv", "--out", str(out))

    with out.open(encoding="utf-8", newline="") as file:
        [row] = csv.DictReader(file)
    schema = json.loads((tmp_path / "records.csv.schema.json").read_text())
    assert row["payroll_number"] == "E010454"
    assert [field["name"] for field in schema["fields"]] == list(row)
    assert all(field["description"] for field in schema["fields"])
