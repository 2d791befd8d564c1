"""What holds for every page: a log-in, a Content-Security-Policy, and no shared caching."""

from collections.abc import Callable

from csp.constants import SELF
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from .fields import MOST_DIGITS
from .nonces import current_nonce
from .public_views import PUBLIC_VIEWS

GetResponse = Callable[[HttpRequest], HttpResponse]
ADMIN = "/admin/"
ADMIN_POLICY = {
    # Two constant styles of the rich text editor are set from scripts.
    "style-src": [SELF, "'unsafe-inline'"],
    "img-src": [SELF, "data:", "blob:"],
    # The preview of a draft stands in a frame of the editor.
    "frame-ancestors": [SELF],
}


class LogInRequired(LoginRequiredMiddleware):
    """Every view needs a log-in unless the list of public views names it."""

    def process_view(
        self, request: HttpRequest, view_func: Callable, view_args: tuple, view_kwargs: dict
    ) -> HttpResponse | None:
        if request.user.is_authenticated:
            return None
        match = request.resolver_match
        if match is not None and match.view_name in PUBLIC_VIEWS:
            return None
        return self.handle_no_permission(request, view_func)


class AddressesThatCanExist:
    """An address without a number where one belongs, or with an endless one, leads nowhere."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view_func: Callable, view_args: tuple, view_kwargs: dict
    ) -> None:
        numbers = [each for name, each in view_kwargs.items() if name == "pk" or type(each) is int]
        if any(len(str(each)) > MOST_DIGITS or not str(each).isdecimal() for each in numbers):
            raise Http404


def content_security_policy(get_response: GetResponse) -> GetResponse:
    """Loosen the policy only where the CMS admin cannot live without it, and hand out its nonce."""

    def middleware(request: HttpRequest) -> HttpResponse:
        token = current_nonce.set(request.csp_nonce)
        try:
            response = get_response(request)
        finally:
            current_nonce.reset(token)
        if request.path.startswith(ADMIN):
            response._csp_replace = ADMIN_POLICY  # the hook that django-csp reads
        elif getattr(request, "is_dummy", False):
            # Wagtail draws a preview as if it had been asked for, then frames it in the editor.
            response._csp_replace = {"frame-ancestors": [SELF]}
        return response

    return middleware


def keep_personal_pages_private(get_response: GetResponse) -> GetResponse:
    """No cache keeps a page made for somebody, so that Back after signing out shows nothing."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response:
            patch_cache_control(response, private=True, no_store=True)
        return response

    return middleware
