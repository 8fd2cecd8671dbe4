"""The first page of the portal."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from possible.cli.say import spoken
from possible.values import Refused
from possible_web.keeping.charters import charter_in_force
from possible_web.pages import errors
from possible_web.pages.asking import for_everybody
from possible_web.portal.welcome import welcome


@for_everybody
def start(request: HttpRequest) -> HttpResponse:
    """Show what one can come for, and every way to reach a person, as the charter in force has it."""
    try:
        charter = charter_in_force().charter
    except Refused:
        return errors.not_ready(request)
    return render(request, "portal/start.html", {"welcome": welcome(charter, spoken())})
