from django import template

from learning.organisation.nonces import nonce

register = template.Library()


@register.simple_tag
def page_nonce() -> str:
    """The nonce of the page being made, for an inline script that Wagtail's admin needs."""
    return nonce()
