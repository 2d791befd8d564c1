"""Waivers and absences: who is excused or away, in a period in which they work here."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from learning.people.models import Absence, StaffGroup
from learning.people.permissions import Role
from tests.factories.catalogue import ActivityFactory
from tests.factories.people import (
    AbsenceFactory,
    EmploymentFactory,
    StaffGroupFactory,
    StaffMemberFactory,
    UserFactory,
)
from tests.factories.records import WaiverFactory
from tests.records.report_pages import cells, look, rows

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def excused(client):
    with time_machine.travel(NOW, tick=False):
        client.force_login(UserFactory(roles=[Role.HR_OFFICERS]))
        complaints = ActivityFactory(title="Complaints")
        waived = StaffMemberFactory(
            last_name="Waived",
            staff_groups=[StaffGroupFactory(name="Reception")],
            department="Housing",
        )
        WaiverFactory(staff_member=waived, activity=complaints, reason="Teaches it herself")
        AbsenceFactory(staff_member=StaffMemberFactory(last_name="Away"), from_on=date(2026, 5, 1))
        AbsenceFactory(
            staff_member=StaffMemberFactory(last_name="Back"),
            from_on=date(2026, 4, 1),
            to_on=date(2026, 5, 31),
        )
        yield


def test_those_in_force_today_are_listed_with_reason_and_end(client):
    response = look(client, "excused")

    shown = cells(response, "person", "kind", "what", "reason", "from_on", "to_on")
    assert sorted(shown) == [
        ("Asha Away", "Absence", "Everything", "Parental leave", "1 May 2026", None),
        (
            "Asha Waived",
            "Waiver",
            "Complaints",
            "Teaches it herself",
            "1 January 2025",
            "31 December 2026",
        ),
    ]
    assert "In force on 1 June 2026, as known now, of those in post that day." in response.text


@pytest.mark.parametrize(
    ("period", "is_listed"),
    [
        ({}, False),
        ({"between_from": "2025-12-31"}, True),
        ({"between_from": "2026-01-01", "between_to": "2026-06-30"}, False),
        ({"between_from": "2026-07-01"}, True),
        ({"between_to": "2025-10-31"}, False),
    ],
    ids=str,
)
def test_whoever_does_not_work_here_is_neither_excused_nor_away(client, period, is_listed):
    gone = StaffMemberFactory(last_name="Gone", left=True)
    EmploymentFactory(staff_member=gone, from_on=date(2026, 7, 1))
    AbsenceFactory(staff_member=gone, from_on=date(2025, 11, 1))

    assert ("Asha Gone" in cells(look(client, "excused", **period), "person")) is is_listed


def test_what_is_past_before_somebody_begins_is_not_listed(client):
    later = StaffMemberFactory(last_name="Later", first_day_on=date(2026, 5, 1))
    AbsenceFactory(staff_member=later, from_on=date(2026, 3, 1), to_on=date(2026, 4, 30))

    listed = look(client, "excused", between_from="2026-01-01", between_to="2026-12-31")

    assert "Asha Later" not in cells(listed, "person")


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"kind": "waiver"}, {"Asha Waived"}),
        ({"kind": "absence"}, {"Asha Away"}),
        ({"department": "Housing"}, {"Asha Waived"}),
        (
            {"between_from": "2026-05-31", "between_to": "2026-05-31"},
            {"Asha Waived", "Asha Away", "Asha Back"},
        ),
        ({"between_to": "2026-04-30"}, {"Asha Waived", "Asha Back"}),
        ({"between_from": "2027-01-01"}, {"Asha Away"}),
    ],
    ids=lambda value: str(sorted(value)),
)
def test_it_is_filtered(client, filters, expected):
    assert set(cells(look(client, "excused", **filters), "person")) == expected


def test_it_is_filtered_by_group(client):
    reception = StaffGroup.objects.get(name="Reception")

    assert cells(look(client, "excused", group=reception.pk), "person") == ["Asha Waived"]


def test_each_figure_opens_on_its_names(client):
    figures = look(client, "excused").context["figures"]

    for figure in figures:
        assert len(rows(client.get(figure.url))) == int(figure.number) == 1


def test_one_is_called_one(client):
    labels = [figure.label for figure in look(client, "excused").context["figures"]]

    assert labels == ["waiver", "absence"]


def test_an_absence_that_was_taken_back_is_gone(client):
    for absence in Absence.objects.all():
        absence.supersede(at=NOW)

    assert cells(look(client, "excused"), "person") == ["Asha Waived"]


@pytest.mark.parametrize("ordering", ["last_name", "-last_name", "what", "begins", "-ends"])
def test_it_is_sorted(client, ordering):
    assert len(rows(look(client, "excused", ordering=ordering))) == 2


def test_it_leaves_as_a_file(client):
    response = client.get(reverse("report_excused"), {"export": "csv", "kind": "waiver"})
    _header, line = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()

    assert line.endswith("Waiver,Complaints,Teaches it herself,2025-01-01,2026-12-31")
