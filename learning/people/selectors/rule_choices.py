"""The values that a rule may ask for: what posts say today, and how many people each names."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count
from django.utils.translation import ngettext

from learning.people.models import Post
from learning.people.rules.group_rule import RuleField, same

from .rule_words import value_in_words


def choices_for(field: RuleField, *, on: date, chosen: Iterable[str]) -> list[tuple[str, str]]:
    """Each value with its number of people; one that a rule has and nobody holds stays in sight."""
    people: dict[str, int] = {}
    spelling: dict[str, str] = {}
    posts = Post.objects.known().on(on).exclude(**{field.value: ""}).order_by(field.value)
    counts = posts.values_list(field.value).annotate(Count("staff_member", distinct=True))
    for value, count in [*counts, *((value, 0) for value in chosen)]:
        spelling.setdefault(same(value), value)
        people[same(value)] = people.get(same(value), 0) + count
    return [(value, _counted(field, value, people[key])) for key, value in spelling.items()]


def _counted(field: RuleField, value: str, count: int) -> str:
    words = {"value": value_in_words(field, value, {}), "count": count}
    return ngettext("%(value)s (%(count)d person)", "%(value)s (%(count)d people)", count) % words
