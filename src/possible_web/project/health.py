"""`/health`: is everything there, and if not, which part is it? Names and numbers only, no secrets."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from possible.values.instant import MINUTE, SECOND, Instant
from possible_web.keeping.clock import now
from possible_web.pages.asking import for_everybody
from possible_web.records.models import Activation, Outbox, Timer

HEARTBEAT = "worker-heartbeat"
SILENT_FOR = 30 * SECOND
LATE_BY = MINUTE


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the service: whether it is well, and what is to be known of it."""

    name: str
    well: bool
    fact: str = ""


@for_everybody
def health(_: HttpRequest) -> HttpResponse:
    """Answer 200 when all is well, else 503; the parts that are not well are named."""
    parts = list(examined(now()))
    well = all(part.well for part in parts)
    body = {"well": well, "parts": {part.name: {"well": part.well, "fact": part.fact} for part in parts}}
    return JsonResponse(body, status=200 if well else 503)


def examined(moment: Instant) -> list[Part]:
    """Return every part; without the database nothing else can be known."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return [Part("database", well=True, fact=connection.vendor), *_kept(moment)]
    except DatabaseError:
        return [Part("database", well=False, fact=connection.vendor)]


def _kept(moment: Instant) -> list[Part]:
    beat = cache.get(HEARTBEAT, 0)
    late = Timer.objects.filter(done_at=None, stopped_at=None, due__lt=moment - LATE_BY).count()
    failing = Timer.objects.filter(done_at=None, stopped_at=None, attempts__gt=0).count()
    unsent = Outbox.objects.filter(sent_at=None, made_at__lt=moment - 10 * MINUTE).count()
    return [
        Part("worker", well=moment - beat < SILENT_FOR, fact=f"{max(0, moment - beat) // SECOND} s"),
        Part("timers", well=not late, fact=f"{late} late, {failing} failing"),
        Part("outbox", well=not unsent, fact=f"{unsent} unsent for 10 min"),
        Part("charter", well=Activation.objects.exists()),
    ]
