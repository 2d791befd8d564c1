import csv
import io
from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from learning.people.permissions import Role
from tests.factories.catalogue import ActivityFactory
from tests.factories.people import StaffGroupFactory, StaffMemberFactory, UserFactory
from tests.factories.records import CompletionFactory
from tests.factories.standards import ElementFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("learning.urls")]


@pytest.fixture(autouse=True)
def today(at):
    with time_machine.travel(at(2026, 7, 1), tick=False):
        yield


@pytest.fixture
def sign_in(client):
    def signed_in(role):
        client.force_login(UserFactory(roles=[role]))
        return client

    return signed_in


@pytest.fixture
def hr(sign_in):
    return sign_in(Role.HR_OFFICERS)


@pytest.fixture
def cse_lead(sign_in):
    return sign_in(Role.CSE_LEADS)


@pytest.fixture
def staffed(front_desk, phones, complaints, complaints_element, at):
    """Six at the front desk, four of them current; two of the six are on the phones too."""
    six = [StaffMemberFactory(staff_groups=[front_desk]) for _ in range(4)]
    six += [StaffMemberFactory(staff_groups=[front_desk, phones]) for _ in range(2)]
    for person in six[:4]:
        CompletionFactory(staff_member=person, activity=complaints, completed_at=at(2026, 3, 2))
    return six


def named_url(element, **query):
    return reverse("evidence:named", args=[element.pk], query=query)


def text_of(response):
    return " ".join(response.content.decode().split())


def lines_of(response):
    body = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(body)))


class TestTheReport:
    def test_hr_sees_every_figure_and_may_open_its_names(self, hr, staffed, complaints_element):
        page = text_of(hr.get(reverse("evidence:coverage")))

        assert "2 The Culture of the Organisation" in page
        assert "4 of 6, <strong>66%</strong>" in page
        assert "0 of 2, <strong>0%</strong>" in page
        assert "names, Phones" in page
        assert "As at 1 July 2026, as known now." in page
        assert "Computed on 1 July 2026 at 10:00." in page
        assert "withheld" not in page

    @pytest.mark.parametrize("role", [Role.CSE_LEADS, Role.TRAINERS])
    def test_others_see_groups_with_small_figures_withheld(
        self, sign_in, role, staffed, complaints_element
    ):
        page = text_of(sign_in(role).get(reverse("evidence:coverage")))

        assert "4 of 6, <strong>66%</strong>" in page
        assert "0 of 2" not in page
        assert page.count(">withheld</span>") == 2  # the phones, and the front desk with it
        assert "Figures about fewer than 5 expected people are withheld" in page
        assert reverse("evidence:named", args=[complaints_element.pk]) not in page

    def test_nobody_expected_is_said_to_screen_readers(self, hr, staffed, complaints_element):
        ElementFactory(sub_criterion=complaints_element.sub_criterion)

        page = text_of(hr.get(reverse("evidence:coverage")))

        assert page.count("nobody expected") == 3

    def test_the_address_says_which_figures(self, hr, staffed, complaints_element):
        criterion = complaints_element.sub_criterion.criterion
        query = {"criterion": criterion.pk, "as_at": "2026-03-01", "known_on": "2026-06-30"}
        page = text_of(hr.get(reverse("evidence:coverage", query=query)))

        assert "As at 1 March 2026, as known at the end of 30 June 2026." in page
        assert "0 of 6" in page
        assert "as_at=2026-03-01&amp;known_on=2026-06-30" in page

    def test_it_says_when_later_corrections_changed_the_figures(self, hr, staffed, complaints, at):
        asked = reverse("evidence:coverage", query={"as_at": "2026-06-01"})
        assert "changed the figures" not in text_of(hr.get(asked))

        CompletionFactory(
            staff_member=staffed[5],
            activity=complaints,
            completed_at=at(2026, 5, 1),
            recorded_at=at(2026, 6, 20),
        )
        page = text_of(hr.get(asked))

        assert "changed the figures of one element: 2.2.1 Polite and friendly staff" in page
        assert "known_on=2026-06-01" in page
        assert "5 of 6" in page

    def test_a_day_to_come_cannot_be_known(self, hr, staffed):
        page = text_of(hr.get(reverse("evidence:coverage", query={"known_on": "2026-07-02"})))

        assert "That day is still to come." in page
        assert "4 of 6" not in page

    def test_before_a_standard_is_loaded_it_says_what_to_do(self, hr):
        assert "No standard is loaded yet." in text_of(hr.get(reverse("evidence:coverage")))

    def test_the_figures_download_as_they_are_shown(self, cse_lead, staffed):
        lines = lines_of(cse_lead.get(reverse("evidence:coverage", query={"export": "csv"})))

        assert [(line["staff_group"], line["percentage"], line["note"]) for line in lines] == [
            ("Everyone", "66", ""),
            ("Front desk", "", "withheld"),
            ("Phones", "", "withheld"),
        ]
        assert ModelLogEntry.objects.filter(action="evidence.download_coverage").count() == 1


class TestAnElement:
    def test_it_says_what_serves_it(self, cse_lead, staffed, complaints_element):
        page = text_of(cse_lead.get(reverse("evidence:element", args=[complaints_element.pk])))

        assert "Putting a complaint right" in page
        assert "Knows what they may put right on the spot." in page
        assert "0 of 2" not in page

    def test_an_element_without_activities_says_what_to_do(self, cse_lead, complaints_element):
        page = text_of(cse_lead.get(reverse("evidence:element", args=[complaints_element.pk])))

        assert "No activity served this element that day" in page


class TestTheNames:
    def test_hr_sees_who_and_why_and_the_look_is_logged(
        self, hr, staffed, phones, complaints_element
    ):
        page = text_of(hr.get(named_url(complaints_element, group=phones.pk, as_at="2026-06-01")))

        assert "2.2.1 Polite and friendly staff: Phones" in page
        assert "0 of 2 are current" in page
        assert page.count("Has not completed Putting a complaint right.") == 2
        assert staffed[4].payroll_number in page
        assert staffed[0].payroll_number not in page
        [entry] = ModelLogEntry.objects.filter(action="evidence.view_named_coverage")
        assert entry.data == {"group": "Phones", "people": 2, "as_at": "2026-06-01"}

    def test_hr_downloads_the_list_defused_and_the_copy_is_logged(
        self, hr, staffed, front_desk, complaints_element
    ):
        StaffMemberFactory(first_name="=cmd", last_name="Zed", staff_groups=[front_desk])

        response = hr.get(named_url(complaints_element, export="csv"))
        lines = lines_of(response)

        assert response["Content-Type"] == "text/csv; charset=utf-8"
        assert "names-2.2.1-2026-07-01.csv" in response["Content-Disposition"]
        assert [line["status"] for line in lines] == ["Not yet"] * 3 + ["Current"] * 4
        [zed] = [line["name"] for line in lines if "Zed" in line["name"]]
        assert not zed.startswith("=")
        [entry] = ModelLogEntry.objects.filter(action="evidence.download_named_coverage")
        assert entry.data["people"] == 7
        assert not ModelLogEntry.objects.filter(action="evidence.view_named_coverage").exists()

    @pytest.mark.parametrize("query", [{}, {"export": "csv"}])
    @pytest.mark.parametrize("role", [role for role in Role if role != Role.HR_OFFICERS])
    def test_everyone_else_is_refused(self, sign_in, role, query, staffed, complaints_element):
        assert sign_in(role).get(named_url(complaints_element, **query)).status_code == 403
        assert not ModelLogEntry.objects.filter(action__startswith="evidence.").exists()


@pytest.mark.parametrize("role", [Role.CONTENT_APPROVERS, Role.IT])
@pytest.mark.parametrize("name", ["coverage", "element"])
def test_who_may_not_see_coverage_is_refused(sign_in, role, name, complaints_element):
    arguments = [] if name == "coverage" else [complaints_element.pk]

    response = sign_in(role).get(reverse(f"evidence:{name}", args=arguments))

    assert response.status_code == 403


@pytest.mark.parametrize("name", ["coverage", "element", "named"])
def test_staff_without_a_role_are_turned_away(client, name, complaints_element):
    client.force_login(UserFactory())
    arguments = [] if name == "coverage" else [complaints_element.pk]

    assert client.get(reverse(f"evidence:{name}", args=arguments)).status_code in (302, 403)


@pytest.mark.parametrize(
    ("role", "shown"),
    [(Role.HR_OFFICERS, True), (Role.CSE_LEADS, True), (Role.TRAINERS, True), (Role.IT, False)],
)
def test_the_menu_shows_coverage_to_those_who_may_open_it(sign_in, role, shown):
    page = sign_in(role).get(reverse("wagtailadmin_home")).content.decode()

    assert (reverse("evidence:coverage") in page) is shown


def test_the_number_of_queries_does_not_grow(hr, staffed, complaints_element, at):
    from django.db import connection

    def queries(url):
        hr.get(url)  # what is looked up once, such as content types
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert hr.get(url).status_code == 200
        return len(asked)

    addresses = [
        reverse("evidence:coverage"),
        reverse("evidence:coverage", query={"as_at": "2026-06-01"}),
        reverse("evidence:element", args=[complaints_element.pk]),
        named_url(complaints_element),
    ]
    before = [queries(url) for url in addresses]
    for _ in range(4):
        group = StaffGroupFactory()
        element = ElementFactory(sub_criterion=complaints_element.sub_criterion)
        activity = ActivityFactory(staff_groups=[group], elements=[element, complaints_element])
        for _ in range(3):
            person = StaffMemberFactory(staff_groups=[group])
            CompletionFactory(staff_member=person, activity=activity, source_key=uuid4())

    assert [queries(url) for url in addresses] == before
    assert max(before) <= 40


def test_a_figure_of_the_past_is_the_same_for_ever(hr, staffed, complaints_element):
    query = {"as_at": "2026-06-01", "known_on": "2026-06-30", "export": "csv"}
    before = lines_of(hr.get(reverse("evidence:coverage", query=query)))

    for person in staffed:
        person.employments.get().end(last_on=date(2026, 5, 31), at=at_noon(), source="late news")

    assert lines_of(hr.get(reverse("evidence:coverage", query=query))) == before


def at_noon():
    from datetime import UTC, datetime

    return datetime(2026, 7, 1, 12, tzinfo=UTC)
