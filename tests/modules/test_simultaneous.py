"""What happens when two things happen at once, with real threads and real commits."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from django.db import connection

from learning.people.models import StaffMember
from learning.records.models import Completion, LedgerEntry
from modules.models import ModulePage, ModuleVersion, Progress
from modules.services import confirm_sections_read, mark_section_read, publish_module
from tests.factories.modules import ModulePageFactory
from tests.factories.people import StaffGroupFactory, StaffMemberFactory

pytestmark = pytest.mark.usefixtures("fresh_database")

TIMES = 6
AT = datetime(2026, 3, 2, 14, 2, tzinfo=UTC)


def at_once(action):
    """Do it several times at the same moment, each on a connection of its own."""
    ready = Barrier(TIMES)

    def act(_number):
        try:
            connection.ensure_connection()
            ready.wait(timeout=20)
            return action()
        finally:
            connection.close()

    with ThreadPoolExecutor(TIMES) as pool:
        return list(pool.map(act, range(TIMES)))


@pytest.fixture
def module():
    return ModulePageFactory(staff_groups=[StaffGroupFactory()])


def test_confirming_at_once_makes_one_completion(module):
    person = StaffMemberFactory()
    [section] = module.section_list
    mark_section_read(staff_member=person, page=module, section_id=section.id, at=AT)

    completions = at_once(
        lambda: confirm_sections_read(
            staff_member=StaffMember.objects.get(pk=person.pk),
            page=ModulePage.objects.get(pk=module.pk),
            after=None,
            at=AT,
        )
    )

    assert {completion.pk for completion in completions} == {Completion.objects.get().pk}
    assert LedgerEntry.objects.count() == 1


def test_reading_a_section_in_several_tabs_at_once_is_remembered_once(module):
    person = StaffMemberFactory()
    [section] = module.section_list

    at_once(
        lambda: mark_section_read(staff_member=person, page=module, section_id=section.id, at=AT)
    )

    assert Progress.objects.count() == 1


def test_publishing_a_change_at_once_freezes_one_version(module):
    ModulePage.objects.filter(pk=module.pk).update(summary="Now with more care.")

    at_once(lambda: publish_module(page=ModulePage.objects.get(pk=module.pk), at=AT))

    assert list(ModuleVersion.objects.values_list("number", flat=True)) == [1, 2]
