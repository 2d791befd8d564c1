"""Honest: a figure carries what it is made of. Nobody expected is no figure."""

from datetime import date

import pytest

from learning.evidence.selectors import coverage_of, named_coverage
from tests.factories.catalogue import ActivityFactory
from tests.factories.people import StaffGroupFactory, StaffMemberFactory
from tests.factories.records import CompletionFactory
from tests.factories.standards import ElementFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)


def test_a_figure_opens_on_the_list_that_makes_it():
    element, reception = ElementFactory(), StaffGroupFactory()
    activity = ActivityFactory(staff_groups=[reception], elements=[element])
    people = [StaffMemberFactory(staff_groups=[reception]) for _each in range(3)]
    for person in people[:2]:
        CompletionFactory(staff_member=person, activity=activity)

    [row] = coverage_of(element.sub_criterion.criterion, on=DAY)

    figure = row.everyone
    assert (figure.current, figure.expected, figure.excused) == (2, 3, 0)
    assert figure.percentage == 66
    assert len(list(named_coverage(element, None, on=DAY))) == figure.expected


def test_nobody_expected_is_no_figure():
    element = ElementFactory()

    [row] = coverage_of(element.sub_criterion.criterion, on=DAY)

    assert row.everyone.percentage is None
