"""Who may do what with people, and the roles of the whole site.

A role is a Django group. Each room's permissions are listed here by name, so that one page shows
what a role may do; they are granted after every migrate.
"""

from django.contrib.auth.models import AnonymousUser
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail.permission_policies import ModelPermissionPolicy

from learning.people.models import User

AnyUser = User | AnonymousUser


class Role(TextChoices):
    """What someone answers for. Its value is the name of the Django group."""

    TRAINERS = "Trainers", _("Trainers")
    CONTENT_APPROVERS = "Content approvers", _("Content approvers")
    HR_OFFICERS = "HR officers", _("HR officers")
    CSE_LEADS = "CSE leads", _("CSE leads")
    IT = "IT", _("IT")


# Permissions on pages are granted by the rooms that own the pages.
ROLE_PERMISSIONS: dict[Role, tuple[str, ...]] = {
    Role.TRAINERS: (
        "wagtailadmin.access_admin",
        "quizzes.add_question",
        "quizzes.change_question",
        "quizzes.view_question",
        "quizzes.publish_question",
        "quizzes.add_questionbank",
        "quizzes.change_questionbank",
        "quizzes.delete_questionbank",
        "quizzes.view_questionbank",
        "quizzes.add_scenario",
        "quizzes.change_scenario",
        "quizzes.view_scenario",
        "quizzes.publish_scenario",
        "quizzes.add_quiz",
        "quizzes.change_quiz",
        "quizzes.view_quiz",
        "quizzes.publish_quiz",
        "quizzes.mark_answer",
        "quizzes.override_mark",
        "quizzes.regrade_question",
        "evidence.view_coverage",
        "standards.view_element",
    ),
    Role.CONTENT_APPROVERS: (
        "wagtailadmin.access_admin",
        "quizzes.view_question",
        "quizzes.view_scenario",
        "quizzes.view_quiz",
        # An approval publishes in the approver's name.
        "quizzes.publish_question",
        "quizzes.publish_scenario",
        "quizzes.publish_quiz",
    ),
    Role.HR_OFFICERS: (
        "wagtailadmin.access_admin",
        "people.view_staffmember",
        "people.add_staffmember",
        "people.change_staffmember",
        "people.view_staffgroup",
        "people.add_staffgroup",
        "people.change_staffgroup",
        "people.view_absence",
        "people.add_absence",
        "people.change_absence",
        "people.view_adjustment",
        "people.add_adjustment",
        "people.change_adjustment",
        "people.view_staffimport",
        "people.import_staff",
        "people.issue_first_log_in",
        "records.assign_activity",
        "records.view_completion",
        "records.void_completion",
        "records.view_assignment",
        "records.add_assignment",
        "records.change_assignment",
        "records.view_waiver",
        "records.add_waiver",
        "records.change_waiver",
        "evidence.view_coverage",
        "evidence.view_named_coverage",
        "standards.view_element",
        "exports.export_completions",
    ),
    Role.CSE_LEADS: (
        "wagtailadmin.access_admin",
        "evidence.view_coverage",
        "standards.view_standard",
        "standards.change_standard",
        "standards.view_criterion",
        "standards.change_criterion",
        "standards.view_subcriterion",
        "standards.change_subcriterion",
        "standards.view_element",
        "standards.change_element",
    ),
    Role.IT: (
        "wagtailadmin.access_admin",
        "people.view_user",
        "people.add_user",
        "people.change_user",
        "people.delete_user",
        "organisation.change_organisationsettings",
        "jobs.view_job",
    ),
}

# What a role may do with the shared pictures and documents, which Wagtail keeps in collections.
ROLE_COLLECTION_PERMISSIONS: dict[Role, tuple[str, ...]] = {
    Role.TRAINERS: (
        "wagtailimages.add_image",
        "wagtailimages.change_image",
        "wagtailimages.choose_image",
        "wagtaildocs.add_document",
        "wagtaildocs.change_document",
        "wagtaildocs.choose_document",
    ),
    Role.CONTENT_APPROVERS: ("wagtailimages.choose_image", "wagtaildocs.choose_document"),
    Role.IT: (
        "wagtailimages.add_image",
        "wagtailimages.change_image",
        "wagtailimages.choose_image",
    ),
}


def may_enter_admin(user: AnyUser) -> bool:
    """Whether somebody has work to do behind the scenes."""
    return isinstance(user, User) and user.works_behind_the_scenes


def may_see_staff(user: AnyUser) -> bool:
    return user.has_perm("people.view_staffmember")


def may_change_staff(user: AnyUser) -> bool:
    return user.has_perm("people.change_staffmember")


def may_record_absence(user: AnyUser) -> bool:
    return user.has_perm("people.add_absence")


def may_record_adjustment(user: AnyUser) -> bool:
    return user.has_perm("people.add_adjustment")


def may_import_staff(user: AnyUser) -> bool:
    return user.has_perm("people.import_staff")


def may_issue_first_log_in(user: AnyUser) -> bool:
    return user.has_perm("people.issue_first_log_in")


class ChangedByServicesOnly(ModelPermissionPolicy):
    """Rows to look at, for those who may. Each thing done to them has a screen of its own."""

    def user_has_permission(self, user: AnyUser, action: str) -> bool:
        return action == "view" and super().user_has_permission(user, action)


class ImportsForHr(ModelPermissionPolicy):
    """Imports are seen by those who may import."""

    def user_has_permission(self, user: AnyUser, action: str) -> bool:
        return action == "view" and may_import_staff(user)


class RetiredNotDeleted(ModelPermissionPolicy):
    """Rows that records name: they are retired, never deleted."""

    def user_has_permission(self, user: AnyUser, action: str) -> bool:
        return action != "delete" and super().user_has_permission(user, action)
