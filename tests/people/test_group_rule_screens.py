"""Groups by rule as HR sees them: written, looked at, saved, asked about, and ended."""

import json
import re

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from learning.people.models import GroupRule, Membership
from learning.people.signals import group_change_previewed
from tests.factories.people import GroupRuleFactory, StaffGroupFactory, StaffMemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def crews():
    return StaffGroupFactory(name="Crews")


@pytest.fixture
def rule_page(crews):
    return reverse("staff_group:rule", args=[crews.pk])


def at(*sites, **more):
    """What the form sends for a rule over sites."""
    return {
        "joined": "all",
        "condition": ["site"],
        "0-is_negated": "",
        "0-values": list(sites),
    } | more


def look(hr, rule_page, **sent):
    return hr.post(rule_page, sent | {"step": "look"})


def seen(response):
    return {"rule": response.context["rule"], "digest": response.context["digest"]}


def counts(response):
    return [section.count for section in response.context["sections"]]


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


def test_conditions_are_added_and_taken_away_and_what_was_filled_in_stays(hr, rule_page):
    StaffMemberFactory(site="Depot")

    added = hr.post(rule_page, at("Depot", step="add", field="job_title"))
    fewer = hr.post(
        rule_page,
        at("Depot", condition=["job_title", "site"], step="remove-0")
        | {"0-values": ["Receptionist"], "1-values": ["Depot"], "1-is_negated": "not"},
    )

    assert [one.rule_field.value for one, _label in added.context["conditions"]] == [
        "site",
        "job_title",
    ]
    assert added.context["conditions"][0][0]["values"].value() == ["Depot"]
    [(left, _label)] = fewer.context["conditions"]
    assert left["values"].value() == ["Depot"]
    assert left["is_negated"].value() == "not"


def test_values_are_offered_with_how_many_people_they_name(hr, rule_page):
    StaffMemberFactory.create_batch(2, site="Depot")
    StaffMemberFactory(site="depot")
    StaffMemberFactory(site="Gone", left=True)

    page = hr.post(rule_page, {"step": "add", "field": "site"}).content.decode()

    assert "(3 people)" in page
    assert "Gone" not in page


def test_a_value_of_the_rule_that_nobody_holds_any_more_stays_in_sight(hr, crews, rule_page):
    GroupRuleFactory(staff_group=crews)

    page = hr.get(rule_page).content.decode()

    assert "Civic Centre (0 people)" in page


def test_hr_sees_who_would_move_before_anything_changes_and_then_saves_it(hr, crews, rule_page):
    asha = StaffMemberFactory(first_name="Asha", last_name="Joins", site="Depot")
    StaffMemberFactory(last_name="Leaves", site="Library", staff_groups=[crews])

    preview = look(hr, rule_page, **at("Depot"))

    assert counts(preview) == [1, 1, 0]
    page = text_of(preview)
    assert "Asha Joins" in page
    assert "Asha Leaves" in page
    assert "site is Depot" in page
    assert not GroupRule.objects.exists()

    saved = hr.post(rule_page, seen(preview) | {"step": "save"}, follow=True)

    assert "The rule is saved, and Crews follows it from today." in text_of(saved)
    here = Membership.objects.known().on(localdate()).get(staff_group=crews)
    assert here.staff_member == asha


def test_what_changed_meanwhile_is_looked_at_again(hr, rule_page):
    StaffMemberFactory()
    preview = look(hr, rule_page, **at("Civic Centre"))
    StaffMemberFactory()

    again = hr.post(rule_page, seen(preview) | {"step": "save"})

    assert "has changed since you looked" in text_of(again)
    assert counts(again) == [2, 0, 0]
    assert not GroupRule.objects.exists()


def test_the_preview_leads_back_to_the_conditions(hr, rule_page):
    StaffMemberFactory(site="Depot")
    preview = look(hr, rule_page, **at("Depot", joined="any"))

    back = hr.post(rule_page, seen(preview) | {"step": "back"})

    [(condition, _label)] = back.context["conditions"]
    assert condition["values"].value() == ["Depot"]
    assert back.context["form"]["joined"].value() == "any"


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        pytest.param({"joined": "all"}, "A rule needs a condition", id="no condition"),
        pytest.param(at(), "This field is required", id="no value"),
        pytest.param(at("Nowhere"), "Select a valid choice", id="an unknown value"),
        pytest.param(
            {"joined": "all", "condition": ["team"], "0-values": "E999999"},
            "Nobody on the staff list has payroll number E999999",
            id="an unknown manager",
        ),
    ],
)
def test_what_makes_no_rule_is_marked(hr, rule_page, sent, says):
    page = text_of(look(hr, rule_page, **sent))

    assert says in page
    assert not GroupRule.objects.exists()


@pytest.mark.parametrize(
    "rule",
    [
        pytest.param("", id="nothing"),
        pytest.param("{", id="half"),
        pytest.param("[]", id="a list"),
        pytest.param(json.dumps({"joined": "all", "clauses": []}), id="no clauses"),
        pytest.param("[" * 100_000, id="deeply nested"),
        pytest.param(
            json.dumps(
                {
                    "joined": "all",
                    "clauses": [{"field": "site", "is_negated": False, "values": ["Depot\0"]}],
                }
            ),
            id="a character that no database keeps",
        ),
    ],
)
def test_a_rule_that_no_screen_of_ours_sends_is_refused(hr, rule_page, rule):
    assert hr.post(rule_page, {"step": "save", "rule": rule}).status_code == 400


def test_managers_are_named_by_payroll_number(hr, crews, rule_page):
    head = StaffMemberFactory(first_name="Ann", last_name="Lee", payroll_number="E000777")
    StaffMemberFactory(line_manager=StaffMemberFactory(line_manager=head))

    preview = look(hr, rule_page, joined="all", condition=["team"], **{"0-values": " e000777, "})

    assert counts(preview) == [2, 0, 0]
    assert "manager at any level is Ann Lee (E000777)" in text_of(preview)
    hr.post(rule_page, seen(preview) | {"step": "save"})
    [(condition, _label)] = hr.get(rule_page).context["conditions"]
    assert condition["values"].value() == "E000777"


def test_others_add_a_sentence_to_what_hr_sees(hr, crews, rule_page):
    asha = StaffMemberFactory(site="Depot")
    told = []

    def say(sender, *, staff_group, joining, leaving, **kwargs):
        told.append((staff_group, joining, leaving))
        return "Of those who join, 12 are already current."

    group_change_previewed.connect(say)
    try:
        preview = look(hr, rule_page, **at("Depot"))
    finally:
        group_change_previewed.disconnect(say)

    assert told == [(crews, [asha.pk], [])]
    assert "12 are already current" in text_of(preview)


def test_a_groups_page_says_how_it_is_kept_and_since_when(hr, crews):
    page = text_of(hr.get(reverse("staff_group:inspect", args=[crews.pk])))
    assert "It is kept by hand" in page

    GroupRuleFactory(staff_group=crews, source="Hanna Hill")
    page = text_of(hr.get(reverse("staff_group:inspect", args=[crews.pk])))

    assert "since 1 January 2020" in page
    assert "site is Civic Centre" in page
    assert "Written down by Hanna Hill." in page


def test_hr_asks_why_on_the_groups_page(hr, crews):
    GroupRuleFactory(staff_group=crews)
    asha = StaffMemberFactory(first_name="Asha", last_name="Baker", site="Depot")
    url = reverse("staff_group:inspect", args=[crews.pk])

    asked = hr.get(url, {"staff_member": asha.payroll_number, "on": "2026-11-20"})
    unknown = hr.get(url, {"staff_member": "E999999", "on": "2026-11-20"})

    assert "Asha Baker is not in Crews: the rule asks for site Civic Centre" in text_of(asked)
    assert "Nobody on the staff list has payroll number E999999" in text_of(unknown)


def test_a_persons_page_leads_to_why_and_offers_no_end_where_a_rule_decides(hr, crews):
    asha = StaffMemberFactory(staff_groups=[crews])
    page = reverse("staff:inspect", args=[asha.pk])
    end = reverse("staff:end_membership", args=[asha.memberships.get().pk])
    assert end in hr.get(page).content.decode()

    GroupRuleFactory(staff_group=crews)
    response = hr.get(page)

    assert end not in response.content.decode()
    link = re.search(r'href="([^"]*staff_member=[^"]*)"', response.content.decode())[1]
    answer = hr.get(link.replace("&amp;", "&"))
    assert "is in Crews because the post Receptionist has site Civic Centre" in text_of(answer)


def test_adding_somebody_by_hand_says_what_to_do_instead(hr, crews):
    GroupRuleFactory(staff_group=crews)
    asha = StaffMemberFactory()

    response = hr.post(
        reverse("staff:add_to_group", args=[asha.pk]),
        {"staff_group": crews.pk, "from_on": "2026-11-01"},
    )

    assert "Crews is filled by a rule then" in text_of(response)
    assert not Membership.objects.exists()


def test_hr_ends_a_rule_and_keeps_the_group_by_hand(hr, crews):
    GroupRuleFactory(staff_group=crews)
    url = reverse("staff_group:by_hand", args=[crews.pk])
    assert "The rule ends" in text_of(hr.get(url))

    done = hr.post(url, follow=True)
    again = hr.post(url)

    assert "Crews is kept by hand from today." in text_of(done)
    assert "Crews is kept by hand already." in text_of(again)


def test_the_list_of_groups_says_how_each_is_kept(hr, crews):
    GroupRuleFactory()

    page = text_of(hr.get(reverse("staff_group:index")))

    assert page.count("By rule") == 1
    assert page.count("By hand") == 1


def test_the_pages_take_as_many_queries_for_many_people_and_rules(
    hr, crews, rule_page, django_assert_max_num_queries
):
    def queries():
        taken = []
        for ask in (
            lambda: hr.get(reverse("staff_group:index")),
            lambda: hr.get(reverse("staff_group:inspect", args=[crews.pk])),
            lambda: look(hr, rule_page, **at("Depot")),
        ):
            with django_assert_max_num_queries(45) as captured:
                assert ask().status_code == 200
            taken.append(len(captured))
        return taken

    StaffMemberFactory(site="Depot", staff_groups=[crews])
    StaffMemberFactory(site="Depot")
    GroupRuleFactory(staff_group=crews, to_on=localdate())
    queries()
    few = queries()

    StaffMemberFactory.create_batch(20, site="Depot", never_signed_in=True)
    GroupRuleFactory.create_batch(5)
    GroupRuleFactory.create_batch(5, staff_group=crews, to_on=localdate())

    assert queries() == few
