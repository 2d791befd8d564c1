"""Everything needs a log-in but a short list. Every address of the site is tried."""

import re
from uuid import UUID

import pytest
from django.urls import URLPattern, get_resolver, resolve
from django.urls.resolvers import RegexPattern, RoutePattern

from learning.organisation.public_views import PUBLIC_VIEWS
from tests.factories.people import UserFactory

SAMPLES = {
    "int": "1",
    "str": "word",
    "slug": "word",
    "path": "images/word.png",
    "uuid": str(UUID(int=1)),
}
GROUPS = {r"[\w\-]+/": "training/", "": ""}


def sample_of(pattern):
    """A piece of an address that the pattern takes."""
    if isinstance(pattern, RoutePattern):
        return re.sub(
            r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>",
            lambda found: sample_of_converter(pattern, found["name"], found["kind"]),
            str(pattern),
        )
    if isinstance(pattern, RegexPattern):
        return sample_of_regex(str(pattern))
    return str(pattern)  # a language prefix


def sample_of_converter(pattern, name, kind):
    for sample in SAMPLES.values():
        if re.fullmatch(pattern.converters[name].regex, sample):
            if kind in SAMPLES:
                return SAMPLES[kind]
            return sample
    raise AssertionError(f"No sample address for <{kind}:{name}>")


def sample_of_regex(regex):
    known = {
        r"^((?:[\w\-]+/)*)$": "training/",
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": (
            "password/reset/key/1-word/"
        ),
        r"^confirm-email/(?P<key>[-:\w]+)/$": "confirm-email/word/",
        r"^images/([^/]*)/(\d*)/([^/]*)/[^/]*$": "images/word/1/word/word.png",
        r"^((?:[\w\-]+/)*)_sharing/$": "training/",
    }
    if regex in known:
        return known[regex]
    plain = regex.removeprefix("^").removesuffix("$")
    plain = re.sub(r"\([^()]*\\d[+*]\)", "1", plain)
    plain = re.sub(r"\(\?P<\w+>[^)]*\)|\([^)]*\)", "word", plain)
    return plain.replace("\\", "").replace("?", "")


def walk(resolver=None, prefix="", namespace=""):
    """Each address of the site with the full name of its view."""
    for pattern in (resolver or get_resolver()).url_patterns:
        address = prefix + sample_of(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield address, f"{namespace}{pattern.name}"
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from walk(pattern, address, inner)


ADDRESSES = list(walk())
# Addresses that the admin does not know go by its own log-in, which leads to ours.
LOG_IN = ("/account/login/?next=", "/admin/login/?next=")


def test_the_walk_reaches_the_whole_site():
    for address, name in ADDRESSES:
        assert resolve(f"/{address}").view_name == name or name.endswith("None"), address

    names = {name for _address, name in ADDRESSES}

    assert len(ADDRESSES) > 200
    assert {"wagtailadmin_home", "wagtail_serve", "completion:index", "media"} <= names


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_without_a_log_in_only_the_public_views_answer(client, method):
    let_in = {}
    for address, name in ADDRESSES:
        response = getattr(client, method)(f"/{address}")
        sent_to_log_in = response.status_code == 302 and response.url.startswith(LOG_IN)
        if not sent_to_log_in:
            let_in[name] = response.status_code

    assert set(let_in) <= PUBLIC_VIEWS, let_in


def test_every_public_view_exists():
    names = {name for _address, name in ADDRESSES}

    assert names >= PUBLIC_VIEWS


@pytest.mark.django_db
def test_signing_in_takes_nobody_to_another_site(client):
    UserFactory(username="E010454", password="a long password")

    response = client.post(
        "/account/login/",
        {"login": "E010454", "password": "a long password", "next": "https://evil.example/"},
    )

    assert response.status_code == 302
    assert response.url == "/"
