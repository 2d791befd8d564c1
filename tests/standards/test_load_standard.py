import json
from copy import deepcopy
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from learning.standards.models import Criterion, Element, Standard, SubCriterion
from learning.standards.selectors import element_choices, first_criterion, presets
from learning.standards.services import StandardNotLoadedError, load_standard, plan_load

pytestmark = pytest.mark.django_db

AT = datetime(2026, 6, 1, 9, tzinfo=UTC)


@pytest.fixture
def cse():
    [preset] = presets()
    return preset.data()


def element_in(data, number):
    return next(
        element
        for criterion in data["criteria"]
        for sub_criterion in criterion["subcriteria"]
        for element in sub_criterion["elements"]
        if element["number"] == number
    )


def counts(result):
    return result.created, result.updated, result.retired, result.unchanged


def everything():
    return [
        list(kind.objects.order_by("pk").values())
        for kind in (Standard, Criterion, SubCriterion, Element)
    ]


def test_the_cse_standard_has_5_criteria_15_sub_criteria_and_57_elements(cse):
    result = load_standard(data=cse, at=AT)

    assert counts(result) == (77, 0, 0, 0)
    assert Criterion.objects.count() == 5
    assert SubCriterion.objects.count() == 15
    assert Element.objects.count() == 57
    assert str(Element.objects.get(number="2.2.1")).startswith("2.2.1 ")


def test_loading_again_changes_nothing(cse):
    load_standard(data=cse, at=AT)
    before = everything()

    result = load_standard(data=cse, at=AT)

    assert counts(result) == (0, 0, 0, 77)
    assert everything() == before


def test_a_file_without_key_and_title_takes_them_from_its_first_line(cse):
    for added in ("key", "title", "skills_evidence"):
        del cse[added]

    result = load_standard(data=cse, at=AT)

    assert (result.standard.key, result.standard.title) == ("cse", "Customer Service Excellence")
    assert not SubCriterion.objects.filter(is_skills_evidence=True).exists()


def test_skills_evidence_is_said_by_the_file_until_the_organisation_says_otherwise(cse):
    load_standard(data=cse, at=AT)
    assert set(
        SubCriterion.objects.filter(is_skills_evidence=True).values_list("number", flat=True)
    ) == {"2.1", "2.2"}

    SubCriterion.objects.filter(number="2.1").update(is_skills_evidence=False)
    load_standard(data=cse, at=AT)

    assert not SubCriterion.objects.get(number="2.1").is_skills_evidence


def test_the_culture_of_the_organisation_is_shown_first(cse):
    load_standard(data=cse, at=AT)

    assert first_criterion().number == "2"


def test_a_corrected_label_updates_and_keeps_the_official_wording(cse):
    load_standard(data=cse, at=AT)
    Element.objects.filter(number="2.2.1").update(official_wording="Words of its owner")
    corrected = deepcopy(cse)
    element_in(corrected, "2.2.1")["title"] = "Polite and friendly staff"

    result = load_standard(data=corrected, at=AT)

    assert counts(result) == (0, 1, 0, 76)
    element = Element.objects.get(number="2.2.1")
    assert element.title == "Polite and friendly staff"
    assert element.official_wording == "Words of its owner"


def test_a_part_that_the_file_lacks_is_retired_and_comes_back(cse):
    load_standard(data=cse, at=AT)
    shorter = deepcopy(cse)
    shorter["criteria"][1]["subcriteria"][1]["elements"].pop(0)

    assert counts(load_standard(data=shorter, at=AT)) == (0, 0, 1, 76)
    assert Element.objects.get(number="2.2.1").is_retired
    assert not any(
        label.startswith("2.2.1 ") for _sub, group in element_choices() for _pk, label in group
    )
    assert counts(load_standard(data=shorter, at=AT)) == (0, 0, 0, 77)

    assert counts(load_standard(data=cse, at=AT)) == (0, 1, 0, 76)
    assert not Element.objects.get(number="2.2.1").is_retired


def test_elements_are_offered_in_their_printed_order(cse):
    load_standard(data=cse, at=AT)

    numbers = [label.split()[0] for _sub, group in element_choices() for _pk, label in group]

    assert numbers == sorted(numbers, key=lambda number: [int(part) for part in number.split(".")])


def test_two_standards_do_not_disturb_each_other(cse):
    load_standard(data=cse, at=AT)
    other = {
        "title": "Our own promise",
        "criteria": [
            {
                "number": "2",
                "title": "Welcome",
                "subcriteria": [
                    {
                        "number": "2.2",
                        "title": "Door",
                        "elements": [
                            {"number": "2.2.1", "title": "Open it"},
                        ],
                    },
                ],
            }
        ],
    }

    result = load_standard(data=other, at=AT)

    assert result.standard.key == "our-own-promise"
    assert counts(result) == (3, 0, 0, 0)
    assert Element.objects.filter(is_retired=True).count() == 0
    assert Element.objects.count() == 58


def test_every_mistake_is_named_with_its_place_and_nothing_is_loaded(cse):
    element_in(cse, "2.1.3")["title"] = " "
    element_in(cse, "4.3.3")["training_relevance"] = "some"
    element_in(cse, "5.1.2")["number"] = "5.1.1"
    del cse["criteria"][0]["title"]

    with pytest.raises(StandardNotLoadedError) as refused:
        load_standard(data=cse, at=AT)

    assert refused.value.sentences == [
        "Criterion 1 has no title.",
        "Criterion 2, element 2.1.3 has no title.",
        'Criterion 4, element 4.3.3 has the training relevance "some": '
        "use none, supporting or direct.",
        "Element 5.1.1 is there more than once.",
    ]
    assert not Standard.objects.exists()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        pytest.param([], "The file is not a standard: it must be one JSON object.", id="a list"),
        pytest.param({}, 'The file has no list called "criteria".', id="empty"),
        pytest.param(
            {"title": "X", "criteria": ["1"]},
            "Criterion #1 holds something that is not a part of a standard.",
            id="text for a criterion",
        ),
        pytest.param(
            {"title": "X", "skills_evidence": ["9.9"], "criteria": []},
            'The file names the sub-criterion "9.9" as skills evidence, '
            "but has no such sub-criterion.",
            id="unknown skills evidence",
        ),
    ],
)
def test_what_is_not_a_standard_is_refused(data, sentence):
    with pytest.raises(StandardNotLoadedError) as refused:
        plan_load(data=data)

    assert sentence in refused.value.sentences


def test_planning_says_what_loading_would_do_without_doing_it(cse):
    load_standard(data=cse, at=AT)
    element_in(cse, "2.2.1")["title"] = "Polite and friendly staff"

    plan = plan_load(data=cse)

    assert [(change.part.number, change.effect.value) for change in plan.worth_showing] == [
        ("2.2.1", "updated")
    ]
    assert Element.objects.get(number="2.2.1").title != "Polite and friendly staff"


def test_the_command_says_what_it_did(tmp_path, cse, capsys):
    file = tmp_path / "cse.json"
    file.write_text(json.dumps(cse), encoding="utf-8-sig")

    call_command("load_standard", str(file))
    assert capsys.readouterr().out == (
        "Customer Service Excellence: 77 created, 0 updated, 0 retired, 0 unchanged.\n"
    )

    call_command("load_standard", str(file), "--format", "json")
    assert json.loads(capsys.readouterr().out) == {
        "standard": "cse",
        "title": "Customer Service Excellence",
        "created": 0,
        "updated": 0,
        "retired": 0,
        "unchanged": 77,
    }


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param('{"title": "X", "criteria": []}', 1, id="mistakes"),
        pytest.param("not json", 2, id="not JSON"),
        pytest.param(None, 2, id="no such file"),
    ],
)
def test_the_command_fails_with_a_code_that_means_something(tmp_path, content, code):
    file = tmp_path / "standard.json"
    if content is not None:
        file.write_text(content)

    with pytest.raises(CommandError) as refused:
        call_command("load_standard", str(file))

    assert refused.value.returncode == code
