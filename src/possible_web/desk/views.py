"""The agent's first page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from possible.values import N_
from possible_web.pages.asking import asker_of, for_roles
from possible_web.pages.said import say_html
from possible_web.records.doors import AT_THE_DESK, cases_seen_by
from possible_web.records.models import Case, Role

ROLE_NAMES = {
    Role.AGENT: N_("agent"),
    Role.LEAD: N_("team lead"),
    Role.TECHNICIAN: N_("technician"),
    Role.ADMIN: N_("administrator"),
}
OPEN = (Case.Status.OPEN, Case.Status.WAITS, Case.Status.SOLVED)


@for_roles(*AT_THE_DESK)
def start(request: HttpRequest) -> HttpResponse:
    """Show the agent's own open cases, the most urgent first; and say so when there are none."""
    asker = asker_of(request)
    mine = cases_seen_by(asker).filter(owner=asker.staff, status__in=OPEN).select_related("customer")
    context = {
        "staff": asker.staff,
        "role_name": say_html(ROLE_NAMES[Role(asker.role)]),
        "cases": list(mine.order_by("due", "pk")[:50]),
    }
    return render(request, "desk/start.html", context)
