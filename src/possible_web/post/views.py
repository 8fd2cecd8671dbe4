"""The mailbox page: every mail of the outbox, readable; for administrators, or anybody in development."""

from __future__ import annotations

import re

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from possible.values.instant import Instant, utc
from possible_web.pages.asking import asker_of, for_everybody
from possible_web.records.doors import NotHere
from possible_web.records.models import Outbox, Role

NEWEST = 100


@for_everybody
def mailbox(request: HttpRequest) -> HttpResponse:
    """List the newest mails."""
    _allowed(request)
    rows = Outbox.objects.filter(channel="mail").order_by("-pk")[:NEWEST]
    mails = [(row, utc(Instant(row.made_at))) for row in rows]
    return render(request, "post/mailbox.html", {"mails": mails})


@for_everybody
def mail(request: HttpRequest, number: int) -> HttpResponse:
    """Show one mail."""
    _allowed(request)
    row = Outbox.objects.filter(channel="mail", pk=number).first()
    if row is None:
        raise NotHere(number)
    # Every second part is a link of ours.
    parts = re.split(rf"({re.escape(settings.PUBLIC_URL)}/\S*)", row.payload["text"])
    context = {"mail": row, "made": utc(Instant(row.made_at)), "parts": parts}
    return render(request, "post/mail.html", context)


def _allowed(request: HttpRequest) -> None:
    """Let administrators in, and anybody on this machine in development."""
    here = request.META.get("REMOTE_ADDR") in {"127.0.0.1", "::1"}
    if not (asker_of(request).role == Role.ADMIN or (settings.DEVELOPMENT and here)):
        raise PermissionDenied
