"""How often one browser, and one address, may begin contacts, write messages and make links."""

from __future__ import annotations

import hashlib

from allauth.core.internal.ratelimit import get_ip, parse_rates
from django.core.cache import cache
from django.http import HttpRequest

from possible.values import N_, Refused, sentence
from possible.values.instant import SECOND
from possible_web.keeping import clock

# Enough for anybody in trouble, and for many behind one address; too little for a flood.
RATES = {
    "begin": "10/10m/key,60/10m/ip",
    "message": "40/m/key,300/m/ip",
    "answer": "120/m/key",
    "invite": "20/h/key",
    "reach": "20/h/key,60/h/ip",
    "open": "30/10m/ip",
    "writing": "60/m/key",
    "draft": "20/10m/key,60/10m/ip",
    "tell": "5/10m/key,30/10m/ip",
    "comment": "10/10m/key,60/10m/ip",
    "like": "60/10m/key,300/10m/ip",
    "ask-by-mail": "5/10m/key,20/10m/ip",
    "report": "10/10m/key,30/10m/ip",
    "search-stories": "60/m/key,300/m/ip",
}


class TooMany(Refused):
    """Too much at once; nothing was written."""

    def __init__(self) -> None:
        super().__init__(
            sentence(N_("That was very often in a short time.")),
            sentence(N_("wait a minute, then try again; the free number is answered at once")),
        )


def status_of(refused: Refused | None) -> int:
    """Return the status of a page that shows what was refused, with what was typed: 200 for nothing."""
    if refused is None:
        return 200
    return 429 if isinstance(refused, TooMany) else 422


def spend(request: HttpRequest, what: str) -> None:
    """Count one more try of a kind; `TooMany` when there were too many.

    Tries that come at the very same moment may be counted as one. A lock would count them all, and turn
    people away for as long as somebody who died had it.
    """
    session = request.session.session_key
    rates = parse_rates(RATES[what])
    if not session:
        # Who comes for the first time has no key yet, and shares none with others behind the same address.
        rates = [rate for rate in rates if rate.per == "ip"] or rates
    address = get_ip(request)
    for rate in rates:
        who = f"{what} {rate} {session if session and rate.per == 'key' else address}"
        key = f"limit:{hashlib.sha256(who.encode()).hexdigest()}"
        since = clock.now() - int(rate.duration * SECOND)
        tries = [moment for moment in cache.get(key, []) if moment > since]
        if len(tries) >= rate.amount:
            raise TooMany
        cache.set(key, [*tries, clock.now()], rate.duration)
