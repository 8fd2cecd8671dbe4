"""How the desk's forms answer, and who may use them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from possible_web.pages import acting as forms
from possible_web.pages.acting import acting_from, note, told, whole
from possible_web.pages.asking import for_roles
from possible_web.records.doors import AT_THE_DESK
from possible_web.records.models import Role

HOME = "desk-start"
LEADS = (Role.LEAD, Role.ADMIN)

for_desk = for_roles(*AT_THE_DESK)
for_leads = for_roles(*LEADS)
acting = acting_from(HOME)


def back(request: HttpRequest, to: str = HOME) -> HttpResponse:
    """Return to the page that the form stood on (`next`), else to one of ours."""
    return forms.back(request, to)


__all__ = ["acting", "back", "for_desk", "for_leads", "note", "told", "whole"]
