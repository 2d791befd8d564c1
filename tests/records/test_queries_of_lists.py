"""Every list and page of records takes as many queries for much as for little."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from learning.records.choices import RowOutcome
from learning.records.models import Correction, HistoryImport, HistoryRow
from learning.records.services import (
    add_completion,
    extend,
    grant_request,
    refuse_request,
    void_completions,
)
from learning.reports.models import SavedFilter
from tests.counting import queries_of
from tests.factories.catalogue import ActivityFactory
from tests.factories.people import StaffGroupFactory, StaffMemberFactory, UserFactory
from tests.factories.records import (
    AssignmentFactory,
    CompletionFactory,
    ExtensionRequestFactory,
    PriorLearningFactory,
    ProgrammeFactory,
    WaiverFactory,
)

pytestmark = pytest.mark.django_db

AT = datetime(2026, 6, 1, 9, tzinfo=UTC)
FEW, MANY = 2, 12


def programme(hr):
    steps = ActivityFactory.create_batch(2)
    programme = ProgrammeFactory(activities=steps)
    for step in steps:
        AssignmentFactory(activity=step, programme=programme, staff_group=StaffGroupFactory())


def assignment(hr):
    AssignmentFactory(staff_group=StaffGroupFactory(), programme=ProgrammeFactory())
    AssignmentFactory(staff_member=StaffMemberFactory())


def completion(hr):
    CompletionFactory()
    void_completions(completions=[CompletionFactory()], reason="Mistaken", by=hr, at=AT)


def waiver(hr):
    WaiverFactory()
    WaiverFactory(to_on=date(2030, 1, 1))


def extension(hr):
    extend(
        activity=ActivityFactory(),
        staff_member=StaffMemberFactory(),
        due_on=date(2026, 7, 1),
        reason="Alone at the counter",
        at=AT,
        source="Priya Shah",
    )


def extension_request(hr):
    ExtensionRequestFactory()
    refuse_request(request=ExtensionRequestFactory(), answer="No", by=hr, at=AT)
    grant_request(
        request=ExtensionRequestFactory(), due_on=date(2026, 7, 1), answer="Yes", by=hr, at=AT
    )


def correction(hr):
    void_completions(completions=[CompletionFactory()], reason="Mistaken", by=UserFactory(), at=AT)
    add_completion(
        staff_member=StaffMemberFactory(),
        activity=ActivityFactory(),
        completed_on=date(2026, 5, 1),
        reason="A register",
        by=UserFactory(),
        at=AT,
    )


def prior_learning(hr):
    PriorLearningFactory()


def history_import(hr):
    HistoryImport.objects.create(
        file_name="history.csv",
        sha256="0" * 64,
        detected={"words": "CSV", "other_sheets": [], "header": ["payroll number"]},
        uploaded_by=UserFactory(),
        uploaded_at=AT,
        checked_at=AT,
        counts={"new": 1},
    )


LISTS = [
    programme,
    assignment,
    completion,
    waiver,
    extension,
    extension_request,
    correction,
    prior_learning,
    history_import,
]


@pytest.mark.parametrize("more", LISTS, ids=lambda more: more.__name__)
def test_a_long_list_takes_as_many_queries_as_a_short_one(client, hr, more):
    def queries(count):
        for _each in range(count):
            more(hr)
        return queries_of(client, reverse(f"{more.__name__}:index"))

    few = queries(FEW)

    assert queries(MANY - FEW) == few <= 25


def programme_with(count, hr):
    programme = ProgrammeFactory(activities=ActivityFactory.create_batch(count))
    for step in programme.steps.all():
        for _each in range(count):
            AssignmentFactory(
                activity=step.activity, programme=programme, staff_group=StaffGroupFactory()
            )
    return reverse("programme:change", args=[programme.pk])


def correction_with(count, hr):
    completions = [CompletionFactory() for _each in range(count)]
    void_completions(completions=completions, reason="Mistaken", by=UserFactory(), at=AT)
    return reverse("correction:inspect", args=[Correction.objects.latest("pk").pk])


def history_import_with(count, hr):
    history_import(hr)
    made = HistoryImport.objects.latest("pk")
    made.counts = {"new": count, "known": count, "bad": count, "rows": 3 * count}
    made.save()
    for number in range(count):
        for place, outcome in enumerate(RowOutcome):
            HistoryRow.objects.create(
                history_import=made,
                number=3 * number + place,
                outcome=outcome,
                staff_member=StaffMemberFactory(),
                activity=ActivityFactory(),
                completed_on=date(2026, 5, 1),
            )
    return reverse("history_import:inspect", args=[made.pk])


def saved_filters_of(count, hr):
    for number in range(count):
        SavedFilter.objects.create(owner=hr, report="overdue", name=f"{count} {number}")
    return reverse("report_overdue")


@pytest.mark.parametrize(
    "page_with",
    [programme_with, correction_with, history_import_with, saved_filters_of],
    ids=lambda page_with: page_with.__name__,
)
def test_a_full_page_takes_as_many_queries_as_a_short_one(client, hr, page_with):
    few = queries_of(client, page_with(FEW, hr))

    assert queries_of(client, page_with(MANY, hr)) == few <= 30
