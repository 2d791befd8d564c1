"""A few clients and a few faults; `./dev faults` has many of both."""

import shutil
import subprocess
import sys

import pytest
from django.db import connection

from tests.databases.copies import ROOT
from tests.databases.postgres import environment_of, find_binaries


@pytest.fixture
def template(databases, django_db_blocker, tmp_path):
    """A migrated database, as a file that a server of its own can begin with."""
    file = tmp_path / "template"
    with django_db_blocker.unblock():
        name = databases.templates.name(databases.empty())
        if connection.vendor == "sqlite":
            shutil.copyfile(name, file)
        else:
            where, binaries = connection.settings_dict, find_binaries()
            place = {"PGHOST": where["HOST"], "PGUSER": where["USER"]}
            place |= {"PGPORT": str(where["PORT"] or 5432), "PGPASSWORD": where["PASSWORD"]}
            subprocess.run(
                [binaries / "pg_dump", "--no-owner", f"--file={file}", name],
                env=environment_of(binaries)
                | {key: value for key, value in place.items() if value},
                check=True,
            )
    return file


def test_no_answer_is_lost_or_doubled_whatever_is_killed(template):
    command = [sys.executable, "-m", "tests.faults", "--quick", f"--template={template}"]
    command += [f"--database={connection.vendor}", "--seed=20260601"]

    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=280)

    assert said.returncode == 0, said.stdout + said.stderr
    assert "It holds." in said.stdout
