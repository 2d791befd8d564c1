"""A standard and its parts, numbered as they are made: criterion 1, sub-criterion 1.1, element
1.1.1. Say `number` where a test is about it."""

import factory
from factory.django import DjangoModelFactory

from learning.standards.models import Criterion, Element, Standard, SubCriterion


class StandardFactory(DjangoModelFactory):
    class Meta:
        model = Standard

    key = factory.Sequence(lambda n: f"standard-{n}")
    title = factory.Sequence(lambda n: f"Standard {n}")


class CriterionFactory(DjangoModelFactory):
    class Meta:
        model = Criterion

    standard = factory.SubFactory(StandardFactory)
    number = factory.Sequence(lambda n: f"{n + 1}")
    title = "The Culture of the Organisation"
    position = factory.Sequence(lambda n: n)


class SubCriterionFactory(DjangoModelFactory):
    """`skills=True` counts as skills evidence."""

    class Meta:
        model = SubCriterion

    class Params:
        skills = factory.Trait(is_skills_evidence=True)

    criterion = factory.SubFactory(CriterionFactory)
    number = factory.LazyAttributeSequence(lambda part, n: f"{part.criterion.number}.{n + 1}")
    title = "Staff Professionalism and Attitude"
    position = factory.Sequence(lambda n: n)


class ElementFactory(DjangoModelFactory):
    class Meta:
        model = Element

    sub_criterion = factory.SubFactory(SubCriterionFactory)
    number = factory.LazyAttributeSequence(lambda part, n: f"{part.sub_criterion.number}.{n + 1}")
    title = factory.Sequence(lambda n: f"Element {n}")
    training_relevance = "direct"
    position = factory.Sequence(lambda n: n)
