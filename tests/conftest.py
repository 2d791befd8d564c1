"""What every test stands on: a migrated database, made once and copied for each worker."""

import gc
import os

import pytest
from hypothesis import HealthCheck, settings

# Machines differ and are busy: no test of ours fails for being slow. Everybody's runs try new
# examples each time; a build tries the same ones, so that its result depends on the commit alone.
settings.register_profile(
    "untimed",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="CI" in os.environ,
)
settings.load_profile("untimed")
# With --hypothesis-profile=thorough, for the few tests that say how much longer that takes them.
settings.register_profile("thorough", settings.get_profile("untimed"), max_examples=1_500)

pytest_plugins = ["tests.browser.fixtures"]

CHOICES = ("include", "exclude", "only")


def pytest_addoption(parser):
    parser.addoption(
        "--browser-tests",
        choices=CHOICES,
        default="include",
        help="Whether to run the tests that drive a browser.",
    )

    parser.addoption(
        "--database-tests",
        choices=CHOICES,
        default="include",
        help="Whether to run the tests that touch a database.",
    )


def pytest_collection_modifyitems(config, items):
    left_out = {
        item
        for option, is_one in (
            ("--browser-tests", drives_a_browser),
            ("--database-tests", touches_a_database),
        )
        for item in items
        if is_one(item) == (config.getoption(option) == "exclude")
        and config.getoption(option) != "include"
    }
    if left_out:
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=list(left_out))


def pytest_collection_finish(session):
    """What is loaded by now stays loaded: to look through it for waste takes a tenth of a run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def drives_a_browser(item):
    return not {"browser", "browser_type"}.isdisjoint(item.fixturenames)


def touches_a_database(item):
    """By a mark or a fixture: pytest-django lets no other test near one."""
    return bool(item.get_closest_marker("django_db")) or not {
        "db",
        "databases",
    }.isdisjoint(item.fixturenames)


@pytest.fixture(scope="session")
def databases(django_test_environment, django_db_blocker):
    """Hands out copies of migrated databases, on whichever kind DATABASE_URL names."""
    with django_db_blocker.unblock():
        from tests.databases.copies import Databases

        databases = Databases()
    yield databases
    with django_db_blocker.unblock():
        databases.close()


@pytest.fixture(scope="session")
def django_db_setup(databases, django_db_blocker):
    """One copy for all the tests of this worker that take `db` and roll back."""
    with django_db_blocker.unblock(), databases.copy_of("empty"), django_db_blocker.block():
        yield


@pytest.fixture
def fresh_database(django_db_setup, databases, django_db_blocker):
    """A database of the test's own, where everything is committed: for threads and triggers."""
    with django_db_blocker.unblock(), databases.copy_of("empty") as copy:
        yield copy


@pytest.fixture
def db(request):
    """The database, rolled back afterwards unless the test has a fresh one of its own."""
    own = {"fresh_database", "site", "shared_site"}.intersection(request.fixturenames)
    request.getfixturevalue(own.pop() if own else "_django_db_helper")


@pytest.fixture
def transactional_db():
    raise pytest.UsageError("Take `fresh_database`: append-only triggers refuse a flush.")


@pytest.fixture(autouse=True)
def empty_cache():
    """Nothing that one test has cached reaches another."""
    from django.core.cache import cache

    cache.clear()
