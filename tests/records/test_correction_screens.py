from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from learning.people.permissions import Role
from learning.records.choices import CorrectionState, Source
from learning.records.models import Completion, Correction
from learning.records.services import void_completion
from tests.factories.catalogue import ActivityFactory
from tests.factories.people import StaffMemberFactory, UserFactory
from tests.factories.records import CompletionFactory

pytestmark = pytest.mark.django_db

NOT_HR = [Role.TRAINERS, Role.CONTENT_APPROVERS, Role.CSE_LEADS, Role.IT]


@pytest.fixture
def many():
    """One more than somebody may correct alone."""
    asha = StaffMemberFactory(last_name="Baker")
    activity = ActivityFactory(title="Putting it right")
    return [CompletionFactory(staff_member=asha, activity=activity) for _each in range(21)]


def chosen(name, completions):
    numbers = "&".join(f"id={completion.pk}" for completion in completions)
    return f"{reverse(f'completion:{name}_together')}?{numbers}"


def send(client, address, **answers):
    """Fill in the form that stands at the address, and send it."""
    seen = client.get(address).context["form"]["seen"].value()
    return client.post(address, answers | {"seen": seen}, follow=True)


def ask(client, many):
    send(client, chosen("void", many), reason="The wrong module")
    return Correction.objects.get()


def addresses(correction):
    completion = CompletionFactory()
    return [
        chosen("void", [completion]),
        chosen("redate", [completion]),
        reverse("completion:redate", args=[completion.pk]),
        reverse("completion:add_by_hand"),
        reverse("correction:index"),
        reverse("correction:inspect", args=[correction.pk]),
    ]


def answers(correction):
    return [reverse(f"correction:{name}", args=[correction.pk]) for name in ("approve", "refuse")]


@pytest.mark.parametrize("role", NOT_HR)
def test_corrections_are_closed_to_everyone_but_hr(client, hr, many, role):
    correction = ask(client, many)
    client.force_login(UserFactory(roles=[role]))

    for address in addresses(correction):
        for response in (client.get(address), client.post(address, {"reason": "Mine"})):
            # Wagtail sends those who may not look back to its front page.
            assert (response.status_code, response.url) == (302, reverse("wagtailadmin_home"))
    for address in answers(correction):
        response = client.post(address, {"answer": "No"})
        assert (response.status_code, response.url) == (302, reverse("wagtailadmin_home"))
    assert Correction.objects.get().is_waiting
    assert Completion.objects.standing().count() == Completion.objects.count()


def test_a_staff_member_cannot_reach_the_corrections(client, hr, many):
    correction = ask(client, many)
    client.force_login(StaffMemberFactory().user)

    for address in [*addresses(correction), *answers(correction)]:
        assert client.post(address, {"answer": "No"}).status_code in (302, 403)
    assert Correction.objects.get().is_waiting


def test_hr_can_look_at_everything(client, hr, many):
    for address in addresses(ask(client, many)):
        assert client.get(address).status_code == 200, address


def test_ticked_completions_are_voided_together(client, hr, many):
    address = reverse("wagtail_bulk_action", args=["records", "completion", "void"])
    ticked = f"{address}?id={many[0].pk}&id={many[1].pk}&next=/admin/completion/"
    response = client.get(ticked)

    page = send(client, response.url, reason="The wrong module")

    assert "Corrected: 2 completions" in page.content.decode()
    assert Completion.objects.standing().count() == 19
    assert ModelLogEntry.objects.filter(action="records.correct", user=hr).count() == 1


def test_all_of_a_filter_are_given_another_date(client, hr, many):
    other = CompletionFactory()
    address = reverse("wagtail_bulk_action", args=["records", "completion", "redate"])
    activity = Completion.objects.get(pk=other.pk).activity_key
    number = ActivityFactory._meta.model.objects.get(key=activity).pk
    response = client.get(f"{address}?activity={number}&id=all")

    send(client, response.url, completed_on="2026-02-02", reason="Register misread")

    assert Completion.objects.standing().get(replaces_key=other.key).completed_on == date(
        2026, 2, 2
    )
    assert Completion.objects.standing().filter(completed_on=date(2026, 3, 2)).count() == 21


def test_the_lists_tick_boxes_lead_somewhere(client, hr):
    CompletionFactory()

    page = client.get(reverse("completion:index")).content.decode()

    assert "data-bulk-action-checkbox" in page
    assert "bulk-actions.js" in page
    assert reverse("wagtail_bulk_action", args=["records", "completion", "void"]) in page
    assert reverse("wagtail_bulk_action", args=["records", "completion", "redate"]) in page


def test_the_screen_says_that_ones_own_record_needs_a_second_person(client, hr):
    own = CompletionFactory(staff_member=StaffMemberFactory(user=hr))

    page = client.get(reverse("completion:void", args=[own.pk])).content.decode()

    assert "Your own record is among these" in page


def test_a_row_offers_what_can_be_done_about_it_unless_it_is_voided(client, hr, colleague):
    stands, mistaken = CompletionFactory(), CompletionFactory()
    void_completion(completion=mistaken, reason="Mistaken", by=colleague, at=timezone.now())

    page = client.get(reverse("completion:index")).content.decode()

    assert reverse("completion:void", args=[stands.pk]) in page
    assert reverse("completion:redate", args=[stands.pk]) in page
    assert reverse("completion:void", args=[mistaken.pk]) not in page


@pytest.mark.parametrize("name", ["void", "redate"])
def test_one_that_was_voided_meanwhile_leads_to_its_page_and_why(client, hr, colleague, name):
    completion = CompletionFactory()
    address = reverse(f"completion:{name}", args=[completion.pk])
    assert client.get(address).status_code == 200
    void_completion(
        completion=completion, reason="The wrong module", by=colleague, at=timezone.now()
    )

    form = {"reason": "A mistake", "completed_on": "2026-05-01"}
    page = client.post(address, form, follow=True)

    assert page.redirect_chain == [(reverse("completion:inspect", args=[completion.pk]), 302)]
    assert "Nothing was changed" in page.text
    assert "The wrong module" in page.text
    assert not Correction.objects.exists()


def test_what_has_changed_since_it_was_shown_is_not_corrected(client, hr, many):
    address = f"{reverse('completion:void_together')}?id=all"
    seen = client.get(address).context["form"]["seen"].value()
    CompletionFactory()

    page = client.post(address, {"reason": "The wrong module", "seen": seen})

    assert "The list has changed" in page.content.decode()
    assert not Correction.objects.exists()


def test_more_than_twenty_are_announced_and_wait(client, hr, many):
    address = chosen("void", many)
    assert "Somebody else has to agree" in client.get(address).content.decode()

    page = send(client, address, reason="The wrong module")

    assert "21 completions: nothing has changed yet" in page.content.decode()
    assert Completion.objects.standing().count() == 21
    assert ModelLogEntry.objects.filter(action="records.ask_correction", user=hr).exists()
    waiting = client.get(reverse("correction:index")).content.decode()
    assert "Waits for a second person" in waiting
    assert "Priya Shah" in waiting


def test_a_colleague_agrees_and_it_is_done(client, hr, colleague, many):
    correction = ask(client, many)
    client.force_login(colleague)
    page = client.get(reverse("correction:inspect", args=[correction.pk])).content.decode()
    assert "The wrong module" in page
    assert "I agree: do it" in page

    client.post(reverse("correction:approve", args=[correction.pk]))

    assert not Completion.objects.standing().exists()
    assert Correction.objects.get().answered_by_name == "Tom Reed"
    assert ModelLogEntry.objects.filter(
        action="records.approve_correction", user=colleague
    ).exists()


def test_whoever_asked_sees_no_way_to_agree_and_has_none(client, hr, many):
    correction = ask(client, many)
    page = client.get(reverse("correction:inspect", args=[correction.pk])).content.decode()
    assert "I agree: do it" not in page

    response = client.post(reverse("correction:approve", args=[correction.pk]), follow=True)

    assert "Somebody else has to agree" in response.content.decode()
    assert Completion.objects.standing().count() == 21


def test_whoever_asked_may_take_it_back(client, hr, many):
    correction = ask(client, many)

    client.post(
        reverse("correction:refuse", args=[correction.pk]), {"answer": "I chose the wrong ones"}
    )

    correction.refresh_from_db()
    assert correction.state == CorrectionState.REFUSED
    assert correction.answer == "I chose the wrong ones"
    assert ModelLogEntry.objects.filter(action="records.refuse_correction").exists()


def test_one_is_given_another_date_and_each_entry_names_the_other(client, hr):
    old = CompletionFactory()

    client.post(
        reverse("completion:redate", args=[old.pk]),
        {"completed_on": "2026-02-02", "reason": "Register misread"},
    )

    new = Completion.objects.standing().get()
    for entry, other, words in ((old, new, "Replaced by"), (new, old, "Replaces")):
        page = client.get(reverse("completion:inspect", args=[entry.pk])).content.decode()
        assert words in page
        assert reverse("completion:inspect", args=[other.pk]) in page
        assert "Register misread" in page


def test_a_completion_is_added_by_hand(client, hr):
    asha = StaffMemberFactory(payroll_number="E010454")

    client.post(
        reverse("completion:add_by_hand"),
        {
            "payroll_number": "E010454",
            "activity": ActivityFactory().pk,
            "completed_on": "2026-02-02",
            "reason": "Signed on paper",
        },
    )

    added = Completion.objects.by(asha).get()
    assert added.source == Source.BY_HAND
    assert "Added by HR" in client.get(reverse("completion:index")).content.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param({"payroll_number": "E999"}, "payroll number E999", id="unknown-person"),
        pytest.param({"completed_on": "2019-01-01"}, "Not in post", id="before-they-joined"),
        pytest.param({"reason": ""}, "Nothing was saved", id="no-reason"),
    ],
)
def test_an_addition_that_cannot_be_says_why(client, hr, changes, said):
    StaffMemberFactory(payroll_number="E010454")
    usual = {"payroll_number": "E010454", "activity": ActivityFactory().pk}
    usual |= {"completed_on": "2026-02-02", "reason": "Signed on paper"}

    page = client.post(reverse("completion:add_by_hand"), usual | changes)

    assert said in page.content.decode()
    assert not Completion.objects.exists()


def test_nothing_chosen_says_so(client, hr):
    page = send(client, reverse("completion:void_together"), reason="The wrong module")

    assert "at least one completion" in page.content.decode()


def test_a_long_correction_asks_the_same_few_questions(
    client, hr, many, django_assert_max_num_queries
):
    correction = ask(client, many)

    with django_assert_max_num_queries(20):
        client.get(reverse("correction:inspect", args=[correction.pk]))
    with django_assert_max_num_queries(20):
        client.get(reverse("correction:index"))
