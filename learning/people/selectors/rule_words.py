"""Rules in HR's words."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learning.people.choices import CustomerContact, EmploymentType
from learning.people.models import StaffMember
from learning.people.rules.group_rule import Clause, Rule, RuleField

FIELD_WORDS = {
    RuleField.DEPARTMENT: gettext_lazy("department"),
    RuleField.SITE: gettext_lazy("site"),
    RuleField.JOB_TITLE: gettext_lazy("job title"),
    RuleField.CUSTOMER_CONTACT: gettext_lazy("customer contact"),
    RuleField.EMPLOYMENT_TYPE: gettext_lazy("employment type"),
    RuleField.LINE_MANAGER: gettext_lazy("line manager"),
    RuleField.TEAM: gettext_lazy("manager at any level"),
}
_LABELS = {
    RuleField.CUSTOMER_CONTACT: dict(CustomerContact.choices),
    RuleField.EMPLOYMENT_TYPE: dict(EmploymentType.choices),
}
Names = Mapping[str, str]


def names_of_managers(rule: Rule) -> dict[str, str]:
    """How the managers that a rule names are called, by their keys."""
    managers = StaffMember.objects.filter(key__in=rule.managers)
    return {str(one.key): f"{one.full_name} ({one.payroll_number})" for one in managers}


def value_in_words(field: RuleField, value: str, names: Names) -> str:
    if field.is_about_a_manager:
        return names.get(value, _("somebody no longer on the staff list"))
    return str(_LABELS.get(field, {}).get(value, value))


def clause_in_words(clause: Clause, names: Names) -> str:
    """For example: site is Town Hall or Library."""
    form = _("%(field)s is not %(values)s") if clause.is_negated else _("%(field)s is %(values)s")
    return form % {"field": FIELD_WORDS[clause.field], "values": values_in_words(clause, names)}


def asked_in_words(clause: Clause, names: Names) -> str:
    """For example: site Town Hall or Library."""
    form = _("%(field)s other than %(values)s") if clause.is_negated else _("%(field)s %(values)s")
    return form % {"field": FIELD_WORDS[clause.field], "values": values_in_words(clause, names)}


def values_in_words(clause: Clause, names: Names) -> str:
    return either([value_in_words(clause.field, value, names) for value in clause.values])


def either(words: Iterable[str]) -> str:
    return _joined(list(words), _("%(first)s or %(last)s"))


def both(words: Iterable[str]) -> str:
    return _joined(list(words), _("%(first)s and %(last)s"))


def _joined(words: list[str], pair: str) -> str:
    if len(words) < 2:
        return "".join(words)
    return pair % {"first": ", ".join(words[:-1]), "last": words[-1]}
