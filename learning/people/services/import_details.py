"""Names, e-mail addresses and payroll numbers of people who are on the list, set by set."""

from django.db.models import Case, Exists, F, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Lower

from learning.people.models import StaffChange, StaffMember, User

DETAILS = ("payroll_number", "first_name", "last_name", "preferred_name", "email")


def people_in(changes: QuerySet[StaffChange]) -> QuerySet[StaffMember]:
    """Whom the changes are about, if they are on the list by now."""
    return StaffMember.objects.filter(key__in=changes.values("staff_key"))


def write_details(changes: QuerySet[StaffChange], *, prefix: str = "") -> None:
    """Write what the changes say or, with `was_`, what they say was there before.

    A log-in bears its person's name, number and address, unless another log-in has them.
    """
    numbers = changes.exclude(payroll_number=F("was_payroll_number"))
    addresses = changes.exclude(email=F("was_email"))
    changed, renumbered, readdressed = map(people_in, (changes, numbers, addresses))
    _rename_log_ins(renumbered, numbers, f"{prefix}payroll_number")
    # Addresses are freed first: people may swap.
    User.objects.filter(staff_member__in=readdressed).update(email="")
    readdressed.update(email="")
    said = changes.filter(staff_key=OuterRef("key"))
    changed.update(**{name: Subquery(said.values(f"{prefix}{name}")) for name in DETAILS})
    _carry_to_log_ins(changed, readdressed)


def _rename_log_ins(
    staff: QuerySet[StaffMember], numbers: QuerySet[StaffChange], becomes: str
) -> None:
    """A log-in called by its person's payroll number is called by the new one from now on."""
    key = StaffMember.objects.filter(user=OuterRef(OuterRef("pk"))).values("key")
    new_name = Subquery(numbers.filter(staff_key=Subquery(key)).values(becomes))
    called_so = User.objects.annotate(lower=Lower("username")).filter(
        lower=Lower(OuterRef("new_name"))
    )
    User.objects.filter(
        staff_member__in=staff, username__iexact=F("staff_member__payroll_number")
    ).annotate(new_name=new_name).filter(~Exists(called_so)).update(username=F("new_name"))


def _carry_to_log_ins(changed: QuerySet[StaffMember], readdressed: QuerySet[StaffMember]) -> None:
    of_user = StaffMember.objects.filter(user=OuterRef("pk"))
    called = Case(When(preferred_name="", then=F("first_name")), default=F("preferred_name"))
    User.objects.filter(staff_member__in=changed).update(
        first_name=Subquery(of_user.annotate(known_as=called).values("known_as")),
        last_name=Subquery(of_user.values("last_name")),
    )
    others = User.objects.exclude(email="").annotate(lower=Lower("email"))
    taken = others.filter(lower=Lower(OuterRef("staff_member__email")))
    User.objects.filter(staff_member__in=readdressed).filter(~Exists(taken)).update(
        email=Subquery(of_user.values("email"))
    )
