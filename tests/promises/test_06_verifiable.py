"""Verifiable: the files that leave can be checked with common tools, without our software."""

import hashlib
import json

import pytest
from django.core.management import call_command

from learning.records.models import Seal
from tests.factories.records import CompletionFactory


@pytest.mark.django_db
def test_an_export_names_its_digest_and_the_seal_that_vouches_for_it(tmp_path):
    CompletionFactory()
    out = tmp_path / "records.csv"

    call_command("export_completions", "--format", "csv", "--out", str(out))

    manifest = json.loads((tmp_path / "records.csv.manifest.json").read_text())
    [table] = [file for file in manifest["files"] if file["path"] == "records.csv"]
    assert table["sha256"] == hashlib.sha256(out.read_bytes()).hexdigest()
    seal = Seal.objects.get().sha256
    assert seal in json.dumps(manifest)
    call_command("verify_records", "--expect-seal", seal)
