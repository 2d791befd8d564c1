"""The nonce of the page being made, for the few scripts of the CMS that have no request at hand.

Six inline scripts are left in Wagtail's admin: five in templates, which ours override, and one in
the chooser widget, which is wrapped here. A test fails when an upgrade brings a seventh.
"""

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.admin.widgets.chooser import BaseChooser

current_nonce: ContextVar[object] = ContextVar("current_nonce", default="")


def nonce() -> str:
    """The nonce of the page being made; empty outside a request."""
    return str(current_nonce.get())


def let_chooser_scripts_run() -> None:
    """Put the nonce on the one script that a chooser adds after its own HTML."""
    BaseChooser.render = _with_nonce(BaseChooser.render)


def _with_nonce(render: Callable[..., SafeString]) -> Callable[..., SafeString]:
    @wraps(render)
    def rendered(*args: object, **kwargs: object) -> SafeString:
        # Only the last script: anything before it could hold what somebody typed.
        before, opening, script = render(*args, **kwargs).rpartition("<script>")
        if not opening:
            return mark_safe(script)
        tag = format_html('<script nonce="{}">', nonce())
        return mark_safe(before + tag + script)

    return rendered
