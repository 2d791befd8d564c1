import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db.models.signals import post_migrate

from learning.people.permissions import ROLE_PERMISSIONS, Role
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", Role)
def test_each_role_exists_after_migrating(role):
    assert Group.objects.filter(name=role.value).exists()


@pytest.mark.parametrize("role", Role)
def test_somebody_in_a_role_may_do_what_the_role_says(role):
    user = UserFactory(roles=[role])

    refused = [name for name in ROLE_PERMISSIONS[role] if not user.has_perm(name)]

    assert refused == []


def test_migrating_again_changes_no_role():
    before = {group.name: group.permissions.count() for group in Group.objects.all()}

    for config in apps.get_app_configs():
        post_migrate.send(config, app_config=config, using="default", apps=apps, verbosity=0)

    assert before == {group.name: group.permissions.count() for group in Group.objects.all()}


def test_trainers_may_add_pictures():
    from wagtail.images.permissions import permission_policy

    trainer = UserFactory(roles=[Role.TRAINERS])

    assert permission_policy.user_has_permission(trainer, "add")
    assert permission_policy.user_has_permission(trainer, "choose")


@pytest.mark.parametrize("role", [role for role in Role if role != Role.HR_OFFICERS])
def test_only_hr_may_import_staff(role):
    assert not UserFactory(roles=[role]).has_perm("people.import_staff")
