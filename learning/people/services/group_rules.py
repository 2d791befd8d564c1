"""Staff groups by rule: the rule is set or ended, and memberships follow the posts."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from learning.people.models import GroupRule, Membership, StaffGroup, User
from learning.people.rules.group_rule import Rule
from learning.people.selectors.group_rules import (
    MembershipChange,
    affected_by,
    changes_by,
    in_batches,
    preview_of,
)
from learning.people.selectors.rule_facts import rules_known
from learning.people.selectors.staff_list import staff_list_mark

from .inserting import insert_rows

WRITTEN_AT_ONCE = 1_000


class GroupChangedMeanwhile(ValidationError):
    """What the rule would change is no longer what HR looked at."""


def set_group_rule(
    *, staff_group: StaffGroup, rule: Rule, by: User | None, at: datetime, preview_digest: str
) -> GroupRule:
    """From today the rule decides who is in the group. What HR saw is done, or nothing is.

    As for an import, the work is done before the lock; under it, the mark of the list is enough.
    """
    today = timezone.localdate(at)
    mark = _mark()
    preview = preview_of(staff_group, rule, on=today)
    with transaction.atomic():
        lock_groups()
        staff_group.refresh_from_db()
        if staff_group.is_retired:
            raise ValidationError(_("%(group)s is retired.") % {"group": staff_group})
        if preview.digest() != preview_digest or _mark() != mark:
            raise GroupChangedMeanwhile(
                _(
                    "The staff list has changed since you looked. "
                    "Look again before you save the rule."
                )
            )
        _end_rule(staff_group, today=today, at=at, source=_name_of(by))
        saved = GroupRule.objects.create(
            staff_group=staff_group,
            from_on=today,
            rule=rule.as_json(),
            recorded_at=at,
            source=_name_of(by),
        )
        _write(preview.changes, at=at)
        data = {"joining": len(preview.joining), "leaving": len(preview.leaving)}
        log(staff_group, "people.group_rule.set", user=by, data=data)
    return saved


@transaction.atomic
def end_group_rule(*, staff_group: StaffGroup, by: User | None, at: datetime) -> None:
    """From today the group is kept by hand again. Whoever is in it, or will be, stays."""
    lock_groups()
    if not _end_rule(staff_group, today=timezone.localdate(at), at=at, source=_name_of(by)):
        raise ValidationError(_("%(group)s is kept by hand already.") % {"group": staff_group})
    log(staff_group, "people.group_rule.end", user=by)


@transaction.atomic
def apply_group_rules_to(*, staff_member_ids: Iterable[int] | None, at: datetime) -> int:
    """Make the memberships of these people what every group's rule says; of everybody for None.

    To be called by whatever changes posts or employment, in its transaction. Posts that begin
    later are followed to their last day, so no day needs work of its own. Doing it again changes
    nothing. How many memberships changed is returned.
    """
    lock_groups()
    rules = rules_known()
    affected = None if staff_member_ids is None else affected_by(rules, staff_member_ids)
    return _write(changes_by(rules, affected), at=at)


def follow_group_rules(*, staff_member_ids: Iterable[int], at: datetime) -> None:
    """The same for thousands, in short transactions, so that everybody else can save meanwhile.

    Cut short, it has done some of it: whoever calls it sees to it that it is called again.
    """
    for ids in in_batches(affected_by(rules_known(), staff_member_ids)):
        with transaction.atomic():
            lock_groups()
            _write(changes_by(rules_known(), ids), at=at)


def lock_groups() -> None:
    """One change of rules, posts or memberships by hand at a time, so that none misses another."""
    groups = StaffGroup.objects.select_for_update(no_key=True).order_by("pk")
    list(groups.values_list("pk"))


def refuse_where_a_rule_decides(
    staff_group: StaffGroup, *, from_on: date, to_on: date | None
) -> None:
    """Between the two days the group must be kept by hand."""
    rules = GroupRule.objects.known().filter(staff_group=staff_group)
    rules = rules.filter(Q(to_on=None) | Q(to_on__gte=from_on))
    if to_on is not None:
        rules = rules.filter(from_on__lte=to_on)
    if rules.exists():
        raise ValidationError(
            _(
                "%(group)s is filled by a rule then, so nobody is put in or taken out by hand. "
                "Change the rule under Staff groups, or correct the post in the next staff list."
            )
            % {"group": staff_group}
        )


def _mark() -> tuple[object, ...]:
    rules = GroupRule.objects.aggregate(Count("pk"), Max("pk"), Count("superseded_at"))
    return (rules, staff_list_mark())


def _end_rule(staff_group: StaffGroup, *, today: date, at: datetime, source: str) -> bool:
    """Whether there was a rule to end. One that began today never was."""
    rules = GroupRule.objects.known().filter(staff_group=staff_group, to_on=None)
    for rule in rules:
        rule.end(last_on=today - timedelta(days=1), at=at, source=source)
    return bool(rules)


def _write(changes: Iterable[MembershipChange], *, at: datetime) -> int:
    count = 0
    gone: list[int] = []
    new: list[dict[str, object]] = []
    for change in changes:
        count += 1
        gone += change.gone
        new += [
            {
                "staff_member": change.staff_member,
                "staff_group": change.staff_group,
                "from_on": span.from_on,
                "to_on": span.to_on,
                "recorded_at": at,
                "superseded_at": None,
                "source": _("by rule"),
            }
            for span in change.new
        ]
        if len(gone) + len(new) >= WRITTEN_AT_ONCE:
            _write_rows(gone, new, at=at)
            gone, new = [], []
    _write_rows(gone, new, at=at)
    return count


def _write_rows(gone: list[int], new: list[dict[str, object]], *, at: datetime) -> None:
    """Supersede first: an open row makes way before the next is written."""
    Membership.objects.known().filter(pk__in=gone).update(superseded_at=at)
    insert_rows(Membership, new)


def _name_of(by: User | None) -> str:
    return (by.get_full_name() or by.username) if by else _("command line")
