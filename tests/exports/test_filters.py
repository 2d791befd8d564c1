from datetime import date

import pytest

from learning.exports.rules.filters import CompletionFilters
from learning.exports.selectors import count_completions, in_words
from tests.exports.reading import exported, keys, rows
from tests.factories.people import StaffGroupFactory, StaffMemberFactory
from tests.factories.records import CompletionFactory

pytestmark = pytest.mark.django_db


def test_without_filters_everything_leaves_in_the_order_of_the_ledger(passed, voided, april):
    assert keys(exported()) == [str(passed.key), str(voided.key), str(april.key)]


def test_the_period_is_by_the_local_day_and_both_ends_count(passed, april):
    first, last = date(2026, 4, 10), date(2026, 7, 1)

    assert len(keys(exported(from_on=first, to_on=last))) == 2
    assert keys(exported(from_on=first, to_on=date(2026, 6, 30))) == [str(april.key)]
    assert keys(exported(from_on=date(2026, 7, 1))) == [str(passed.key)]


def test_one_of_several_groups_is_enough_and_only_a_whole_name_counts(passed, april, voided):
    assert len(keys(exported(staff_groups=("Contact centre",)))) == 2
    assert len(keys(exported(staff_groups=("Reception", "Nobody")))) == 2
    assert keys(exported(staff_groups=("Contact",))) == []


@pytest.mark.parametrize("name", ["50% 'extra' _hours_", "A\\B", 'The "front" desk'])
def test_a_groups_name_is_taken_as_it_is_written(name):
    somebody = StaffMemberFactory(staff_groups=[StaffGroupFactory(name=name)])
    completion = CompletionFactory(staff_member=somebody)
    CompletionFactory(
        staff_member=StaffMemberFactory(staff_groups=[StaffGroupFactory(name="50 xextra-hours-")])
    )

    assert keys(exported(staff_groups=(name,))) == [str(completion.key)]


def test_a_module_is_found_by_its_key_whatever_it_is_called_now(passed, april, complaints):
    complaints.title = "Renamed since"
    complaints.save()

    assert keys(exported(activity_key=complaints.key)) == [str(passed.key)]


def test_an_element_finds_what_served_it_that_day(passed, april):
    assert keys(exported(element="2.2.1")) == [str(passed.key)]
    assert keys(exported(element="2.2")) == []


def test_a_voided_completion_leaves_with_the_moment_unless_left_out(passed, voided):
    both = rows(exported())

    assert [row["voided_at"] for row in both] == ["", "2026-11-23T14:02:00+00:00"]
    assert keys(exported(with_voided=False)) == [str(passed.key)]


def test_filters_add_up(passed, april, voided, complaints):
    wanted = {"activity_key": complaints.key, "element": "4.3.3", "with_voided": False}

    assert keys(exported(staff_groups=("Reception",), **wanted)) == [str(passed.key)]
    assert keys(exported(to_on=date(2026, 6, 30), **wanted)) == []


def test_the_count_is_of_what_leaves(passed, voided, april):
    assert count_completions(CompletionFilters()) == (3, 1)
    assert count_completions(CompletionFilters(with_voided=False)) == (2, 0)
    assert count_completions(CompletionFilters(element="9.9.9")) == (0, 0)


def test_filters_survive_being_kept(complaints):
    filters = CompletionFilters(
        from_on=date(2026, 4, 1),
        to_on=date(2027, 3, 31),
        staff_groups=("Reception", "Contact centre"),
        activity_key=complaints.key,
        activity=complaints.title,
        element="2.2.1",
        with_voided=False,
    )

    assert CompletionFilters.from_json(filters.as_json()) == filters
    assert CompletionFilters.from_json(CompletionFilters().as_json()) == CompletionFilters()


def test_filters_read_as_words():
    filters = CompletionFilters(
        from_on=date(2026, 4, 1), staff_groups=("Reception",), element="2.2.1", with_voided=False
    )

    assert in_words(filters) == [
        "completed from 1 April 2026 on",
        "Reception",
        "element 2.2.1",
        "without voided completions",
    ]
    assert in_words(CompletionFilters()) == ["everything"]
