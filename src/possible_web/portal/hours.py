"""Opening hours: each line with when somebody is there in which language, and what a minute costs."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from possible_web.keeping.charters import charter_in_force
from possible_web.pages.asking import for_everybody
from possible_web.pages.lines import open_line
from possible_web.pages.speech import language_here
from possible_web.portal.frame import page


@for_everybody
@require_safe
def hours(request: HttpRequest) -> HttpResponse:
    """Show all lines."""
    charter = charter_in_force().charter
    language = language_here(charter)
    found = [open_line(charter, name, language) for name in charter.lines]
    return page(request, "portal/hours.html", {"lines": found})
