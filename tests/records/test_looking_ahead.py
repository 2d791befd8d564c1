"""A change that reaches thousands: a worker works out what it comes to, and makes just that."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from learning.jobs.choices import JobState
from learning.jobs.models import Job
from learning.jobs.services import run_job, stop_job
from learning.people.permissions import Role
from learning.records.choices import AgainChoice, DueChoice
from learning.records.models import Assignment, LookAhead, Stretch
from learning.records.selectors.changes import plan_steps
from learning.records.services import apply_change, forget_look_aheads, save_programme
from learning.records.services.looking_ahead import change_of
from tests.factories.catalogue import ActivityFactory
from tests.factories.people import StaffGroupFactory, StaffMemberFactory, UserFactory
from tests.factories.records import AssignmentFactory, CompletionFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db

ASSIGN = "assignment:assign"


@pytest.fixture
def reception(monkeypatch):
    """Three people, which is more than anybody waits for here."""
    monkeypatch.setattr("learning.records.views.looking_ahead.MOST_STANDINGS", 2)
    reception = StaffGroupFactory(name="Reception")
    StaffMemberFactory.create_batch(3, last_name="Okafor", staff_groups=[reception])
    return reception


@pytest.fixture
def activity():
    return ActivityFactory(title="Putting a complaint right")


def have_it_done(client, answer):
    """A worker does the job that an answer leads to; then the page that wanted it."""
    job = Job.objects.latest("pk")
    assert answer.url == reverse("jobs:job", args=[job.key])
    run_job(job)
    return client.get(answer.url, follow=True)


def look(client, answers, *, at=ASSIGN, args=()):
    page = have_it_done(client, client.post(reverse(at, args=args), answers))
    return LookAhead.objects.latest("pk"), page


def confirm(client, seen):
    address = reverse("assignment:look", args=[seen.key])
    return have_it_done(client, client.post(address, {"seen": seen.digest}))


@pytest.fixture
def answers(activity, reception):
    return {
        "activity": activity.pk,
        "staff_groups": [reception.pk],
        "is_mandatory": "on",
        "from_on": localdate().isoformat(),
        "due": DueChoice.AFTER_JOINING_GROUP,
        "due_days": "30",
        "again": AgainChoice.NEVER_SOONER,
    }


def test_a_worker_works_out_what_it_comes_to_and_nothing_is_changed(client, hr, answers):
    _seen, page = look(client, answers)

    assert "Nothing has changed yet" in page.text
    assert page.text.count("Okafor") == 3
    assert "Mandatory. Due 30 days after joining the group." in page.text
    assert not Assignment.objects.exists()


def test_the_page_says_what_it_would_have_said_at_once(client, hr, answers, monkeypatch):
    seen, _page = look(client, answers)
    monkeypatch.setattr("learning.records.views.looking_ahead.MOST_STANDINGS", 1000)

    at_once = client.post(reverse(ASSIGN), answers)

    assert json.loads(json.dumps(at_once.context["effect"])) == seen.effect
    assert at_once.context["seen"] == seen.digest


def test_confirmed_a_worker_makes_it_and_works_out_how_everybody_stands(
    client, hr, answers, activity, reception
):
    seen, _page = look(client, answers)

    page = confirm(client, seen)

    assert "It is saved." in page.text
    assignment = Assignment.objects.get()
    assert (assignment.activity, assignment.staff_group) == (activity, reception)
    assert assignment.source == hr.get_full_name()
    assert Stretch.objects.filter(activity=activity).values("staff_member").distinct().count() == 3


def test_once_it_is_made_nobody_can_stop_what_follows(client, hr, answers, monkeypatch):
    def stop(**_passed):
        assert Assignment.objects.exists()
        stop_job(job=Job.objects.latest("pk"), at=timezone.now())

    follows = "learning.records.services.looking_ahead.refresh_stretches"
    monkeypatch.setattr(follows, stop)
    seen, _page = look(client, answers)

    confirm(client, seen)

    assert Job.objects.latest("pk").state == JobState.DONE


def test_made_twice_it_is_made_once(client, hr, answers):
    seen, _page = look(client, answers)
    address = reverse("assignment:look", args=[seen.key])
    first = client.post(address, {"seen": seen.digest})
    second = client.post(address, {"seen": seen.digest})
    jobs = list(Job.objects.order_by("-pk")[:2])
    assert first.url != second.url

    states = [run_job(job).state for job in jobs]

    assert states == [JobState.DONE, JobState.DONE]
    assert Assignment.objects.count() == 1
    assert client.post(address, {"seen": seen.digest}).url == address


def test_where_it_would_come_to_something_else_that_is_shown_first(
    client, hr, answers, activity, reception
):
    seen, _page = look(client, answers)
    CompletionFactory(staff_member=StaffMemberFactory(staff_groups=[reception]), activity=activity)

    page = confirm(client, seen)

    assert "Something has changed since you looked, and nothing was saved." in page.text
    assert not Assignment.objects.exists()
    seen.refresh_from_db()
    assert seen.effect["totals"][0][0] == 4
    assert "It is saved." in confirm(client, seen).text
    assert Assignment.objects.count() == 1


def test_what_was_not_seen_is_not_made(client, hr, answers):
    seen, _page = look(client, answers)
    address = reverse("assignment:look", args=[seen.key])

    assert client.post(address, {"seen": "something else"}).url == address
    assert not Assignment.objects.exists()


def test_other_terms_are_looked_at_and_made_in_the_background_too(
    client, hr, answers, activity, reception
):
    before = AssignmentFactory(activity=activity, staff_group=reception)
    terms = {name: answers[name] for name in answers if name not in ("activity", "staff_groups")}
    seen, _page = look(client, terms, at="assignment:revise", args=[before.pk])

    confirm(client, seen)

    before.refresh_from_db()
    assert before.superseded_at is not None
    assert Assignment.objects.known().filter(due_days=30, to_on=None).count() == 1


def test_a_change_that_somebody_made_meanwhile_is_refused_in_words(
    client, hr, answers, activity, reception
):
    AssignmentFactory(activity=activity, staff_group=reception)
    seen, _page = look(client, answers)
    apply_change(change=change_of(seen), at=timezone.now(), source="Somebody else")

    page = confirm(client, seen)

    assert "Somebody else has just changed the same assignment." in Job.objects.latest("pk").told
    assert page.status_code == 200
    assert Assignment.objects.known().filter(to_on=None).count() == 1


def test_the_answers_can_be_changed(client, hr, answers):
    seen, page = look(client, answers)

    assert f'formaction="{reverse(ASSIGN)}"' in page.text
    assert f'<input type="hidden" name="activity" value="{answers["activity"]}">' in page.text
    form = client.post(seen.form_address, answers | {"again_to_form": "yes"})
    assert form.context["form"]["due_days"].value() == "30"


def test_a_few_people_are_looked_at_at_once(client, hr, answers, reception):
    few = StaffGroupFactory(name="A few")

    assert client.post(reverse(ASSIGN), answers | {"staff_groups": [few.pk]}).status_code == 200
    assert not LookAhead.objects.exists()


def test_what_asks_already_is_named_with_its_programme(client, hr, answers, activity, reception):
    programme = ProgrammeFactory(title="First month", activities=[activity])
    AssignmentFactory(activity=activity, programme=programme, staff_group=reception)

    _seen, page = look(client, answers)

    assert "Asked already: First month – Reception." in page.text


@pytest.mark.parametrize("role", [Role.TRAINERS, Role.CSE_LEADS])
def test_nobody_who_may_not_assign_sees_or_makes_it(client, hr, answers, role):
    seen, _page = look(client, answers)
    client.force_login(UserFactory(roles=[role]))
    address = reverse("assignment:look", args=[seen.key])

    assert client.get(address).status_code in (302, 403)
    assert client.post(address, {"seen": seen.digest}).status_code in (302, 403)
    assert not Assignment.objects.exists()


def test_a_colleague_looks_for_themselves(client, hr, answers):
    seen, _page = look(client, answers)
    client.force_login(UserFactory(roles=[Role.HR_OFFICERS]))

    assert client.get(reverse("assignment:look", args=[seen.key])).status_code == 404


def test_it_is_thrown_away_after_a_day(client, hr, answers):
    look(client, answers)

    assert forget_look_aheads(at=timezone.now()) == 0
    assert forget_look_aheads(at=timezone.now() + timedelta(days=1, minutes=1)) == 1


@pytest.mark.parametrize("steps", [["Listening", "Writing", "Phoning"], ["Listening"]])
def test_a_programme_whose_steps_have_changed_since_is_not_assigned(client, hr, answers, steps):
    """Else the group would have other steps than everybody else who has the programme."""
    first, second = ActivityFactory(title="Listening"), ActivityFactory(title="Writing")
    programme = ProgrammeFactory(activities=[first, second])
    seen, _page = look(client, answers | {"activity": "", "programme": programme.pk})
    by_title = {"Listening": first, "Writing": second, "Phoning": ActivityFactory(title="Phoning")}
    activities = [by_title[title] for title in steps]
    save_programme(
        programme=programme,
        activities=activities,
        change=plan_steps(programme=programme, activities=activities, from_on=localdate()),
        at=timezone.now(),
        source="Tom Reed",
    )

    page = confirm(client, seen)

    assert "Somebody else has just changed the same assignment." in page.text
    assert not Assignment.objects.exists()
