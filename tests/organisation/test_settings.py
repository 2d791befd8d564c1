"""What the settings promise, seen from outside: each is a process of its own."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def production(tmp_path, *command, **changes):
    command = command or ("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "learning.settings.production",
        "SECRET_KEY": "a-long-random-text-for-this-test-only-" + "0123456789" * 4,
        "ALLOWED_HOSTS": "learn.example",
        "BASE_URL": "https://learn.example",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}",
        "LEDGER_KEY_FILE": str(tmp_path / "ledger.key"),
        "DATA_DIR": str(tmp_path),
    } | changes
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={name: value for name, value in environment.items() if value},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_has_nothing_that_djangos_deployment_check_warns_of(tmp_path):
    checked = production(tmp_path)

    assert checked.returncode == 0, checked.stderr
    assert "no issues" in checked.stdout


@pytest.mark.parametrize(
    "name", ["SECRET_KEY", "ALLOWED_HOSTS", "BASE_URL", "DATABASE_URL", "LEDGER_KEY_FILE"]
)
def test_production_does_not_start_without(tmp_path, name):
    checked = production(tmp_path, **{name: ""})

    assert checked.returncode != 0
    assert f"{name} is not set." in checked.stderr


def test_in_production_a_page_that_fails_is_told_to_the_log(tmp_path):
    fails = (
        "import django, logging; django.setup(); "
        "logging.getLogger('django.request').error('Internal Server Error: /quizzes/')"
    )

    assert "Internal Server Error: /quizzes/" in production(tmp_path, "-c", fails).stderr


def test_every_variable_that_the_settings_read_is_in_the_example_file():
    settings = "".join(path.read_text() for path in (ROOT / "learning/settings").glob("*.py"))
    read = set(re.findall(r'(?:env\.\w+|required)\(\s*"([A-Z_]+)"', settings))
    documented = set(re.findall(r"^#? ?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.M))

    assert read - {"DEBUG"} == documented


@pytest.mark.parametrize(("behind_proxy", "whose"), [("true", "192.0.2.7"), ("", "10.0.0.1")])
def test_wrong_tries_are_counted_for_the_browser_behind_a_proxy_and_for_no_forged_one(
    tmp_path, behind_proxy, whose
):
    asks = (
        "import django; django.setup(); from django.test import RequestFactory; "
        "from allauth.account.adapter import get_adapter; "
        "forwarded = {'X-Forwarded-For': '203.0.113.9, 192.0.2.7'}; "
        "request = RequestFactory().get('/', headers=forwarded, REMOTE_ADDR='10.0.0.1'); "
        "print(get_adapter().get_client_ip(request))"
    )

    told = production(tmp_path, "-c", asks, BEHIND_PROXY=behind_proxy)

    assert told.stdout.strip() == whose, told.stderr
