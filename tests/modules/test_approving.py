"""A second pair of eyes looks at a module, and its trainer hears of it."""

import pytest

from learning.people.permissions import Role
from tests.factories.modules import ModulePageFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def test_the_mail_about_an_approved_module_leads_to_where_staff_open_it(
    settings, mailoutbox, django_capture_on_commit_callbacks
):
    settings.WAGTAILADMIN_BASE_URL = "https://learn.example:8443"
    page = ModulePageFactory(slug="calm", draft=True)
    trainer = UserFactory(roles=[Role.TRAINERS], email="wen@learn.example")
    approver = UserFactory(roles=[Role.CONTENT_APPROVERS])

    with django_capture_on_commit_callbacks(execute=True):
        workflow_state = page.get_workflow().start(page, trainer)
        workflow_state.current_task_state.approve(user=approver)

    [mail] = [each for each in mailoutbox if each.to == [trainer.email]]
    assert "https://learn.example:8443/training/calm/" in mail.body
