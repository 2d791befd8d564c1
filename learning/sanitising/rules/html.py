"""Foreign HTML, made safe to store and to show."""

import bleach
import nh3

TAGS = frozenset(
    {"a", "b", "br", "em", "h2", "h3", "h4", "hr", "i", "li", "ol", "p", "strong", "ul"}
)
LINK_ATTRIBUTES = frozenset({"href", "id", "linktype"})
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
# Links inside the site, as Wagtail stores them: <a linktype="page" id="3">.
LINK_TYPES = frozenset({"page", "document"})


def clean_html(html: str) -> str:
    """The text with plain formatting and honest links, and nothing that can act on a reader.

    Two independent cleaners share one allow-list, so the result is safe if either is right.
    """
    # nh3 goes first only because it drops what stands inside <script> and <style>, which bleach
    # would leave behind as text to read. It goes last because its word is the final one.
    return _cleaned_by_nh3(_cleaned_by_bleach(_cleaned_by_nh3(html)))


def _cleaned_by_bleach(html: str) -> str:
    return bleach.clean(
        html,
        tags=TAGS,
        attributes={"a": lambda tag, name, value: _may_keep(name, value)},
        protocols=SCHEMES,
        strip=True,
    )


def _cleaned_by_nh3(html: str) -> str:
    return nh3.clean(
        html,
        tags=set(TAGS),
        # Without "*" nh3 would also let title and lang through on every tag.
        attributes={"*": set(), "a": set(LINK_ATTRIBUTES)},
        attribute_filter=lambda tag, name, value: value if _may_keep(name, value) else None,
        url_schemes=set(SCHEMES),
        link_rel=None,
    )


def _may_keep(name: str, value: str) -> bool:
    """Whether a link may keep this attribute. An id is a number, which shadows no script."""
    if name == "id":
        return value.isascii() and value.isdigit()
    if name == "linktype":
        return value in LINK_TYPES
    return name == "href"
