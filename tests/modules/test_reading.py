"""A staff member's way through a module."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
import time_machine

from learning.records.choices import Source
from learning.records.models import Completion
from learning.records.services import void_completion
from modules.models import ModulePage, ModuleVersion, Progress
from tests.factories.catalogue import ActivityFactory
from tests.factories.modules import ModulePageFactory, knowledge_check, section, text
from tests.factories.people import StaffGroupFactory, StaffMemberFactory, UserFactory
from tests.factories.standards import ElementFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def reception():
    return StaffGroupFactory(name="Reception")


@pytest.fixture
def asha(client, reception):
    asha = StaffMemberFactory(staff_groups=[reception])
    client.force_login(asha.user)
    return asha


@pytest.fixture
def module(reception):
    with time_machine.travel(datetime(2026, 1, 5, 9, tzinfo=UTC)):
        return ModulePageFactory(
            title="Calm",
            staff_groups=[reception],
            elements=[ElementFactory(number="4.3.3")],
            refresher_months=12,
            sections=[section("Listen"), section("Say sorry"), section("Put it right")],
        )


def read(client, *numbers):
    return [client.post(f"/training/calm/section/{number}/").url for number in numbers]


def confirm(client):
    after = client.get("/training/calm/finish/").context["standing"].after
    return client.post("/training/calm/finish/", {"after": after or ""})


def test_the_overview_offers_one_thing_to_do(client, asha, module):
    shown = client.get("/training/calm/")

    assert shown.context["next_step"].text == "Start"
    assert shown.context["next_step"].url == "/training/calm/section/1/"


def test_continue_remembers_the_section_and_leads_to_the_next(client, asha, module):
    assert read(client, 1, 2) == ["/training/calm/section/2/", "/training/calm/section/3/"]

    assert Progress.objects.count() == 2


def test_reading_a_section_again_is_remembered_once(client, asha, module):
    read(client, 1, 1)

    assert Progress.objects.count() == 1


def test_somebody_who_comes_back_goes_on_where_they_left_off(client, asha, module):
    read(client, 1)

    shown = client.get("/training/calm/")

    assert shown.context["next_step"].text == "Go on with section 2"
    assert shown.context["next_step"].minutes == 7
    assert "Sections read: 1 of 3" in shown.text


def test_after_the_last_section_comes_the_confirmation(client, asha, module):
    assert read(client, 3) == ["/training/calm/finish/"]


def test_a_section_that_is_not_there_is_not_found(client, asha, module):
    assert client.get("/training/calm/section/4/").status_code == 404
    assert client.get("/training/calm/section/0/").status_code == 404
    assert client.get("/training/calm/elsewhere/").status_code == 404


def test_confirming_records_the_completion_with_what_was_read(client, asha, module, reception):
    read(client, 1, 2, 3)
    assert confirm(client).url == "/training/calm/done/"

    completion = Completion.objects.get()
    version = ModuleVersion.objects.get()
    assert completion.staff_key == asha.key
    assert completion.source == Source.SECTIONS_READ
    assert (completion.content_version, completion.content_sha256) == (1, version.sha256)
    assert completion.staff_groups == "Reception"
    assert completion.elements == "4.3.3"


def test_then_the_screen_says_what_was_recorded_where_it_counts_and_when_it_is_due(
    client, asha, module
):
    with time_machine.travel(datetime(2026, 3, 2, 14, 2, tzinfo=UTC)):
        read(client, 1, 2, 3)
        confirm(client)
        done = client.get("/training/calm/done/").text

    assert "2 March 2026, 14:02" in done
    assert "4.3.3" in done
    assert "1 March 2027" in done


def test_confirming_twice_is_recorded_once(client, asha, module):
    read(client, 1, 2, 3)
    client.post("/training/calm/finish/", {"after": ""})
    client.post("/training/calm/finish/", {"after": ""})

    assert Completion.objects.count() == 1


def test_reading_it_all_again_and_confirming_is_a_second_completion(client, asha, module):
    read(client, 1, 2, 3)
    confirm(client)
    read(client, 1, 2, 3)
    confirm(client)

    assert Completion.objects.count() == 2


def test_confirming_again_without_reading_again_is_refused(client, asha, module):
    read(client, 1, 2, 3)
    confirm(client)
    confirm(client)

    assert Completion.objects.count() == 1


def test_nobody_confirms_what_they_did_not_open(client, asha, module):
    read(client, 1, 3)

    assert "Say sorry" in client.get("/training/calm/finish/").text
    confirm(client)
    assert not Completion.objects.exists()


def test_after_a_voided_completion_it_can_be_completed_again(client, asha, module):
    read(client, 1, 2, 3)
    confirm(client)
    void_completion(
        completion=Completion.objects.get(),
        reason="Somebody else was signed in.",
        by=UserFactory(),
        at=datetime.now(UTC),
    )
    assert client.get("/training/calm/").context["next_step"].text == "Start"

    read(client, 1, 2, 3)
    confirm(client)
    assert Completion.objects.standing().count() == 1


def test_the_overview_says_when_it_was_completed_and_until_when_it_counts(client, asha, module):
    with time_machine.travel(datetime(2026, 3, 2, 9, tzinfo=UTC)):
        read(client, 1, 2, 3)
        confirm(client)
        shown = client.get("/training/calm/")

    assert "You completed this on 2 March 2026." in shown.text
    assert "It counts until 1 March 2027." in shown.text
    assert shown.context["next_step"].text == "Read it again"


def test_once_it_has_lapsed_it_starts_again(client, asha, module):
    with time_machine.travel(datetime(2026, 3, 2, 9, tzinfo=UTC)):
        read(client, 1, 2, 3)
        confirm(client)
    with time_machine.travel(datetime(2027, 3, 2, 9, tzinfo=UTC)):
        client.force_login(asha.user)
        shown = client.get("/training/calm/")

    assert "It counted until 1 March 2027" in shown.text
    assert shown.context["next_step"].text == "Start"


def test_done_without_a_completion_goes_back_to_the_module(client, asha, module):
    assert client.get("/training/calm/done/").url == "/training/calm/"


def test_a_trainer_who_is_not_staff_reads_without_a_trace(client, module):
    client.force_login(UserFactory(roles=["Trainers"]))
    read(client, 1, 2, 3)

    assert "not on the staff list" in client.get("/training/calm/finish/").text
    confirm(client)
    assert not Progress.objects.exists()
    assert not Completion.objects.exists()


def test_a_live_module_without_its_version_is_put_right_when_it_is_completed(
    client, asha, reception
):
    module = ModulePageFactory(slug="calm", draft=True, staff_groups=[reception])
    ModulePage.objects.filter(pk=module.pk).update(live=True)
    ActivityFactory(key=module.activity_key, staff_groups=[reception])
    read(client, 1)
    confirm(client)

    assert Completion.objects.get().content_version == 1
    assert ModuleVersion.objects.count() == 1


def check_page(reception):
    check = knowledge_check(choices=[("Sorry", True), ("But", False)])
    module = ModulePageFactory(
        slug="calm", staff_groups=[reception], sections=[section("Say sorry", text(), check)]
    )
    right, wrong = (choice["id"] for choice in check["value"]["choices"])
    return module, check, right, wrong


def test_a_knowledge_check_keeps_its_answer_to_itself_until_it_is_tried(client, asha, reception):
    check_page(reception)

    shown = client.get("/training/calm/section/1/").text

    assert "Because" not in shown
    assert "That’s right" not in shown
    assert "is_right" not in shown


@pytest.mark.parametrize(
    ("which", "heading", "said", "unsaid"),
    [
        (0, "That’s right", "Because Sorry", "Because But"),
        (1, "Not quite", "Because But", "Because Sorry"),
    ],
    ids=["right", "wrong"],
)
def test_a_knowledge_check_that_is_tried_says_why(
    client, asha, reception, which, heading, said, unsaid
):
    _page, check, *choices = check_page(reception)
    sent = {"check": check["id"], "choice": choices[which]}

    shown = client.get("/training/calm/section/1/", sent).text

    assert heading in shown
    assert said in shown
    assert unsaid not in shown


def test_a_check_that_is_not_there_says_nothing(client, asha, reception):
    check_page(reception)
    sent = {"check": str(uuid4()), "choice": str(uuid4())}

    assert "Because" not in client.get("/training/calm/section/1/", sent).text


def test_a_completion_counts_from_the_day_in_the_organisations_time_zone(client, asha, module):
    # Half past midnight in London, in summer, is still yesterday in UTC.
    with time_machine.travel(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)):
        read(client, 1, 2, 3)
        confirm(client)

    assert Completion.objects.get().completed_on == date(2026, 7, 1)
