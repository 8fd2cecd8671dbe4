"""Middleware: what a door or the core refuses becomes a page that says so, never a traceback."""

from __future__ import annotations

from collections.abc import Callable

from django.db import DataError
from django.http import HttpRequest, HttpResponse

from possible.values import Refused
from possible_web.pages import errors
from possible_web.pages.limits import TooMany
from possible_web.records.doors import NotHere


class Refusing:
    """`NotHere` is a page that is not there; `Refused` is told in its own words; what no column can hold (a
    NUL on PostgreSQL, a number beyond all bounds) could not be read.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Tell what was refused; everything else is a fault of ours and goes on."""
        if isinstance(exception, NotHere):
            return errors.not_here(request)
        if isinstance(exception, Refused):
            more = (exception.attempt,) if exception.attempt else ()
            status = 429 if isinstance(exception, TooMany) else 409
            return errors.told(request, status, exception.why, *more)
        if isinstance(exception, DataError):
            return errors.not_understood(request)
        return None
