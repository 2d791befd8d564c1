"""Background jobs, in each of the states that they pass through."""

from datetime import UTC, datetime
from uuid import uuid4

import factory
from factory.django import DjangoModelFactory

from learning.jobs.choices import JobState
from learning.jobs.models import Job

WANTED_AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


class JobFactory(DjangoModelFactory):
    class Meta:
        model = Job

    class Params:
        running = factory.Trait(
            state=JobState.RUNNING,
            token=factory.LazyFunction(uuid4),
            tries=1,
            begun_at=WANTED_AT,
            heard_at=WANTED_AT,
        )
        over = factory.Trait(state=JobState.DONE, begun_at=WANTED_AT, ended_at=WANTED_AT)

    title = "Checking march.csv"
    task = "tests.jobs.examples.count_to"
    arguments = factory.LazyFunction(lambda: {"number": 3})
    wanted_at = WANTED_AT
