"""What the room listens to: the end of a migrate, when every permission exists."""

from django.apps import apps as installed
from django.apps.registry import Apps
from django.db.models.signals import post_migrate

from learning.people.permissions import ROLE_COLLECTION_PERMISSIONS, ROLE_PERMISSIONS, Role


def connect() -> None:
    """Listen to the last app: permissions are made app by app, and Wagtail adds its own."""
    last = [config for config in installed.get_app_configs() if config.models_module][-1]
    post_migrate.connect(make_roles, sender=last, dispatch_uid="learning.people.make_roles")


def make_roles(*, using: str, apps: Apps = installed, **kwargs: object) -> None:
    """Make each role and grant what it may do. Safe to run again; takes nothing away."""
    try:
        groups = apps.get_model("auth", "Group").objects.using(using)
        permissions = apps.get_model("auth", "Permission").objects.using(using)
        collections = apps.get_model("wagtailcore", "Collection").objects.using(using)
        grants = apps.get_model("wagtailcore", "GroupCollectionPermission").objects.using(using)
    except LookupError:  # a migrate of a few apps only: the next full one makes the roles
        return
    named = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in permissions.select_related("content_type")
    }
    root = collections.order_by("path").first()
    for role in Role:
        group, _made = groups.get_or_create(name=role.value)
        wanted = (named.get(name) for name in ROLE_PERMISSIONS[role])
        group.permissions.add(*(permission for permission in wanted if permission))
        for name in ROLE_COLLECTION_PERMISSIONS.get(role, ()):
            if root and name in named:
                grants.get_or_create(group=group, collection=root, permission=named[name])
