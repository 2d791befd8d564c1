"""Reads of the standard that are not querysets."""

from itertools import groupby

from .models import Element


def element_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every element in force, grouped by sub-criterion, as a select shows them."""
    elements = (
        Element.objects.filter(is_retired=False)
        .select_related("sub_criterion__criterion")
        .order_by("sub_criterion__criterion__standard", "sub_criterion__position", "position")
    )
    return [
        (str(sub_criterion), [(str(element.pk), str(element)) for element in group])
        for sub_criterion, group in groupby(elements, key=lambda element: element.sub_criterion)
    ]
