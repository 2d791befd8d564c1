"""Groups by rule: set, followed by memberships, ended, and left alone by hand and by files."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from learning.people.models import GroupRule, Membership
from learning.people.rules.group_rule import Clause, Joined, Rule, RuleField
from learning.people.selectors import groups_of
from learning.people.selectors.group_rules import preview_of
from learning.people.services import (
    GroupChangedMeanwhile,
    add_to_group,
    apply_group_rules_to,
    end_group_rule,
    end_membership,
    set_group_rule,
)
from tests.factories.people import (
    FIRST_DAY,
    MembershipFactory,
    PostFactory,
    StaffGroupFactory,
    StaffMemberFactory,
)
from tests.people.by_rule import (
    AT,
    AT_DEPOT,
    AT_LIBRARY,
    TODAY,
    TOMORROW,
    YESTERDAY,
    days_in,
    move,
    set_rule,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def crews():
    return StaffGroupFactory(name="Crews")


def test_a_rule_takes_in_those_it_asks_for_and_takes_out_the_rest_from_today(crews):
    inside = StaffMemberFactory(site="Depot")
    already = StaffMemberFactory(site="Depot", staff_groups=[crews])
    outside = StaffMemberFactory(site="Library", staff_groups=[crews])
    nobody = StaffMemberFactory(site="Library")

    set_rule(crews, AT_DEPOT)

    assert days_in(crews, inside) == [(TODAY, None)]
    assert days_in(crews, already) == [(FIRST_DAY, None)]
    assert days_in(crews, outside) == [(FIRST_DAY, YESTERDAY)]
    assert days_in(crews, nobody) == []
    assert Membership.objects.known().get(staff_member=inside).source == "by rule"


def test_the_preview_names_who_joins_who_leaves_and_who_changes_on_another_day(crews):
    joins = StaffMemberFactory(site="Depot")
    leaves = StaffMemberFactory(site="Library", staff_groups=[crews])
    later = StaffMemberFactory(site="Library")
    move(later, on=TOMORROW, site="Depot")
    StaffMemberFactory(site="Depot", staff_groups=[crews])
    StaffMemberFactory(site="Depot", left=True)

    preview = preview_of(crews, AT_DEPOT, on=TODAY)

    assert preview.joining == [joins.pk]
    assert preview.leaving == [leaves.pk]
    assert preview.on_other_days == [later.pk]


def test_a_preview_changes_nothing(crews):
    StaffMemberFactory(site="Depot")

    preview_of(crews, AT_DEPOT, on=TODAY)

    assert not Membership.objects.exists()
    assert not GroupRule.objects.exists()


def test_what_was_not_seen_is_not_saved(crews):
    digest = preview_of(crews, AT_DEPOT, on=TODAY).digest()
    StaffMemberFactory(site="Depot")

    with pytest.raises(GroupChangedMeanwhile, match="Look again"):
        set_group_rule(staff_group=crews, rule=AT_DEPOT, by=None, at=AT, preview_digest=digest)

    assert not GroupRule.objects.exists()
    assert not Membership.objects.exists()


def test_the_preview_of_another_rule_does_not_open_the_door(crews):
    digest = preview_of(crews, AT_LIBRARY, on=TODAY).digest()

    with pytest.raises(GroupChangedMeanwhile):
        set_group_rule(staff_group=crews, rule=AT_DEPOT, by=None, at=AT, preview_digest=digest)


def test_a_retired_group_gets_no_rule():
    with pytest.raises(ValidationError, match="retired"):
        set_rule(StaffGroupFactory(is_retired=True), AT_DEPOT)


def test_another_rule_changes_the_group_from_its_day_and_both_stay_on_record(crews):
    set_rule(crews, AT_DEPOT, at=AT - timedelta(days=10))
    asha = StaffMemberFactory(site="Depot")
    apply_group_rules_to(staff_member_ids=[asha.pk], at=AT)

    set_rule(crews, AT_LIBRARY)

    assert days_in(crews, asha) == [(TODAY - timedelta(days=10), YESTERDAY)]
    known = GroupRule.objects.known().order_by("from_on")
    assert [(rule.from_on, rule.to_on) for rule in known] == [
        (TODAY - timedelta(days=10), YESTERDAY),
        (TODAY, None),
    ]


def test_a_rule_that_is_set_twice_on_a_day_holds_as_it_was_set_last(crews):
    asha = StaffMemberFactory(site="Depot")
    set_rule(crews, AT_DEPOT)

    set_rule(crews, AT_LIBRARY, at=AT + timedelta(hours=1))

    assert days_in(crews, asha) == []
    assert GroupRule.objects.known().get().rule == AT_LIBRARY.as_json()


def test_moving_somebody_keeps_their_past(crews):
    set_rule(crews, AT_DEPOT, at=AT - timedelta(days=30))
    asha, ben = StaffMemberFactory(site="Depot"), StaffMemberFactory(site="Library")
    apply_group_rules_to(staff_member_ids=None, at=AT - timedelta(days=20))
    move(asha, on=TODAY, site="Library")
    move(ben, on=TODAY, site="Depot")

    apply_group_rules_to(staff_member_ids=[asha.pk, ben.pk], at=AT)

    assert days_in(crews, asha) == [(TODAY - timedelta(days=30), YESTERDAY)]
    assert days_in(crews, ben) == [(TODAY, None)]
    known_then = AT - timedelta(days=15)
    assert groups_of(asha, on=TODAY, known_at=known_then) == [crews]


def test_a_post_to_come_needs_no_work_on_its_day(crews):
    set_rule(crews, AT_DEPOT)
    asha = StaffMemberFactory(site="Library")
    move(asha, on=TOMORROW, site="Depot")

    apply_group_rules_to(staff_member_ids=[asha.pk], at=AT)

    assert days_in(crews, asha) == [(TOMORROW, None)]


def test_a_correction_of_the_past_is_followed_but_not_to_before_the_rule(crews):
    set_rule(crews, AT_DEPOT, at=AT - timedelta(days=10))
    asha = StaffMemberFactory(site="Library")
    move(asha, on=TODAY - timedelta(days=20), site="Depot")

    apply_group_rules_to(staff_member_ids=[asha.pk], at=AT)

    assert days_in(crews, asha) == [(TODAY - timedelta(days=10), None)]


def test_a_leaver_found_late_was_in_no_group_after_they_left(crews):
    asha = StaffMemberFactory(site="Depot", staff_groups=[crews])
    set_rule(crews, AT_DEPOT)
    left_on = TODAY - timedelta(days=5)
    for fact in (asha.employments.get(), asha.posts.get()):
        fact.end(last_on=left_on, at=AT, source="test")

    apply_group_rules_to(staff_member_ids=[asha.pk], at=AT)

    assert days_in(crews, asha) == [(FIRST_DAY, left_on)]


def test_applying_the_rules_again_changes_nothing(crews):
    StaffMemberFactory(site="Depot")
    StaffMemberFactory(site="Library", staff_groups=[crews])
    set_rule(crews, AT_DEPOT)
    before = list(Membership.objects.order_by("pk").values())

    assert apply_group_rules_to(staff_member_ids=None, at=AT + timedelta(days=1)) == 0

    assert list(Membership.objects.order_by("pk").values()) == before


def test_groups_kept_by_hand_are_left_alone(crews):
    StaffMemberFactory(site="Library", staff_groups=[crews])

    assert apply_group_rules_to(staff_member_ids=None, at=AT) == 0


def test_a_whole_team_follows_when_its_manager_moves(crews):
    head, boss = StaffMemberFactory(), StaffMemberFactory()
    asha = StaffMemberFactory(line_manager=boss)
    set_rule(crews, Rule((Clause(RuleField.TEAM, (str(head.key),)),)))
    assert days_in(crews, asha) == []

    move(boss, on=TODAY, line_manager=head)
    apply_group_rules_to(staff_member_ids=[boss.pk], at=AT)

    assert days_in(crews, boss) == [(TODAY, None)]
    assert days_in(crews, asha) == [(TODAY, None)]
    assert days_in(crews, head) == []


def test_reports_alone_are_not_the_whole_team(crews):
    head = StaffMemberFactory()
    boss = StaffMemberFactory(line_manager=head)
    asha = StaffMemberFactory(line_manager=boss)

    set_rule(crews, Rule((Clause(RuleField.LINE_MANAGER, (str(head.key),)),)))

    assert days_in(crews, boss) == [(TODAY, None)]
    assert days_in(crews, asha) == []


@pytest.mark.parametrize(
    "clause",
    [
        Clause(RuleField.DEPARTMENT, ("housing",)),
        Clause(RuleField.SITE, ("DEPOT",)),
        Clause(RuleField.JOB_TITLE, ("Driver",)),
        Clause(RuleField.CUSTOMER_CONTACT, ("back office",)),
        Clause(RuleField.EMPLOYMENT_TYPE, ("agency",)),
    ],
    ids=lambda clause: clause.field.value,
)
def test_every_field_of_a_post_can_decide(crews, clause):
    StaffMemberFactory()
    asha = StaffMemberFactory(
        department="Housing",
        site="Depot",
        job_title="Driver",
        customer_contact="back office",
        employment_type="agency",
    )

    assert preview_of(crews, Rule((clause,)), on=TODAY).joining == [asha.pk]


def test_one_of_two_posts_is_enough_but_they_are_not_added_together(crews):
    asha = StaffMemberFactory(site="Depot", job_title="Caretaker")
    PostFactory(staff_member=asha, site="Library", job_title="Driver")
    drivers_at_depot = Rule(
        (Clause(RuleField.SITE, ("Depot",)), Clause(RuleField.JOB_TITLE, ("Driver",)))
    )

    assert preview_of(crews, drivers_at_depot, on=TODAY).joining == []
    assert preview_of(crews, AT_LIBRARY, on=TODAY).joining == [asha.pk]
    either = Rule(drivers_at_depot.clauses, Joined.ANY)
    assert preview_of(crews, either, on=TODAY).joining == [asha.pk]


def test_a_group_that_goes_back_to_by_hand_keeps_who_is_in_it(crews):
    asha = StaffMemberFactory(site="Depot")
    set_rule(crews, AT_DEPOT, at=AT - timedelta(days=10))

    end_group_rule(staff_group=crews, by=None, at=AT)
    move(asha, on=TODAY, site="Library")
    apply_group_rules_to(staff_member_ids=[asha.pk], at=AT)

    assert days_in(crews, asha) == [(TODAY - timedelta(days=10), None)]
    assert GroupRule.objects.known().get().to_on == YESTERDAY
    with pytest.raises(ValidationError, match="by hand already"):
        end_group_rule(staff_group=crews, by=None, at=AT)


def test_nobody_is_put_into_a_group_by_rule_by_hand(crews):
    set_rule(crews, AT_DEPOT)

    with pytest.raises(ValidationError, match="Change the rule"):
        add_to_group(
            staff_member=StaffMemberFactory(), staff_group=crews, from_on=TODAY, by=None, at=AT
        )


def test_nobody_is_taken_out_of_a_group_by_rule_by_hand(crews):
    StaffMemberFactory(site="Depot", staff_groups=[crews])
    set_rule(crews, AT_DEPOT)

    with pytest.raises(ValidationError, match="Change the rule"):
        end_membership(membership=Membership.objects.known().get(), last_on=TODAY, by=None, at=AT)


def test_once_the_rule_has_ended_hands_keep_the_group_again(crews):
    asha, ben = StaffMemberFactory(site="Depot"), StaffMemberFactory()
    set_rule(crews, AT_DEPOT, at=AT - timedelta(days=10))
    end_group_rule(staff_group=crews, by=None, at=AT)

    add_to_group(staff_member=ben, staff_group=crews, from_on=TODAY, by=None, at=AT)
    membership = Membership.objects.known().get(staff_member=asha)
    end_membership(membership=membership, last_on=TODAY, by=None, at=AT)

    assert days_in(crews, asha)[-1][1] == TODAY
    assert days_in(crews, ben) == [(TODAY, None)]
    with pytest.raises(ValidationError, match="Change the rule"):
        add_to_group(
            staff_member=StaffMemberFactory(),
            staff_group=crews,
            from_on=TODAY - timedelta(days=5),
            by=None,
            at=AT,
        )


def test_a_hundred_people_take_as_many_queries_as_ten(crews, django_assert_max_num_queries):
    rule = Rule((Clause(RuleField.SITE, ("Depot",)),))
    StaffMemberFactory.create_batch(10, site="Depot", never_signed_in=True)
    with django_assert_max_num_queries(6) as few:
        preview_of(crews, rule, on=TODAY)

    StaffMemberFactory.create_batch(90, site="Depot", never_signed_in=True)

    with django_assert_max_num_queries(6) as many:
        preview_of(crews, rule, on=TODAY)
    assert len(many) == len(few)


def test_memberships_may_already_be_split(crews):
    asha = StaffMemberFactory(site="Depot")
    MembershipFactory(staff_member=asha, staff_group=crews, to_on=date(2021, 1, 1))
    MembershipFactory(staff_member=asha, staff_group=crews, from_on=date(2021, 1, 2))

    assert preview_of(crews, AT_DEPOT, on=TODAY).changes == ()
