import pytest

from tests.factories.standards import ElementFactory


@pytest.fixture
def complaints_element(db):
    return ElementFactory(number="4.3.3", title="Complaints are put right")
