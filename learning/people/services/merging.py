"""One person, two records: what is known of the duplicate is known of whoever stays from now on.

Nothing is deleted and nothing overwritten: facts of the duplicate are superseded, and recorded anew
for the one who stays at the same moment. There is no way back.
"""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from learning.people.models import Adjustment, Post, StaffMember, User
from learning.people.rules.group_rule import read_rule
from learning.people.rules.merging import Run, contradicting, runs_of
from learning.people.selectors.merging import (
    FACTS,
    Fact,
    as_known,
    known_of,
    name_of_log_in,
    rules_naming,
)
from learning.people.selectors.rule_facts import staff_changed_at

from .group_rules import apply_group_rules_to, lock_groups
from .imports import name_of
from .refusing import refuse_merged


def refuse_unfit_merge(duplicate: StaffMember, survivor: StaffMember, *, by: User) -> None:
    """Why the staff list cannot make one person of the two, and what to do about it."""
    if duplicate.pk == survivor.pk:
        raise ValidationError(_("This is the same record. Choose the one that stays."))
    refuse_merged(duplicate)
    refuse_merged(survivor)
    if by.pk in (duplicate.user_id, survivor.user_id):
        raise ValidationError(_("One of the two is you. Somebody else in HR has to merge them."))
    adjustments = known_of(duplicate, survivor, Adjustment)
    found = contradicting(
        as_known(one, duplicate=duplicate, survivor=survivor) for one in adjustments
    )
    if found:
        theirs, stays = (next(one for one in adjustments if one.pk == each.id) for each in found)
        raise ValidationError(
            _(
                "Two adjustments hold on the same days: “%(theirs)s” of %(number)s since "
                "%(day)s, and “%(stays)s” of %(other)s. End one of them before the other begins, "
                "on its person's page, then merge."
            )
            % {
                "theirs": theirs,
                "number": duplicate.payroll_number,
                "day": date_format(theirs.from_on),
                "stays": stays,
                "other": survivor.payroll_number,
            }
        )


@transaction.atomic
def merge_on_staff_list(
    *, duplicate: StaffMember, survivor: StaffMember, by: User, at: datetime
) -> None:
    """Make one person of the two on the staff list. What rooms above keep of them is their care."""
    lock_groups()
    duplicate, survivor = _locked(duplicate, survivor)
    refuse_unfit_merge(duplicate, survivor, by=by)
    source = _("merged from %(number)s") % {"number": duplicate.payroll_number}
    _hand_over_reports(duplicate, survivor, at=at, source=source)
    for model in FACTS:
        _move_facts(model, duplicate, survivor, at=at, source=source)
    rules = rules_naming(duplicate)
    for rule in rules:
        named = read_rule(rule.rule).with_managers({str(duplicate.key): str(survivor.key)})
        rule.correct(at=at, source=source, rule=named.as_json())
    _mark_merged(duplicate, survivor, by=by, at=at)
    _hand_over_log_in(duplicate, survivor)
    # A rule that names whoever stays may ask for people of whom nothing else has changed.
    apply_group_rules_to(staff_member_ids=None if rules else staff_changed_at(at), at=at)
    data = {"number": duplicate.payroll_number, "into": survivor.payroll_number}
    for one in (duplicate, survivor):
        log(one, "people.staff_member.merge", user=by, data=data)


def _locked(duplicate: StaffMember, survivor: StaffMember) -> tuple[StaffMember, StaffMember]:
    """Both as they are now. Whatever else is said of either waits until the merge is done."""
    both = StaffMember.objects.select_for_update(of=("self",)).select_related("user")
    found = {one.pk: one for one in both.filter(pk__in=(duplicate.pk, survivor.pk)).order_by("pk")}
    return found[duplicate.pk], found[survivor.pk]


def _hand_over_reports(
    duplicate: StaffMember, survivor: StaffMember, *, at: datetime, source: str
) -> None:
    """Whoever reports to the duplicate reports to the one who stays, who reports to neither."""
    posts = Post.objects.known().filter(line_manager=duplicate).exclude(staff_member=duplicate)
    for post in posts:
        is_own = post.staff_member_id == survivor.pk
        post.correct(at=at, source=source, line_manager=None if is_own else survivor)


def _move_facts(
    model: type[Fact],
    duplicate: StaffMember,
    survivor: StaffMember,
    *,
    at: datetime,
    source: str,
) -> None:
    facts = {fact.pk: fact for fact in known_of(duplicate, survivor, model)}
    known = (as_known(fact, duplicate=duplicate, survivor=survivor) for fact in facts.values())
    for run in runs_of(known):
        _record(run, facts, duplicate, survivor, at=at, source=source)


def _record(
    run: Run,
    facts: dict[int, Fact],
    duplicate: StaffMember,
    survivor: StaffMember,
    *,
    at: datetime,
    source: str,
) -> None:
    """Supersede first: an open row makes way before the next is written."""
    kept, *others = (facts[pk] for pk in run.ids)
    for fact in others:
        fact.supersede(at=at)
    changes: dict[str, object] = {"from_on": run.span.from_on, "to_on": run.span.to_on}
    is_theirs = kept.staff_member_id == survivor.pk
    if is_theirs and (kept.from_on, kept.to_on) == run.span:
        return  # it says all of it already
    if isinstance(kept, Post) and kept.line_manager_id in (duplicate.pk, survivor.pk):
        changes["line_manager"] = None
    kept.correct(at=at, source=source, staff_member=survivor, **changes)


def _mark_merged(duplicate: StaffMember, survivor: StaffMember, *, by: User, at: datetime) -> None:
    """What was merged into the duplicate before is merged into the one who stays."""
    duplicate.merged_from.update(merged_into=survivor)
    duplicate.merged_into, duplicate.merged_at = survivor, at
    duplicate.merged_by_name = name_of(by)
    duplicate.save(update_fields=["merged_into", "merged_at", "merged_by_name"])
    if not survivor.email and duplicate.email:
        survivor.email = duplicate.email
        survivor.save(update_fields=["email"])


def _hand_over_log_in(duplicate: StaffMember, survivor: StaffMember) -> None:
    """The log-in of the one who stays, or the duplicate's where there is no other."""
    user = duplicate.user
    if user is None:
        return
    if survivor.user is None:
        user.username = name_of_log_in(user, duplicate, survivor)
        user.first_name, user.last_name = survivor.called, survivor.last_name
        user.save(update_fields=["username", "first_name", "last_name"])
        duplicate.user, survivor.user = None, user
        duplicate.save(update_fields=["user"])
        survivor.save(update_fields=["user"])
        return
    # The address of a closed log-in is free for the one that stays open.
    address, user.email = user.email, ""
    user.is_active = False
    user.save(update_fields=["is_active", "email"])
    if not survivor.user.email:
        survivor.user.email = address
        survivor.user.save(update_fields=["email"])
