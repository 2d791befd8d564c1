"""What the tests of groups by rule share: a day, two rules, and words for what is done."""

from datetime import UTC, date, datetime, timedelta

from learning.people.models import Membership
from learning.people.rules.group_rule import Clause, Rule, RuleField
from learning.people.selectors.group_rules import preview_of
from learning.people.services import set_group_rule
from tests.factories.people import PostFactory

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY = date(2026, 11, 23)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
AT_DEPOT = Rule((Clause(RuleField.SITE, ("Depot",)),))
AT_LIBRARY = Rule((Clause(RuleField.SITE, ("Library",)),))


def set_rule(staff_group, rule, *, at=AT):
    digest = preview_of(staff_group, rule, on=at.date()).digest()
    return set_group_rule(staff_group=staff_group, rule=rule, by=None, at=at, preview_digest=digest)


def move(staff_member, *, on, at=AT, **fields):
    """As an import does it: the old post ends the day before, and the new one begins."""
    old = staff_member.posts.known().get(to_on=None)
    old.end(last_on=on - timedelta(days=1), at=at, source="test")
    PostFactory(staff_member=staff_member, from_on=on, recorded_at=at, **fields)


def days_in(staff_group, staff_member):
    rows = Membership.objects.known().filter(staff_group=staff_group, staff_member=staff_member)
    return [(row.from_on, row.to_on) for row in rows.order_by("from_on")]
