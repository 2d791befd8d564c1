import pytest

from modules.checks import live_modules_are_listed_and_frozen
from modules.models import ModulePage
from tests.factories.modules import ModulePageFactory

pytestmark = pytest.mark.django_db


def warnings():
    return live_modules_are_listed_and_frozen(databases=["default"])


def test_nothing_is_said_where_every_live_module_was_published():
    ModulePageFactory()
    ModulePageFactory(draft=True)

    assert warnings() == []


def test_a_module_made_live_behind_the_back_of_publishing_is_named():
    page = ModulePageFactory(title="Calm", draft=True)
    ModulePage.objects.filter(pk=page.pk).update(live=True)

    [warning] = warnings()
    assert "Calm" in warning.msg
    assert "Publish it again" in warning.hint
