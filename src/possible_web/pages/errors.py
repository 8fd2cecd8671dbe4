"""What is said when something is not there, not allowed or went wrong: whole sentences, and a way on."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from possible.values import N_, Sentence, sentence

log = logging.getLogger(__name__)


def told(request: HttpRequest, status: int, title: Sentence, *more: Sentence) -> HttpResponse:
    """Return the page of an error; it needs no database, so that it can be shown without one."""
    text = render_to_string("pages/error.html", {"title": title, "more": more, "status": status}, request)
    return HttpResponse(text, status=status)


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request cannot be read."""
    why = sentence(N_("We could not read what your browser sent."))
    return told(request, 400, why, sentence(N_("Go back, and send the form again.")))


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form that was not ours, or a page that stood open for too long."""
    why = sentence(N_("This page stood open for too long."))
    return told(request, 403, why, sentence(N_("Go back, load the page again, and send the form once more.")))


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: this role may not see it."""
    why = sentence(N_("This page is not for you."))
    return told(request, 403, why, sentence(N_("Sign in as somebody else, or ask your lead.")))


def not_here(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: there is no such page, or it is somebody else's."""
    why = sentence(N_("There is nothing at this address."))
    more = sentence(N_("The link may be old, or it may belong to somebody else."))
    return told(request, 404, why, more)


def went_wrong(request: HttpRequest) -> HttpResponse:
    """500: a fault of ours; nothing of it is shown, all of it is logged."""
    why = sentence(N_("Something went wrong here, and it is our fault."))
    return told(
        request, 500, why, sentence(N_("Nothing that you sent was half saved. Try again in a minute."))
    )


def not_ready(request: HttpRequest) -> HttpResponse:
    """503: no charter is in force."""
    why = sentence(N_("This service is not open yet."))
    return told(request, 503, why, sentence(N_("No charter is in force yet.")))
