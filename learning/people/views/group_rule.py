"""Writing a rule: conditions are added one by one, looked at together, and saved as they were seen.

Nothing is kept between the steps but what the page itself carries, so every step works without
scripts.
"""

import json
from dataclasses import dataclass

from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages

from learning.people import services
from learning.people.forms import ClauseForm, RuleForm
from learning.people.models import GroupRule, StaffMember
from learning.people.rules.group_rule import (
    MOST_CLAUSES,
    Clause,
    Joined,
    Rule,
    RuleField,
    UnusableRule,
    read_rule,
)
from learning.people.selectors.group_rules import RulePreview, preview_of
from learning.people.selectors.rule_choices import choices_for
from learning.people.selectors.rule_words import FIELD_WORDS, clause_in_words, names_of_managers
from learning.people.signals import group_change_previewed

from .staff_group import AboutAGroup

# A list longer than this is read in the staff list, once the rule is saved.
PEOPLE_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Listed:
    """Some of those whom a rule would move, by name."""

    id: str
    label: str
    sign: str
    count: int
    people: list[StaffMember]

    @property
    def left_out(self) -> int:
        return self.count - len(self.people)


class GroupRuleView(AboutAGroup, TemplateView):
    template_name = "people/group_rule.html"
    page_title = gettext_lazy("Rule")
    header_icon = "cogs"

    @cached_property
    def stored(self) -> Rule | None:
        held = GroupRule.objects.known().filter(staff_group=self.staff_group, to_on=None).first()
        return read_rule(held.rule) if held else None

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        return self.show_rule(self.stored)

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        step = request.POST.get("step", "")
        if step == "save":
            return self.save()
        if step == "back":
            return self.show_rule(self.sent_rule)
        if step == "look":
            return self.look()
        return self.change_conditions(step)

    @cached_property
    def sent_rule(self) -> Rule:
        """The rule that the preview carries, or a refusal: no screen of ours sends another."""
        try:
            return read_rule(json.loads(self.request.POST.get("rule", "")))
        except (UnusableRule, json.JSONDecodeError, RecursionError) as error:
            raise BadRequest("not a rule") from error

    @property
    def sent_fields(self) -> list[RuleField]:
        known = {field.value: field for field in RuleField}
        sent = self.request.POST.getlist("condition")
        return [known[name] for name in sent if name in known][:MOST_CLAUSES]

    def look(self) -> HttpResponse:
        """Say what the rule would change, or what is wrong with it."""
        form = RuleForm(self.request.POST)
        clause_forms = [
            self.clause_form(number, field, data=self.request.POST)
            for number, field in enumerate(self.sent_fields)
        ]
        if not clause_forms:
            form.add_error(None, _("A rule needs a condition. Choose a field and add one."))
        # Every form is checked, so that all that is wrong is marked at once.
        if not all([form.is_valid(), *(one.is_valid() for one in clause_forms)]):
            messages.error(self.request, _("Put right what is marked below, then look again."))
            return self.show(form, clause_forms)
        clauses = tuple(one.clause() for one in clause_forms)
        return self.show_preview(Rule(clauses, Joined(form.cleaned_data["joined"])))

    def save(self) -> HttpResponse:
        try:
            services.set_group_rule(
                staff_group=self.staff_group,
                rule=self.sent_rule,
                by=self.request.user,
                at=timezone.now(),
                preview_digest=self.request.POST.get("digest", ""),
            )
        except ValidationError as error:
            messages.error(self.request, " ".join(error.messages))
            return self.show_preview(self.sent_rule)
        told = _("The rule is saved, and %(group)s follows it from today.")
        messages.success(self.request, told % {"group": self.staff_group})
        return redirect(self.get_success_url())

    def change_conditions(self, step: str) -> HttpResponse:
        """Add a condition or take one away; what was filled in stays."""
        kept = list(enumerate(self.sent_fields))
        verb, _dash, what = step.partition("-")
        if verb == "remove":
            kept = [(number, field) for number, field in kept if str(number) != what]
        fields = [(field, self.filled_in(number)) for number, field in kept]
        if verb == "add" and self.request.POST.get("field") in list(RuleField):
            fields.append((RuleField(self.request.POST["field"]), {}))
        clause_forms = [
            self.clause_form(number, field, initial=initial)
            for number, (field, initial) in enumerate(fields[:MOST_CLAUSES])
        ]
        return self.show(
            RuleForm(initial={"joined": self.request.POST.get("joined")}), clause_forms
        )

    def filled_in(self, number: int) -> dict[str, object]:
        sent = self.request.POST.getlist(f"{number}-values")
        field = self.sent_fields[number]
        return {
            "is_negated": self.request.POST.get(f"{number}-is_negated", ""),
            "values": ", ".join(sent) if field.is_about_a_manager else sent,
        }

    def clause_form(
        self, number: int, field: RuleField, *, data: object = None, initial: dict | None = None
    ) -> ClauseForm:
        chosen = [*((initial or {}).get("values") or [])]
        if self.stored:
            chosen += [
                value
                for clause in self.stored.clauses
                if clause.field == field
                for value in clause.values
            ]
        choices = []
        if not field.is_about_a_manager:
            choices = choices_for(field, on=timezone.localdate(), chosen=chosen)
        return ClauseForm(
            data, prefix=str(number), field=field, choices=choices, initial=initial or {}
        )

    def show_rule(self, rule: Rule | None) -> HttpResponse:
        clauses = rule.clauses if rule else ()
        clause_forms = [
            self.clause_form(number, clause.field, initial=self.as_initial(clause))
            for number, clause in enumerate(clauses)
        ]
        form = RuleForm(initial={"joined": rule.joined} if rule else None)
        return self.show(form, clause_forms)

    def as_initial(self, clause: Clause) -> dict[str, object]:
        values: object = list(clause.values)
        if clause.field.is_about_a_manager:
            people = StaffMember.objects.filter(key__in=clause.values)
            values = ", ".join(people.values_list("payroll_number", flat=True))
        return {"is_negated": "not" if clause.is_negated else "", "values": values}

    def show(self, form: RuleForm, clause_forms: list[ClauseForm]) -> HttpResponse:
        context = self.get_context_data(
            staff_group=self.staff_group,
            form=form,
            conditions=[(one, FIELD_WORDS[one.rule_field]) for one in clause_forms],
            fields=[(field.value, words) for field, words in FIELD_WORDS.items()],
            has_room=len(clause_forms) < MOST_CLAUSES,
        )
        return self.render_to_response(context)

    def show_preview(self, rule: Rule) -> HttpResponse:
        self.template_name = "people/group_rule_preview.html"
        preview = preview_of(self.staff_group, rule, on=timezone.localdate())
        said = group_change_previewed.send(
            GroupRule,
            staff_group=self.staff_group,
            joining=preview.joining,
            leaving=preview.leaving,
        )
        names = names_of_managers(rule)
        context = self.get_context_data(
            staff_group=self.staff_group,
            is_any=rule.is_any,
            clauses=[clause_in_words(clause, names) for clause in rule.clauses],
            sections=self.sections_of(preview),
            sentences=[sentence for _receiver, sentence in said if sentence],
            rule=json.dumps(rule.as_json()),
            digest=preview.digest(),
        )
        return self.render_to_response(context)

    def sections_of(self, preview: RulePreview) -> list[Listed]:
        kinds = (
            ("joining", _("Join today"), "+", preview.joining),
            ("leaving", _("Leave today"), "−", preview.leaving),
            ("other-days", _("Change on another day"), "", preview.on_other_days),
        )
        return [
            Listed(
                name,
                label,
                sign,
                len(ids),
                list(StaffMember.objects.filter(pk__in=ids)[:PEOPLE_SHOWN]) if ids else [],
            )
            for name, label, sign, ids in kinds
        ]
