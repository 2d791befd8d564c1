"""What we ask of every page that a person meets on the way."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.browser import assert_accessible
from tests.browser.watching import WITHOUT_SCRIPTS, Watch

# What a bare Wagtail page breaks too: the editor of a new snippet has no first heading, blocks of
# one kind all bear its name, and the rich text area and the fields of a list bear none.
WAGTAILS_OWN = {
    "/admin/snippets/": ("page-has-heading-one", "landmark-unique"),
    "/admin/pages/": ("landmark-unique", "aria-input-field-name", "label"),
}


def look_over(page: Page) -> None:
    """The page has no fault that a person with a disability would meet first."""
    if page.context in WITHOUT_SCRIPTS:
        with seen_with_scripts(page) as same:
            look_over(same)
        return
    allowed = [rules for part, rules in WAGTAILS_OWN.items() if part in page.url]
    assert_accessible(page, allowing=allowed[0] if allowed else ())


@contextmanager
def seen_with_scripts(page: Page) -> Iterator[Page]:
    """The same page for the same person, with the scripts that the checker itself needs."""
    context = page.context.browser.new_context(
        storage_state=page.context.storage_state(), viewport=page.viewport_size, locale="en-GB"
    )
    watch = Watch(context, f"http://{urlsplit(page.url).netloc}")
    same = context.new_page()
    same.goto(page.url)
    yield same
    context.close()
    assert not watch.complaints, "\n".join(watch.complaints)
