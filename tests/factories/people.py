"""People on the staff list, their log-ins, groups, absences and adjustments."""

from datetime import UTC, date, datetime

import factory
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from factory.django import DjangoModelFactory

from learning.people.models import (
    Absence,
    Adjustment,
    Employment,
    GroupRule,
    Membership,
    Post,
    StaffGroup,
    StaffMember,
    User,
)
from learning.people.passwords import LighterArgon2PasswordHasher

FIRST_DAY = date(2020, 1, 1)
RECORDED_AT = datetime(2020, 1, 1, 9, tzinfo=UTC)


class UserFactory(DjangoModelFactory):
    """A log-in. `roles=[Role.TRAINERS]` puts it in roles; tests mostly `client.force_login` it.

    `password` is for the log-in form of the test client; `real_password` for a real server, which
    does not know the quick hasher of the tests.
    """

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        real_password = None

    username = factory.Sequence(lambda n: f"U{n:06}")
    password = factory.LazyAttribute(
        lambda user: (
            LighterArgon2PasswordHasher().encode(user.real_password, "saltsaltsalt")
            if user.real_password
            else make_password(None)
        )
    )

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        password = kwargs["password"]
        if not password.startswith(("!", "argon2$", "md5$")):
            kwargs["password"] = make_password(password)
        return super()._create(model_class, *args, **kwargs)

    @factory.post_generation
    def roles(self, create, names, **kwargs):
        if create and names:
            self.groups.set(Group.objects.filter(name__in=names))


class StaffGroupFactory(DjangoModelFactory):
    class Meta:
        model = StaffGroup

    name = factory.Sequence(lambda n: f"Group {n}")


class StaffMemberFactory(DjangoModelFactory):
    """Somebody in post since 2020, with a log-in. `staff_groups=[...]` since their first day.

    `left=True` left at the end of 2025, groups and all; `never_signed_in=True` has no log-in.
    """

    class Meta:
        model = StaffMember

    class Params:
        left = factory.Trait(last_day_on=date(2025, 12, 31))
        never_signed_in = factory.Trait(user=None)

    payroll_number = factory.Sequence(lambda n: f"E{n:06}")
    first_name = "Asha"
    last_name = factory.Sequence(lambda n: f"Baker {n}")
    user = factory.SubFactory(UserFactory, username=factory.SelfAttribute("..payroll_number"))

    first_day_on = FIRST_DAY
    last_day_on = None
    recorded_at = RECORDED_AT
    staff_groups = ()
    job_title = "Receptionist"
    department = "Customer Services"
    site = "Civic Centre"
    customer_contact = "front line"
    employment_type = "employee"
    line_manager = None

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        spell = {
            "from_on": kwargs.pop("first_day_on"),
            "to_on": kwargs.pop("last_day_on"),
            "recorded_at": kwargs.pop("recorded_at"),
        }
        staff_groups = kwargs.pop("staff_groups")
        post_fields = (
            "job_title",
            "department",
            "site",
            "customer_contact",
            "employment_type",
            "line_manager",
        )
        post = {name: kwargs.pop(name) for name in post_fields}
        staff_member = super()._create(model_class, *args, **kwargs)
        Employment.objects.create(staff_member=staff_member, **spell)
        Post.objects.create(staff_member=staff_member, **post, **spell)
        for staff_group in staff_groups:
            Membership.objects.create(staff_member=staff_member, staff_group=staff_group, **spell)
        return staff_member


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    staff_member = factory.SubFactory(StaffMemberFactory)
    staff_group = factory.SubFactory(StaffGroupFactory)
    from_on = FIRST_DAY
    recorded_at = RECORDED_AT


class AbsenceFactory(DjangoModelFactory):
    class Meta:
        model = Absence

    staff_member = factory.SubFactory(StaffMemberFactory)
    reason = "parental"
    from_on = FIRST_DAY
    recorded_at = RECORDED_AT


class AdjustmentFactory(DjangoModelFactory):
    """A quarter more time; `is_untimed=True` or `has_unlimited_attempts=True` says that instead."""

    class Meta:
        model = Adjustment

    staff_member = factory.SubFactory(StaffMemberFactory)
    extra_time = factory.LazyAttribute(
        lambda it: 0 if it.is_untimed or it.has_unlimited_attempts else 25
    )
    is_untimed = False
    has_unlimited_attempts = False
    from_on = FIRST_DAY
    recorded_at = RECORDED_AT


class EmploymentFactory(DjangoModelFactory):
    """One more spell of employment, for somebody who comes back."""

    class Meta:
        model = Employment

    staff_member = factory.SubFactory(StaffMemberFactory)
    from_on = FIRST_DAY
    recorded_at = RECORDED_AT


class PostFactory(DjangoModelFactory):
    """One more post, beside the first."""

    class Meta:
        model = Post

    staff_member = factory.SubFactory(StaffMemberFactory)
    job_title = "Receptionist"
    from_on = FIRST_DAY
    recorded_at = RECORDED_AT


class GroupRuleFactory(DjangoModelFactory):
    """A rule over a group; nobody's membership follows until the rules are applied."""

    class Meta:
        model = GroupRule

    staff_group = factory.SubFactory(StaffGroupFactory)
    rule = factory.LazyFunction(
        lambda: {
            "joined": "all",
            "clauses": [{"field": "site", "is_negated": False, "values": ["Civic Centre"]}],
        }
    )
    from_on = FIRST_DAY
    recorded_at = RECORDED_AT
