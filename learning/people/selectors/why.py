"""Why somebody is in a staff group on a day, or why not, in a sentence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from learning.people.models import Employment, GroupRule, Membership, Post, StaffGroup, StaffMember
from learning.people.rules.group_rule import Clause, Dated, Joined, Rule, RuleField, read_rule
from learning.people.rules.spans import Span

from .rule_facts import held_on, lines_for, teams_named_by, with_numbers
from .rule_words import (
    FIELD_WORDS,
    Names,
    asked_in_words,
    both,
    either,
    names_of_managers,
    value_in_words,
    values_in_words,
)

Says = dict[str, str]


def why(staff_member: StaffMember, staff_group: StaffGroup, *, on: date) -> str:
    """The sentence, as known now. Where a rule holds it speaks of the rule, else of the hand."""
    says = {"name": staff_member.full_name, "group": staff_group.name}
    stored = GroupRule.objects.known().on(on).filter(staff_group=staff_group).first()
    if stored is None:
        return _by_hand(staff_member, staff_group, says, on=on)
    if not Employment.objects.known().on(on).filter(staff_member=staff_member).exists():
        return _("%(name)s is not in %(group)s: they are not in post on that day.") % says
    posts = Post.objects.known().on(on).filter(staff_member=staff_member)
    rule = read_rule(stored.rule)
    verdicts = _verdicts(rule, list(posts.select_related("line_manager")), on=on)
    says["since"] = date_format(stored.from_on)
    names = names_of_managers(rule)
    if any(verdict.is_in for verdict in verdicts):
        return _in_by_rule(next(one for one in verdicts if one.is_in), says, names)
    return _not_in_by_rule(rule, verdicts, says, names)


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What a rule says of one post: whether it is right, and each clause with its answer."""

    post: Post
    is_in: bool
    answers: tuple[tuple[Clause, bool], ...]

    def facts(self, names: Names) -> str:
        """What the post is, and what it has in the fields that decided."""
        facts = [
            _fact(clause, self.post, names, agrees=agrees)
            for clause, agrees in self.answers
            if agrees is self.is_in and clause.field != RuleField.JOB_TITLE
        ]
        words = {"post": self.post.job_title, "facts": both(dict.fromkeys(facts))}
        if not facts:
            return _("the post is %(post)s") % words
        return _("the post %(post)s has %(facts)s") % words


def _verdicts(rule: Rule, posts: Sequence[Post], *, on: date) -> list[_Verdict]:
    [[dated]] = with_numbers({0: [Dated(rule, Span(on, on))]}).values()
    teams = teams_named_by([[dated]], lines_for([[dated]]))
    verdicts = []
    for post in posts:
        fields = held_on(post, teams, on=on).fields
        agree = [clause.allows(fields) for clause in dated.rule.clauses]
        answers = tuple(zip(rule.clauses, agree, strict=True))
        verdicts.append(_Verdict(post, dated.rule.allows(fields), answers))
    return verdicts


def _in_by_rule(verdict: _Verdict, says: Says, names: Names) -> str:
    says["has"] = verdict.facts(names)
    return _("%(name)s is in %(group)s because %(has)s (rule since %(since)s).") % says


def _not_in_by_rule(rule: Rule, verdicts: Sequence[_Verdict], says: Says, names: Names) -> str:
    if not verdicts:
        return _("%(name)s is not in %(group)s: no post of theirs is known for that day.") % says
    missed = {clause for one in verdicts for clause, agrees in one.answers if not agrees}
    asked = [asked_in_words(clause, names) for clause in rule.clauses if clause in missed]
    says["asked"] = both(asked) if rule.joined == Joined.ALL else either(asked)
    says["has"] = "; ".join(verdict.facts(names) for verdict in verdicts)
    return (
        _(
            "%(name)s is not in %(group)s: the rule asks for %(asked)s, and %(has)s "
            "(rule since %(since)s)."
        )
        % says
    )


def _fact(clause: Clause, post: Post, names: Names, *, agrees: bool) -> str:
    words = {"field": str(FIELD_WORDS[clause.field])}
    if clause.field == RuleField.TEAM:
        words["value"] = values_in_words(clause, names)
        if agrees is clause.is_negated:
            return _("no %(field)s who is %(value)s") % words
    elif clause.field == RuleField.LINE_MANAGER:
        boss = post.line_manager
        words["value"] = f"{boss.full_name} ({boss.payroll_number})" if boss else ""
    else:
        value = getattr(post, clause.field.value)
        words["value"] = value_in_words(clause.field, value, names)
    return (_("%(field)s %(value)s") if words["value"] else _("no %(field)s")) % words


def _by_hand(staff_member: StaffMember, staff_group: StaffGroup, says: Says, *, on: date) -> str:
    rows = Membership.objects.filter(staff_member=staff_member, staff_group=staff_group)
    held = rows.known().on(on).first()
    if held is None:
        later = rows.known().filter(from_on__gt=on).order_by("from_on").first()
        if later is not None:
            says["first"] = date_format(later.from_on)
            return _("%(name)s is not in %(group)s: their membership begins on %(first)s.") % says
        before = rows.known().filter(to_on__lt=on).order_by("-to_on").first()
        if before is None or before.to_on is None:
            return _("%(name)s is not in %(group)s: nobody has added them by hand.") % says
        says["last"] = date_format(before.to_on)
        return _("%(name)s is not in %(group)s: their membership ended on %(last)s.") % says
    first = _first_written(held, rows.on(on))
    says |= {"source": first.source, "day": date_format(localdate(first.recorded_at))}
    if first.source == _("by rule"):
        return (
            _("%(name)s is in %(group)s: the rule that has ended put them there, on %(day)s.")
            % says
        )
    return _("%(name)s is in %(group)s: recorded on %(day)s (%(source)s).") % says


def _first_written(held: Membership, rows: Iterable[Membership]) -> Membership:
    """Whoever first wrote it down put them there; rows that took over only say until when.

    One takes over at the moment at which the other is superseded. A stay before it is another.
    """
    for row in sorted(rows, key=lambda row: (row.recorded_at, row.pk), reverse=True):
        if row.superseded_at == held.recorded_at:
            held = row
    return held
