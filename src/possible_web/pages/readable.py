"""Middleware: NUL characters are dropped from what was sent, at one place, before any page reads it.

Nobody types one; PostgreSQL keeps none in a text, and SQLite keeps them unseen.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, QueryDict

from possible_web.pages import errors

NUL = "\x00"


class Readable:
    """Drops NUL characters from query and form; 400 for an address with one: it names nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        if NUL in request.path:
            return errors.not_understood(request)
        if _has_nul(request.GET):
            request.GET = _without(request.GET)  # type: ignore[assignment]  # immutable again
        if request.method == "POST" and _has_nul(request.POST):
            request.POST = _without(request.POST)  # type: ignore[assignment]
        return self.get_response(request)


def _has_nul(form: QueryDict) -> bool:
    return any(NUL in text for _, values in form.lists() for text in values)


def _without(form: QueryDict) -> QueryDict:
    made = form.copy()
    for name, values in form.lists():
        made.setlist(name, [text.replace(NUL, "") for text in values])
    made._mutable = False  # noqa: SLF001 - as Django hands them out
    return made
