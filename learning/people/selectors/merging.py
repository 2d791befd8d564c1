"""What would go over, and what would become of the log-ins, if one person's records were merged."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from learning.people.models import (
    Absence,
    Adjustment,
    Employment,
    GroupRule,
    Membership,
    Post,
    StaffMember,
    User,
)
from learning.people.rules.group_rule import read_rule
from learning.people.rules.merging import Known
from learning.people.rules.spans import Span

# The facts that belong to somebody.
Fact = Employment | Post | Membership | Absence | Adjustment
FACTS: tuple[type[Fact], ...] = (Employment, Post, Membership, Absence, Adjustment)
NAMED = 5
SEARCHED = ("first_name", "last_name", "preferred_name", "payroll_number", "email")


@dataclass(frozen=True, slots=True)
class Goes:
    """One sort of thing that goes over: how many there are, and the first few in words.

    `hindrance` says why it cannot, and what to do about it.
    """

    label: str
    count: int
    words: tuple[str, ...] = ()
    hindrance: str = ""

    @property
    def left_out(self) -> int:
        return self.count - len(self.words) if self.words else 0


def find_on_list(words: str, *, on: date) -> QuerySet[StaffMember]:
    """Whoever has every word in a name, the payroll number or the address. Nobody for no words.

    With `posts_now`, the posts that they hold on the day.
    """
    people = StaffMember.objects.on_list() if words.split() else StaffMember.objects.none()
    for word in words.split():
        found = Q()
        for field in SEARCHED:
            found |= Q(**{f"{field}__icontains": word})
        people = people.filter(found)
    posts = Post.objects.known().on(on)
    return people.prefetch_related(Prefetch("posts", posts, to_attr="posts_now"))


def goes(label: str, words: Iterable[str]) -> Goes:
    every = list(words)
    return Goes(label, len(every), tuple(every[:NAMED]))


def known_of(duplicate: StaffMember, survivor: StaffMember, model: type[Fact]) -> QuerySet:
    """The facts of the sort that are known now of either."""
    facts = model.objects.known().filter(staff_member__in=(duplicate.pk, survivor.pk))
    return facts.order_by("from_on", "pk")


def as_known(fact: Fact, *, duplicate: StaffMember, survivor: StaffMember) -> Known:
    """The fact, as one of the two that are to be one."""
    return Known(
        id=fact.pk,
        span=Span(fact.from_on, fact.to_on),
        what=_what(fact, {duplicate.pk, survivor.pk}),
        is_of_duplicate=fact.staff_member_id == duplicate.pk,
    )


def _what(fact: Fact, both: set[int]) -> Hashable:
    """What it says. Nobody is their own line manager, so that one of the two is none."""
    match fact:
        case Membership():
            return fact.staff_group_id
        case Absence():
            return fact.reason
        case Adjustment():
            return fact.extra_time, fact.is_untimed, fact.has_unlimited_attempts
        case Post():
            return (
                fact.job_title,
                fact.department,
                fact.site,
                fact.customer_contact,
                fact.employment_type,
                fact.hours_per_week,
                None if fact.line_manager_id in both else fact.line_manager_id,
            )
    return None


def rules_naming(staff_member: StaffMember) -> list[GroupRule]:
    """The rules of staff groups, as known now, that name somebody as a manager."""
    rules = GroupRule.objects.known().select_related("staff_group")
    return [rule for rule in rules if str(staff_member.key) in read_rule(rule.rule).managers]


def what_people_know(duplicate: StaffMember) -> list[Goes]:
    """What the staff list knows of the duplicate. A handful of queries, however much it is."""

    def known(model: type[Fact], *related: str) -> QuerySet:
        facts = model.objects.known().filter(staff_member=duplicate)
        return facts.select_related(*related).order_by("from_on", "pk")

    managed = Post.objects.known().filter(line_manager=duplicate).select_related("staff_member")
    return [
        goes(_("Spells of employment"), map(_days, known(Employment))),
        goes(_("Posts"), (f"{post}, {_days(post)}" for post in known(Post))),
        goes(
            _("Staff groups"),
            (f"{each.staff_group}, {_days(each)}" for each in known(Membership, "staff_group")),
        ),
        goes(
            _("Absences"),
            (f"{each.get_reason_display()}, {_days(each)}" for each in known(Absence)),
        ),
        goes(_("Adjustments"), (f"{each}, {_days(each)}" for each in known(Adjustment))),
        goes(
            _("Posts that report to them"),
            (f"{post.staff_member}, {post}" for post in managed.order_by("pk")),
        ),
        goes(
            _("Group rules that name them"),
            (str(rule.staff_group) for rule in rules_naming(duplicate)),
        ),
    ]


def numbers_in_words(duplicate: StaffMember, survivor: StaffMember) -> str:
    """Which payroll numbers mean whoever stays from now on."""
    earlier = StaffMember.objects.filter(merged_into__in=(duplicate.pk, survivor.pk))
    numbers = {survivor.payroll_number, duplicate.payroll_number}
    numbers |= set(earlier.values_list("payroll_number", flat=True))
    return _("From now on these payroll numbers mean %(name)s: %(numbers)s.") % {
        "name": survivor,
        "numbers": ", ".join(sorted(numbers)),
    }


def log_in_in_words(duplicate: StaffMember, survivor: StaffMember) -> list[str]:
    """What becomes of the log-ins, and what whoever signs in may do that they could not before."""
    goes_over, stays = duplicate.user, survivor.user
    if goes_over is None:
        return [_("Log-in: nothing changes; the duplicate has none.")]
    said = {
        "name": survivor,
        "log_in": goes_over.username,
        "becomes": name_of_log_in(goes_over, duplicate, survivor),
        "stays": stays.username if stays else "",
        "roles": ", ".join(_roles_of(goes_over)),
    }
    if stays is None:
        words = [_("%(name)s takes the log-in %(log_in)s, with its password.") % said]
        if said["becomes"] != said["log_in"]:
            words.append(_("It is called %(becomes)s from now on.") % said)
        if said["roles"]:
            words.append(_("With it comes what it may do: %(roles)s.") % said)
        return words
    words = [_("%(name)s signs in as %(stays)s, as before. %(log_in)s is closed.") % said]
    if said["roles"]:
        words.append(
            _("What %(log_in)s may do goes to nobody: %(roles)s. IT can give it to %(stays)s.")
            % said
        )
    return words


def name_of_log_in(user: User, duplicate: StaffMember, survivor: StaffMember) -> str:
    """A log-in called by the duplicate's number is called by the other's, unless one is already."""
    if user.username.casefold() != duplicate.payroll_number.casefold():
        return user.username
    others = User.objects.exclude(pk=user.pk)
    is_taken = others.filter(username__iexact=survivor.payroll_number).exists()
    return user.username if is_taken else survivor.payroll_number


def _roles_of(user: User) -> Sequence[str]:
    roles = list(user.groups.order_by("name").values_list("name", flat=True))
    return [_("everything, as a superuser"), *roles] if user.is_superuser else roles


def _days(fact: Fact) -> str:
    first = date_format(fact.from_on)
    if fact.to_on is None:
        return _("since %(first)s") % {"first": first}
    return _("%(first)s to %(last)s") % {"first": first, "last": date_format(fact.to_on)}
