"""Content versions, sources and changes: the right rows, and their names."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from learning.people.models import StaffGroup
from learning.people.permissions import Role
from learning.people.services import add_to_group, record_absence
from learning.records.choices import Source
from learning.records.services import void_completion, void_completions
from tests.factories.catalogue import ActivityFactory
from tests.factories.people import (
    AbsenceFactory,
    StaffGroupFactory,
    StaffMemberFactory,
    UserFactory,
)
from tests.factories.records import AssignmentFactory, CompletionFactory, WaiverFactory
from tests.records.report_pages import cells, look

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(autouse=True)
def hr(client, today):
    hr = UserFactory(roles=[Role.HR_OFFICERS], first_name="Wendy", last_name="Davies")
    client.force_login(hr)
    return hr


class TestContentVersions:
    @pytest.fixture(autouse=True)
    def completions(self, hr):
        self.complaints = ActivityFactory(title="Complaints", yearly=True)
        for version, day in ((1, 2), (1, 9), (2, 16), (None, 23)):
            CompletionFactory(
                activity=self.complaints,
                content_version=version,
                source=Source.IMPORT if version is None else Source.QUIZ,
                completed_at=datetime(2026, 3, day, 9, tzinfo=UTC),
            )
        CompletionFactory(
            activity=self.complaints,
            content_version=1,
            completed_at=datetime(2025, 3, 2, 9, tzinfo=UTC),
        )
        mistaken = CompletionFactory(activity=self.complaints, content_version=2)
        void_completion(completion=mistaken, reason="Mistaken", by=hr, at=NOW)

    def test_each_version_has_its_completions_and_days(self, client):
        shown = cells(
            look(client, "versions"),
            "activity",
            "content_version",
            "completions",
            "first_on",
            "last_on",
            "counting",
        )

        assert sorted(shown, key=str) == sorted(
            [
                ("Complaints", "2", "1", "16 March 2026", "16 March 2026", "1"),
                ("Complaints", "1", "3", "2 March 2025", "9 March 2026", "2"),
                ("Complaints", None, "1", "23 March 2026", "23 March 2026", "1"),
            ],
            key=str,
        )

    @pytest.mark.parametrize("column", ["completions", "counting"])
    def test_each_number_opens_on_its_completions(self, client, column):
        table = look(client, "versions").context["table"]

        for row in table.data:
            listed = client.get(table.columns[column].url(row))
            assert listed.context["paginator"].count == row[column] > 0, row

    def test_it_is_filtered_by_activity(self, client):
        other = ActivityFactory(title="Privacy")
        CompletionFactory(activity=other)

        assert cells(look(client, "versions", activity=other.pk), "activity") == ["Privacy"]

    def test_a_new_title_is_shown_once_for_all_its_versions(self, client):
        self.complaints.title = "Putting it right"
        self.complaints.save()

        assert set(cells(look(client, "versions"), "activity")) == {"Putting it right"}


def test_a_version_that_makes_no_sense_lists_no_completions(client):
    CompletionFactory(content_version=1)

    listed = client.get(reverse("completion:index"), {"content_version": "one"})

    assert listed.context["paginator"].count == 0


class TestSources:
    @pytest.fixture(autouse=True)
    def completions(self, hr):
        self.privacy = ActivityFactory(title="Privacy")
        for source, month in (
            (Source.QUIZ, 3),
            (Source.QUIZ, 4),
            (Source.REGISTER, 5),
        ):
            CompletionFactory(source=source, completed_at=datetime(2026, month, 9, tzinfo=UTC))
        CompletionFactory(
            source=Source.IMPORT,
            activity=self.privacy,
            completed_at=datetime(2025, 3, 9, tzinfo=UTC),
        )
        mistaken = CompletionFactory(source=Source.PACKAGE)
        void_completion(completion=mistaken, reason="Mistaken", by=hr, at=NOW)

    def test_each_source_has_its_count_and_share_of_the_last_year(self, client):
        response = look(client, "sources")

        assert cells(response, "source", "completions", "share") == [
            ("Quiz passed", "2", "66%"),
            ("Classroom register", "1", "33%"),
        ]
        assert "Completed from 1 June 2025 to 1 June 2026" in response.text
        assert "2 rows" in response.text

    def test_each_number_opens_on_its_completions(self, client):
        response = look(client, "sources")
        [total] = response.context["figures"]

        for row in response.context["table"].data:
            listed = client.get(row["url"])
            assert listed.context["paginator"].count == row["completions"], row
        assert client.get(total.url).context["paginator"].count == int(total.number) == 3

    def test_it_is_filtered_by_period_and_activity(self, client):
        early = {"completed_on_from": "2025-01-01", "completed_on_to": "2025-12-31"}

        assert cells(look(client, "sources", **early), "source") == ["Imported"]
        assert cells(look(client, "sources", activity=self.privacy.pk), "source") == []


class TestChanges:
    def test_it_says_when_who_what_and_about_whom(self, client, hr):
        asha = StaffMemberFactory(last_name="Baker")
        record_absence(
            staff_member=asha, reason="sickness", from_on=TODAY, to_on=None, by=hr, at=NOW
        )

        response = look(client, "changes")

        assert cells(response, "timestamp", "who", "what", "about") == [
            ("1 June 2026, 10:00", "Wendy Davies", "Recorded an absence", "Asha Baker")
        ]
        assert reverse("staff:inspect", args=[asha.pk]) in response.text

    def test_it_names_the_person_whatever_was_changed(self, client, hr):
        asha = StaffMemberFactory(last_name="Baker")
        completion = CompletionFactory(staff_member=asha)
        log(completion, "records.correct", user=hr)
        log(WaiverFactory(staff_member=asha), "wagtail.create", user=hr)
        log(AssignmentFactory(staff_member=asha), "wagtail.create", user=hr)
        log(AssignmentFactory(staff_group=StaffGroupFactory()), "wagtail.create", user=hr)
        add_to_group(
            staff_member=asha, staff_group=StaffGroupFactory(), from_on=TODAY, by=hr, at=NOW
        )

        about = cells(look(client, "changes"), "about")

        assert about.count("Asha Baker") == 4
        assert len(about) == 5

    def test_a_correction_names_whose_completions_it_is_about_where_that_is_one_person(
        self, client, hr
    ):
        asha, bea = StaffMemberFactory(last_name="Baker"), StaffMemberFactory(last_name="Cole")
        for whose in ([asha], [asha, asha], [asha, bea]):
            correction = void_completions(
                completions=[CompletionFactory(staff_member=person) for person in whose],
                reason="Recorded twice",
                by=hr,
                at=NOW,
            )
            log(correction, "records.correct", user=hr)

        response = look(client, "changes")

        assert cells(response, "about", "label") == [
            (None, "Void: 2 completions"),
            ("Asha Baker", "Void: 2 completions"),
            ("Asha Baker", "Void: 1 completion"),
        ]
        assert reverse("correction:inspect", args=[correction.pk]) in response.text

    def test_it_says_what_was_done_on_each_screen(self, client, hr):
        asha = StaffMemberFactory(first_name="Asha", last_name="Baker")
        activity = ActivityFactory(title="Privacy")
        who = {"payroll_number": asha.payroll_number, "activity": activity.pk}
        AssignmentFactory(activity=activity, staff_member=asha, due_on=TODAY)
        later = {"due_on": "2026-12-25", "reason": "The counter was short of staff"}
        client.post(reverse("extension:extend"), who | later)
        excused = {"from_on": "2026-06-01", "to_on": "2026-12-31", "reason": "Knows it"}
        client.post(reverse("waiver:waive"), who | excused)
        client.post(reverse("staff_group:add"), {"name": "Reception"})
        group = StaffGroup.objects.get(name="Reception")
        client.post(reverse("staff_group:edit", args=[group.pk]), {"name": "Front desk"})

        assert cells(look(client, "changes"), "what", "label", "detail") == [
            ("Changed a staff group", "Front desk", ""),
            ("Added a staff group", "Reception", ""),
            ("Excused somebody", f"{asha} – Privacy", "until 31 December 2026"),
            ("Gave more time", f"{asha} – Privacy", "until 25 December 2026"),
        ]

    @pytest.mark.parametrize(
        ("action", "data", "said"),
        [
            ("people.group_rule.set", {"joining": 37, "leaving": 4}, "joined: 37; left: 4"),
            ("people.staff_member.renumber", {"was": "1", "becomes": "2"}, "before: 1; now: 2"),
            ("people.staff_member.merge", {"number": "1", "into": "2"}, "from: 1; into: 2"),
            (
                "people.membership.end",
                {"group": "Reception", "last_on": "2026-05-31"},
                "Reception; last day: 31 May 2026",
            ),
        ],
    )
    def test_each_detail_says_what_it_is(self, client, hr, action, data, said):
        log(StaffMemberFactory(), action, user=hr, data=data)

        assert cells(look(client, "changes"), "detail") == [said]

    def test_changes_of_log_ins_are_for_it(self, client, hr):
        log(hr, "wagtail.edit", user=hr)

        assert cells(look(client, "changes"), "what") == []

    def test_it_is_filtered_by_person_action_and_day(self, client, hr):
        asha, other = StaffMemberFactory(), UserFactory(first_name="Ann", last_name="Other")
        log(asha, "wagtail.edit", user=hr)
        log(asha, "wagtail.create", user=other)
        ModelLogEntry.objects.filter(user=other).update(
            timestamp=datetime(2026, 4, 30, 22, 59, tzinfo=UTC)
        )

        def shown(**filters):
            return cells(look(client, "changes", **filters), "who")

        assert shown() == ["Wendy Davies", "Ann Other"]
        assert shown(by=other.pk) == ["Ann Other"]
        assert shown(action="wagtail.edit") == ["Wendy Davies"]
        assert shown(day_to="2026-04-30") == ["Ann Other"]
        assert shown(day_from="2026-05-01") == ["Wendy Davies"]


@pytest.mark.parametrize("slug", ["excused", "versions", "sources", "changes"])
def test_it_asks_the_same_few_questions_however_much_there_is(client, hr, slug):
    def more(count):
        for _each in range(count):
            activity = ActivityFactory()
            completion = CompletionFactory(activity=activity)
            log(completion, "records.correct", user=hr)
            WaiverFactory(activity=activity)
            absence = AbsenceFactory()
            log(absence, "people.absence.begin", user=hr)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            look(client, slug)
        return len(captured)

    more(1)
    queries()
    few = queries()
    more(5)

    assert queries() == few <= 25
