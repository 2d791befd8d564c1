"""Fixtures for tests in a browser: a site of one's own, and people who look at it."""

import os

import pytest
from playwright.sync_api import expect

from tests.browser import chromium

# Playwright keeps an event loop in the test's thread, which Django takes for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# A page of the CMS on a busy machine takes its time, and no test of ours is one of speed.
expect.set_options(timeout=15_000)


@pytest.fixture
def site(django_db_setup, databases, django_db_blocker):
    """A server on an empty, migrated database, which the test's own code shares."""
    from tests.browser.server import served
    from tests.databases.copies import committed

    with django_db_blocker.unblock(), committed(databases, "empty") as copy, served(copy) as site:
        yield site


@pytest.fixture(scope="module")
def shared_site(django_db_setup, databases, django_db_blocker):
    """As `site`, for all the tests of a file, each of which makes people of its own."""
    from tests.browser.server import served
    from tests.databases.copies import committed

    with django_db_blocker.unblock(), committed(databases, "empty") as copy, served(copy) as site:
        yield site


@pytest.fixture(scope="module")
def demo_site(django_db_setup, databases, django_db_blocker):
    """A server on a copy of the demonstration, shared by the tests of a file."""
    from tests.browser.server import served
    from tests.databases.copies import committed

    with django_db_blocker.unblock(), committed(databases, "demo") as copy, served(copy) as site:
        yield site


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args, tmp_path_factory):
    """Our Chromium, with a home of its own so that it leaves nobody's folder changed."""
    path = chromium.find() or pytest.exit(chromium.CURE, returncode=1)
    home = str(tmp_path_factory.mktemp("browser-home"))
    return {
        **browser_type_launch_args,
        "executable_path": path,
        "args": chromium.FLAGS,
        "env": {**os.environ, "HOME": home, "XDG_CONFIG_HOME": home, "XDG_CACHE_HOME": home},
    }


@pytest.fixture
def open_page(request, new_context):
    """Opens a page for one more person or device, signed out: `open_page(viewport=…)`."""
    from tests.browser.watching import WITHOUT_SCRIPTS, Watch

    names = [name for name in ("site", "shared_site", "demo_site") if name in request.fixturenames]
    site = request.getfixturevalue(names[0]) if names else None
    url = site.url if site else None
    watches = []
    failed_before = request.session.testsfailed

    def open_page(**options):
        still = {"reduced_motion": "reduce"}
        context = new_context(base_url=url, locale="en-GB", **still | options)
        context.set_default_timeout(15_000)
        watches.append(Watch(context, url))
        if not options.get("java_script_enabled", True):
            WITHOUT_SCRIPTS.add(context)
        return context.new_page()

    yield open_page
    if request.session.testsfailed > failed_before:
        tell_what_was_seen(watches, site)
    complaints = [complaint for watch in watches for complaint in watch.complaints]
    assert not complaints, "A page did what no page may do:\n" + "\n".join(complaints)


def tell_what_was_seen(watches, site):
    """What stood on each page when the test failed, and what the server said last."""
    for page in (page for watch in watches for page in watch.context.pages):
        print(f"\n{page.url}\n{page.title()}\n{page.inner_text('body')[:2000]}")
    if site:
        print(f"\n{site.log()[-3000:]}")


@pytest.fixture
def page(open_page):
    """A signed-out page on the test's site."""
    return open_page()
