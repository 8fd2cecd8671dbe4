"""What each answer tells the browser not to do. Nothing inline: no style, no script, no handler."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

# `data:` is for the arrows and ticks that Pico draws, and the QR code of the second factor.
POLICY = "; ".join(  # noqa: FLY002 - one rule a line
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "font-src 'self'",
        "media-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'{elsewhere}",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Permissions-Policy": "geolocation=(), microphone=(), camera=(), payment=(), usb=(), "
    "publickey-credentials-get=(self), publickey-credentials-create=(self)",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def policy() -> str:
    """Return the policy; a form may lead on to the servers of accounts elsewhere, where there are some."""
    elsewhere = "".join(f" {each.server}" for each in settings.ELSEWHERE if each.server)
    others = " https:" if any(not each.server for each in settings.ELSEWHERE) else ""
    return POLICY.format(elsewhere=elsewhere + others)


class Headers:
    """Middleware: the headers above, on every page; private pages are never kept by a cache."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the headers."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy())
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "no-store")
        return response
