from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from wagtail.models import ModelLogEntry

from learning.people.models import Adjustment
from learning.people.selectors import adjustment_of
from learning.people.services import end_adjustment, record_adjustment
from tests.factories.people import AdjustmentFactory, StaffMemberFactory, UserFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY = date(2026, 11, 23)
YESTERDAY = date(2026, 11, 22)


def adjust(staff_member, from_on=TODAY, to_on=None, by=None, **what):
    return record_adjustment(
        staff_member=staff_member,
        from_on=from_on,
        to_on=to_on,
        by=by,
        at=AT,
        **(what or {"extra_time": 25}),
    )


def end(adjustment, last_on, by=None):
    return end_adjustment(adjustment=adjustment, last_on=last_on, by=by, at=AT)


@pytest.mark.parametrize(
    ("what", "words"),
    [
        pytest.param({"extra_time": 25}, "25% extra time", id="extra time"),
        pytest.param({"extra_time": 300}, "300% extra time", id="the most there is"),
        pytest.param({"is_untimed": True}, "No time limit", id="no limit"),
        pytest.param({"has_unlimited_attempts": True}, "Unlimited attempts", id="tries"),
        pytest.param(
            {"extra_time": 50, "has_unlimited_attempts": True},
            "50% extra time, unlimited attempts",
            id="two at once",
        ),
    ],
)
def test_an_adjustment_says_in_words_what_it_is(what, words):
    assert str(adjust(StaffMemberFactory(), **what)) == words


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        pytest.param({"extra_time": 0}, "Say what the adjustment is", id="nothing"),
        pytest.param(
            {"extra_time": 25, "is_untimed": True}, "not both", id="extra time without a limit"
        ),
        pytest.param({"extra_time": 301}, "at most 300 per cent", id="too much"),
    ],
)
def test_an_adjustment_that_makes_no_sense_is_refused(what, sentence):
    with pytest.raises(ValidationError, match=sentence):
        adjust(StaffMemberFactory(), **what)


@pytest.mark.parametrize(
    "what",
    [
        pytest.param({"extra_time": 0}, id="nothing"),
        pytest.param({"extra_time": 25, "is_untimed": True}, id="extra time without a limit"),
        pytest.param({"extra_time": 301}, id="too much"),
    ],
)
def test_the_database_refuses_it_too(what):
    with pytest.raises(IntegrityError):
        AdjustmentFactory(**what)


def test_an_adjustment_holds_from_its_first_day_to_its_last():
    asha = StaffMemberFactory()
    first, last = date(2026, 11, 1), date(2026, 11, 20)
    adjustment = adjust(asha, first, last)

    assert adjustment_of(asha, on=date(2026, 10, 31)) is None
    assert adjustment_of(asha, on=first) == adjustment
    assert adjustment_of(asha, on=last) == adjustment
    assert adjustment_of(asha, on=date(2026, 11, 21)) is None


def test_an_adjustment_is_somebodys_own():
    AdjustmentFactory()

    assert adjustment_of(StaffMemberFactory(), on=TODAY) is None


def test_asking_for_an_adjustment_takes_one_query(django_assert_num_queries):
    asha = AdjustmentFactory().staff_member
    AdjustmentFactory.create_batch(3)

    with django_assert_num_queries(1):
        adjustment = adjustment_of(asha, on=TODAY)
        assert (adjustment.extra_time, adjustment.is_untimed) == (25, False)


def test_an_adjustment_ends_and_what_we_knew_before_stays():
    asha = StaffMemberFactory()
    adjustment = AdjustmentFactory(staff_member=asha)

    end(adjustment, YESTERDAY)

    assert adjustment_of(asha, on=YESTERDAY).extra_time == 25
    assert adjustment_of(asha, on=TODAY) is None
    before = Adjustment.objects.known(datetime(2026, 11, 22, 9, tzinfo=UTC))
    assert before.on(TODAY).get() == adjustment


def test_an_adjustment_that_never_was_is_taken_back():
    adjustment = adjust(StaffMemberFactory())

    assert end(adjustment, YESTERDAY) is None
    assert Adjustment.objects.known().count() == 0
    assert Adjustment.objects.count() == 1


def test_nobody_has_two_adjustments_on_one_day():
    asha = StaffMemberFactory()
    adjust(asha, date(2026, 11, 10), date(2026, 11, 20))

    for first, last in [(10, 20), (1, 10), (20, 25), (12, 13), (1, 30), (1, None)]:
        with pytest.raises(ValidationError, match="already has an adjustment then: “25% extra"):
            adjust(asha, date(2026, 11, first), last and date(2026, 11, last))

    adjust(asha, date(2026, 11, 1), date(2026, 11, 9))
    adjust(asha, date(2026, 11, 21))
    with pytest.raises(ValidationError, match="already has an adjustment"):
        adjust(asha, date(2027, 6, 1))
    assert Adjustment.objects.count() == 3


def test_one_adjustment_follows_another_that_was_ended():
    asha = StaffMemberFactory()
    end(AdjustmentFactory(staff_member=asha), YESTERDAY)

    adjust(asha, TODAY, extra_time=50)

    assert adjustment_of(asha, on=YESTERDAY).extra_time == 25
    assert adjustment_of(asha, on=TODAY).extra_time == 50


def test_days_that_make_no_sense_are_refused():
    with pytest.raises(ValidationError, match="before the first"):
        adjust(StaffMemberFactory(), TODAY, YESTERDAY)
    ended = adjust(StaffMemberFactory(), YESTERDAY, YESTERDAY)
    with pytest.raises(ValidationError, match="ends before that day already"):
        end(ended, TODAY)


def test_an_adjustment_that_somebody_else_has_ended_is_not_ended_again():
    adjustment = AdjustmentFactory()
    end(adjustment, YESTERDAY)

    with pytest.raises(ValidationError, match="changed since you looked"):
        end(adjustment, TODAY)


def test_the_log_says_who_did_it_and_not_what_was_adjusted():
    officer = UserFactory()
    asha = StaffMemberFactory(first_name="Asha", last_name="Baker")

    end(adjust(asha, by=officer), TODAY, by=officer)

    entries = ModelLogEntry.objects.filter(action__startswith="people.adjustment")
    assert {(entry.action, entry.label, entry.user) for entry in entries} == {
        ("people.adjustment.begin", "Asha Baker", officer),
        ("people.adjustment.end", "Asha Baker", officer),
    }
    assert {str(entry.data) for entry in entries} == {"{}", "{'last_on': '2026-11-23'}"}
