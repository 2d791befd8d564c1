from datetime import date

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from learning.people.models import Absence, Membership, Post, StaffMember
from learning.people.permissions import Role
from learning.records.models import Assignment, Completion, Correction, Waiver
from tests.factories.catalogue import ActivityFactory
from tests.factories.people import StaffGroupFactory, StaffMemberFactory, UserFactory
from tests.factories.records import CompletionFactory

pytestmark = pytest.mark.django_db

NOT_HR = [Role.TRAINERS, Role.CONTENT_APPROVERS, Role.CSE_LEADS, Role.IT]


@pytest.fixture
def hr(client):
    officer = UserFactory(roles=[Role.HR_OFFICERS], first_name="Priya", last_name="Shah")
    client.force_login(officer)
    return officer


@pytest.fixture
def survivor():
    return StaffMemberFactory(payroll_number="E1", last_name="Rahman", job_title="Adviser")


@pytest.fixture
def duplicate():
    return StaffMemberFactory(
        payroll_number="E2", last_name="Rahman", staff_groups=[StaffGroupFactory(name="Reception")]
    )


def finding(duplicate):
    return reverse("merge_find", args=[duplicate.pk])


def merging(duplicate, survivor):
    return reverse("merge", args=[duplicate.pk, survivor.pk])


def merge(client, duplicate, survivor, **answers):
    """Look at what it does, and send it."""
    address = merging(duplicate, survivor)
    seen = client.get(address).context["form"]["seen"].value()
    return client.post(address, {"reason": "Entered twice", "seen": seen} | answers, follow=True)


def page_of(client, person, **query):
    return client.get(reverse("staff:inspect", args=[person.pk]), query).content.decode()


def text_of(response):
    return " ".join(response.content.decode().split())


def test_hr_finds_the_other_record_looks_and_merges(client, hr, duplicate, survivor):
    completion = CompletionFactory(
        staff_member=duplicate, activity=ActivityFactory(title="Putting it right")
    )
    assert finding(duplicate) in page_of(client, duplicate)

    found = text_of(client.get(finding(duplicate)))
    assert merging(duplicate, survivor) in found
    assert "Adviser" in found
    effect = text_of(client.get(merging(duplicate, survivor)))
    assert "What goes over" in effect
    assert "Asha Rahman, E1, stays" in effect
    assert "Putting it right, 2 March 2026" in effect
    assert "Reception, since 1 January 2020" in effect
    assert "mean Asha Rahman: E1, E2" in effect
    assert "This cannot be undone" in effect
    page = text_of(merge(client, duplicate, survivor))

    assert "E2 was merged into Asha Rahman" in page
    assert "Putting it right" in page
    assert Completion.objects.standing().get().replaces_key == completion.key
    actions = set(ModelLogEntry.objects.filter(user=hr).values_list("action", flat=True))
    assert actions == {"people.staff_member.merge", "records.correct"}


def test_the_duplicates_page_leads_to_the_one_that_stays_and_offers_nothing_to_change(
    client, hr, duplicate, survivor
):
    merge(client, duplicate, survivor)

    page = page_of(client, duplicate)

    assert reverse("staff:inspect", args=[survivor.pk]) in page
    assert "by Priya Shah" in page
    for name in ("give_log_in", "add_to_group", "change_payroll_number", "record_absence",
                 "record_adjustment"):  # fmt: skip
        assert reverse(f"staff:{name}", args=[duplicate.pk]) not in page, name
    assert finding(duplicate) not in page
    assert "E2" in page_of(client, survivor)


@pytest.mark.parametrize(
    "words", ["E1", "rahman", "asha rahman"], ids=["number", "name", "both names"]
)
def test_the_other_record_is_found_by(client, hr, duplicate, survivor, words):
    page = client.get(finding(duplicate), {"q": words}).content.decode()

    assert merging(duplicate, survivor) in page
    assert merging(duplicate, duplicate) not in page


def test_a_merged_record_is_not_offered_as_the_one_that_stays(client, hr, duplicate, survivor):
    other = StaffMemberFactory(last_name="Rahman")
    merge(client, duplicate, survivor)

    assert merging(other, duplicate) not in client.get(finding(other)).content.decode()
    page = text_of(client.get(merging(other, duplicate)))
    assert "E2 was merged into Asha Rahman" in page
    assert "Merge for good" not in page


def test_nothing_is_merged_when_it_is_not_what_was_shown_any_more(client, hr, duplicate, survivor):
    seen = client.get(merging(duplicate, survivor)).context["form"]["seen"].value()
    CompletionFactory(staff_member=duplicate)

    page = text_of(merge(client, duplicate, survivor, seen=seen))

    assert "Something has changed since you looked" in page
    assert not StaffMember.objects.exclude(merged_into=None).exists()


def test_without_a_reason_nothing_is_merged(client, hr, duplicate, survivor):
    merge(client, duplicate, survivor, reason="")

    assert not StaffMember.objects.exclude(merged_into=None).exists()


# The staff list


def test_the_staff_list_leaves_merged_records_out_unless_their_number_is_typed(
    client, hr, duplicate, survivor
):
    merge(client, duplicate, survivor)
    address = reverse("staff:index")

    def listed(**query):
        return set(client.get(address, query).context["page_obj"].object_list)

    assert duplicate not in listed()
    assert listed(q="Rahman") == {survivor}
    assert listed(q="e2") == {duplicate}


CHOOSING = {
    "absence": ("absence:record", {"staff_member": "E2", "reason": "other",
                                   "from_on": "2026-06-01"}, Absence),
    "waiver": ("waiver:waive", {"payroll_number": "E2", "reason": "Elsewhere",
                                "from_on": "2026-06-01", "to_on": "2026-06-30"}, Waiver),
    "assignment": ("assignment:assign", {"payroll_numbers": "E2"}, Assignment),
    "completion": ("completion:add_by_hand", {"payroll_number": "E2", "reason": "On paper",
                                              "completed_on": "2026-05-04"}, Completion),
}  # fmt: skip


@pytest.mark.parametrize("name", CHOOSING)
def test_a_merged_record_can_be_chosen_nowhere(client, hr, duplicate, survivor, name):
    merge(client, duplicate, survivor)
    url_name, answers, model = CHOOSING[name]

    response = client.post(reverse(url_name), answers | {"activity": ActivityFactory().pk})

    assert "E2 was merged into Asha Rahman" in text_of(response)
    assert not model._default_manager.exists()


@pytest.mark.parametrize(
    ("name", "answers"),
    [
        ("add_to_group", {"staff_group": "1", "from_on": "2026-06-01"}),
        ("change_payroll_number", {"payroll_number": "E9"}),
        ("give_log_in", {}),
        ("record_absence", {"staff_member": "E2", "reason": "other", "from_on": "2026-06-01"}),
        (
            "record_adjustment",
            {"staff_member": "E2", "is_untimed": "on", "from_on": "2026-06-01"},
        ),
    ],
)
def test_by_its_address_a_merged_record_is_not_changed_either(
    client, hr, duplicate, survivor, name, answers
):
    merge(client, duplicate, survivor)
    if "staff_group" in answers:
        answers = answers | {"staff_group": StaffGroupFactory().pk}
    facts = (Absence, Membership, Post)
    before = [model.objects.count() for model in facts]

    page = client.post(reverse(f"staff:{name}", args=[duplicate.pk]), answers, follow=True)

    assert "E2 was merged into Asha Rahman" in text_of(page)
    duplicate.refresh_from_db()
    assert duplicate.payroll_number == "E2"
    assert [model.objects.count() for model in facts] == before


# Whom it refuses


@pytest.mark.parametrize("role", NOT_HR)
def test_merging_is_closed_to_everyone_but_hr(client, duplicate, survivor, role):
    client.force_login(UserFactory(roles=[role]))

    for address in (finding(duplicate), merging(duplicate, survivor)):
        for response in (client.get(address), client.post(address, {"reason": "Mine"})):
            assert (response.status_code, response.url) == (302, reverse("wagtailadmin_home"))
    assert not StaffMember.objects.exclude(merged_into=None).exists()


@pytest.mark.parametrize("lacking", ["people.change_staffmember", "records.correct_completion"])
def test_it_takes_the_staff_list_and_the_completions(client, hr, duplicate, survivor, lacking):
    colleague = UserFactory(roles=[Role.HR_OFFICERS])
    for _each in range(21):
        CompletionFactory(staff_member=duplicate)
    merge(client, duplicate, survivor)
    room, codename = lacking.split(".")
    [group] = hr.groups.all()
    group.permissions.remove(group.permissions.get(codename=codename, content_type__app_label=room))
    client.force_login(colleague)

    for address in (finding(duplicate), merging(duplicate, survivor)):
        for response in (client.get(address), client.post(address, {"reason": "Mine"})):
            assert (response.status_code, response.url) == (302, reverse("wagtailadmin_home"))
    approve = reverse("correction:approve", args=[Correction.objects.get().pk])
    assert client.post(approve).url == reverse("wagtailadmin_home")
    assert Correction.objects.get().is_waiting


def test_nobody_in_hr_merges_their_own_record(client, hr, duplicate, survivor):
    StaffMember.objects.filter(pk=duplicate.pk).update(user=hr)

    page = text_of(client.get(merging(duplicate, survivor)))
    assert "One of the two is you" in page
    client.post(merging(duplicate, survivor), {"reason": "Mine"})

    assert not StaffMember.objects.exclude(merged_into=None).exists()


# The second person


def test_the_second_person_sees_what_it_does_and_agrees(client, hr, duplicate, survivor):
    for _each in range(21):
        CompletionFactory(staff_member=duplicate)
    assert "Somebody else has to agree" in text_of(client.get(merging(duplicate, survivor)))
    assert "waits under Corrections" in text_of(merge(client, duplicate, survivor))
    correction = Correction.objects.get()
    client.force_login(UserFactory(roles=[Role.HR_OFFICERS], first_name="Tom"))

    page = text_of(client.get(reverse("correction:inspect", args=[correction.pk])))
    assert "What goes over" in page
    assert "I agree: do it" in page
    client.post(reverse("correction:approve", args=[correction.pk]))

    duplicate.refresh_from_db()
    assert duplicate.merged_into == survivor
    assert duplicate.merged_by_name == "Priya Shah"
    after = text_of(client.get(reverse("correction:inspect", args=[correction.pk])))
    assert "Record that stays" in after
    assert client.get(reverse("correction:index")).status_code == 200


def test_what_was_known_on_a_day_before_is_still_shown_of_the_duplicate(
    client, hr, duplicate, survivor
):
    completion = CompletionFactory(
        staff_member=duplicate, activity=ActivityFactory(title="Putting it right")
    )
    merge(client, duplicate, survivor)
    day = date(2026, 3, 2).isoformat()

    page = page_of(client, duplicate, as_at=day, known_on=day)

    assert "Stands" in page
    assert reverse("completion:inspect", args=[completion.pk]) in page
