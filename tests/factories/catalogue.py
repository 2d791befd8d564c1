from datetime import UTC, date, datetime

import factory

from learning.catalogue.choices import ActivityKind
from learning.catalogue.models import Activity, Audience, Claim, Listing

BEGINNING = date(2025, 1, 1)
BEGINNING_AT = datetime(2025, 1, 1, 9, tzinfo=UTC)


class AudienceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Audience

    from_on = BEGINNING
    recorded_at = BEGINNING_AT


class ClaimFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Claim

    from_on = BEGINNING
    recorded_at = BEGINNING_AT
    statement = "Knows what they may put right on the spot."


class ListingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Listing

    from_on = BEGINNING
    recorded_at = BEGINNING_AT


class ActivityFactory(factory.django.DjangoModelFactory):
    """A listed activity, for `staff_groups`, serving `elements`."""

    class Meta:
        model = Activity
        skip_postgeneration_save = True

    kind = ActivityKind.MODULE
    title = factory.Sequence(lambda n: f"Activity {n}")
    minutes = 10
    path = factory.Sequence(lambda n: f"/training/activity-{n}/")
    listed_on = BEGINNING

    class Params:
        yearly = factory.Trait(refresher_months=12)

    @factory.post_generation
    def listing(self, create, extracted, **kwargs):
        ListingFactory(activity=self, from_on=self.listed_on)

    @factory.post_generation
    def staff_groups(self, create, groups, **kwargs):
        for group in groups or ():
            AudienceFactory(activity=self, staff_group=group)

    @factory.post_generation
    def elements(self, create, elements, **kwargs):
        for element in elements or ():
            ClaimFactory(activity=self, element=element)
