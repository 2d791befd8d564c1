from datetime import UTC, date, datetime
from uuid import uuid4

import factory

from learning.records.choices import DueChoice, Source
from learning.records.models import (
    Assignment,
    Completion,
    Extension,
    ExtensionRequest,
    PriorLearning,
    Programme,
    Step,
    Waiver,
)
from learning.records.services import record_completion, send_prior_learning
from tests.factories.catalogue import BEGINNING, BEGINNING_AT, ActivityFactory
from tests.factories.people import StaffMemberFactory


class CompletionFactory(factory.Factory):
    """A completion, recorded by the service that records every completion."""

    class Meta:
        model = Completion

    staff_member = factory.SubFactory(StaffMemberFactory)
    activity = factory.SubFactory(ActivityFactory)
    source = Source.QUIZ
    source_key = factory.LazyFunction(uuid4)
    completed_at = datetime(2026, 3, 2, 14, 2, tzinfo=UTC)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return record_completion(*args, **kwargs)


# The smallest files that are what they say.
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


class PriorLearningFactory(factory.Factory):
    """A certificate that the person sent in themselves, and that waits to be checked."""

    class Meta:
        model = PriorLearning

    staff_member = factory.SubFactory(StaffMemberFactory)
    activity = factory.SubFactory(ActivityFactory)
    completed_on = date(2024, 5, 4)
    provider = "Customer service, at Northtown Council"
    certificate = PDF
    by = factory.LazyAttribute(lambda claim: claim.staff_member.user)
    at = datetime(2026, 6, 1, 9, tzinfo=UTC)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return send_prior_learning(*args, **kwargs)


class AssignmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Assignment

    activity = factory.SubFactory(ActivityFactory)
    from_on = BEGINNING
    counted_from_on = factory.SelfAttribute("from_on")
    due = factory.LazyAttribute(
        lambda made: (
            DueChoice.ON_A_DAY
            if getattr(made, "due_on", None)
            else DueChoice.AFTER_JOINING_GROUP
            if getattr(made, "due_days", 0)
            else DueChoice.BY_NO_DAY
        )
    )
    recorded_at = BEGINNING_AT


class WaiverFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Waiver

    activity = factory.SubFactory(ActivityFactory)
    staff_member = factory.SubFactory(StaffMemberFactory)
    reason = "Covered by their professional body"
    from_on = BEGINNING
    to_on = date(2026, 12, 31)
    recorded_at = BEGINNING_AT


class ExtensionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Extension

    activity = factory.SubFactory(ActivityFactory)
    staff_member = factory.SubFactory(StaffMemberFactory)
    reason = "The counter was short of staff"
    from_on = BEGINNING
    due_on = date(2099, 12, 31)
    recorded_at = BEGINNING_AT


class ProgrammeFactory(factory.django.DjangoModelFactory):
    """A programme; `activities=[...]` are its steps from the beginning, in order."""

    class Meta:
        model = Programme
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Programme {n}")

    @factory.post_generation
    def activities(self, create, activities, **kwargs):
        for position, activity in enumerate(activities or ()):
            Step.objects.create(
                programme=self,
                activity=activity,
                position=position,
                from_on=BEGINNING,
                recorded_at=BEGINNING_AT,
            )


class ExtensionRequestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ExtensionRequest

    activity = factory.SubFactory(ActivityFactory)
    staff_member = factory.SubFactory(StaffMemberFactory)
    wanted_on = date(2026, 7, 1)
    why = "I am alone at the counter"
    asked_at = BEGINNING_AT
