"""Which language a page speaks: the one asked for in the address, chosen before, or wanted by the browser.

`?lang=fr` chooses and is remembered in a cookie; then the cookie counts, then `Accept-Language`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from possible_web.pages.said import LANGUAGES, MIRRORED, speak_on_pages

COOKIE = "language"
A_YEAR = 365 * 24 * 3600


class Speaking:
    """Middleware: sets the language of this request's pages, and of Django's and allauth's own sentences."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the visitor's language."""
        chosen = spoken_here(request.GET.get("lang", ""))
        language = chosen or language_of(request)
        speak_on_pages(language)
        translation.activate(language if language in LANGUAGES else "en")
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        response.headers.setdefault("Vary", "Cookie, Accept-Language")
        if chosen:
            response.set_cookie(
                COOKIE, chosen, max_age=A_YEAR, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax"
            )
        return response


def language_of(request: HttpRequest) -> str:
    """Return the language that was chosen before, else the first wanted one that we speak, else English."""
    wanted = (request.COOKIES.get(COOKIE, ""), *accepted(request.headers.get("Accept-Language", "")))
    return next((known for tag in wanted if (known := spoken_here(tag))), "en")


def accepted(header: str) -> Iterator[str]:
    """Yield the tags of an Accept-Language header, the most wanted first; what cannot be read is left out."""
    ranked = []
    for place, part in enumerate(header[:500].split(",")):
        tag, _, weight = part.partition(";q=")
        try:
            ranked.append((-float(weight or 1), place, tag.strip()))
        except ValueError:
            continue
    yield from (tag for weight, _, tag in sorted(ranked) if weight)


def spoken_here(tag: str) -> str:
    """Return the language of ours that a tag asks for (`fr-CA` is `fr`); empty when there is none."""
    if tag == MIRRORED and settings.DEVELOPMENT:
        return MIRRORED
    primary = tag.partition("-")[0].lower()
    return primary if primary in LANGUAGES else ""
