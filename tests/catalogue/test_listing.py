from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from learning.catalogue.choices import ActivityKind
from learning.catalogue.models import Activity, Audience, Claim
from learning.catalogue.services import ClaimDraft, list_activity, withdraw_activity
from tests.factories.people import StaffGroupFactory, StaffMemberFactory
from tests.factories.standards import ElementFactory

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 6, 1, 9, tzinfo=UTC)
FRIDAY = datetime(2026, 6, 5, 9, tzinfo=UTC)


@pytest.fixture
def publish():
    key = uuid4()

    def publish(*, at=MONDAY, groups=(), claims=(), **changes):
        return list_activity(
            **{
                "key": key,
                "kind": ActivityKind.MODULE,
                "title": "Putting it right",
                "summary": "",
                "minutes": 10,
                "refresher_months": 12,
                "path": "/training/putting-it-right/",
            }
            | changes,
            staff_groups=groups,
            claims=claims,
            at=at,
            source="Published",
        )

    return publish


def test_listing_twice_changes_nothing(publish):
    reception, element = StaffGroupFactory(), ElementFactory()
    claims = [ClaimDraft(element, "Knows what to say.")]

    publish(groups=[reception], claims=claims)
    publish(groups=[reception], claims=claims, at=FRIDAY)

    assert Activity.objects.count() == Audience.objects.count() == Claim.objects.count() == 1


def test_a_group_left_out_keeps_its_past(publish):
    reception, housing = StaffGroupFactory(), StaffGroupFactory()
    publish(groups=[reception])

    activity = publish(groups=[housing], at=FRIDAY)

    audience = Audience.objects.known().filter(activity=activity)
    assert audience.on(date(2026, 6, 4)).get().staff_group == reception
    assert audience.on(date(2026, 6, 5)).get().staff_group == housing
    assert Audience.objects.known(MONDAY).get().to_on is None


def test_a_reworded_claim_leaves_the_old_words_for_the_old_days(publish):
    element = ElementFactory()
    publish(claims=[ClaimDraft(element, "Knows.")])

    publish(claims=[ClaimDraft(element, "Knows and does.")], at=FRIDAY)

    claims = Claim.objects.known()
    assert claims.on(date(2026, 6, 4)).get().statement == "Knows."
    assert claims.on(date(2026, 6, 5)).get().statement == "Knows and does."


def test_a_group_put_in_and_taken_out_on_one_day_was_never_there(publish):
    publish(groups=[StaffGroupFactory()])
    publish(groups=[])

    assert not Audience.objects.known().exists()


def test_a_withdrawn_activity_is_offered_to_nobody_but_keeps_its_past(publish):
    reception = StaffGroupFactory()
    asha = StaffMemberFactory(staff_groups=[reception])
    activity = publish(groups=[reception])

    withdraw_activity(key=activity.key, at=FRIDAY, source="Unpublished")

    assert Activity.objects.for_staff(asha, date(2026, 6, 4)).exists()
    assert not Activity.objects.for_staff(asha, date(2026, 6, 5)).exists()


def test_an_activity_listed_again_is_offered_again(publish):
    reception = StaffGroupFactory()
    asha = StaffMemberFactory(staff_groups=[reception])
    activity = publish(groups=[reception])
    withdraw_activity(key=activity.key, at=FRIDAY, source="Unpublished")

    publish(groups=[reception], at=datetime(2026, 7, 1, 9, tzinfo=UTC))

    assert not Activity.objects.for_staff(asha, date(2026, 6, 30)).exists()
    assert Activity.objects.for_staff(asha, date(2026, 7, 1)).exists()
