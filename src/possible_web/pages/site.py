"""The frame of all pages for the public: the company, a person one tap away, the free line, the charter."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from possible.cli.say import spoken
from possible_web.keeping.charters import charter_in_force
from possible_web.pages.asking import asker_of
from possible_web.pages.welcome import welcome


def site_page(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """Return a page for the public: what it shows, in the frame that all share."""
    frame = {
        "welcome": welcome(charter_in_force().charter, spoken()),
        "known": asker_of(request).customer is not None,
        "signed_in": request.user.is_authenticated,
    }
    return render(request, template, frame | (context or {}), status=status)
