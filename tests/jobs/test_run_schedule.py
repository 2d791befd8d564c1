from io import StringIO

import pytest
from django.core.management import call_command, get_commands

from learning.records.models import Seal
from tests.factories.records import CompletionFactory

pytestmark = pytest.mark.django_db


def test_the_schedule_seals_what_is_not_yet_sealed():
    CompletionFactory()

    call_command("run_schedule", stdout=StringIO())
    call_command("run_schedule", stdout=StringIO())

    assert Seal.objects.get().count == 1


def test_every_step_of_the_schedule_exists(settings):
    assert set(settings.SCHEDULE) <= set(get_commands())


def test_a_step_that_fails_is_told_and_does_not_stop_the_rest(settings):
    settings.SCHEDULE = ["no_such_command", "seal_records"]
    CompletionFactory()
    told = StringIO()

    with pytest.raises(SystemExit):
        call_command("run_schedule", stdout=StringIO(), stderr=told)

    assert "no_such_command failed" in told.getvalue()
    assert Seal.objects.exists()
