"""How often one browser, and one address, may begin contacts, write messages and make links.

Each process counts for itself, in memory: a count in the database would be five more transactions a click,
and what a flood must not do is just that. With several processes a flood gets some more tries.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from threading import Lock

from allauth.core.internal import ratelimit
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


_RATES = {what: tuple(ratelimit.parse_rates(text)) for what, text in RATES.items()}
MOST = 50_000  # counted at once; the ones that were not used for longest are forgotten first
_tries: OrderedDict[str, list[int]] = OrderedDict()
_door = Lock()


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

    A browser that is here for the first time has no session yet: only those of its address are counted, or
    all newcomers behind one address (or one proxy) would share what is meant for one browser.
    """
    who = request.session.session_key or secrets.token_urlsafe(8)
    now = clock.now()
    with _door:
        counted = [
            (_recent(f"{what} {rate} {_source(request, rate, who)}", now - int(rate.duration * SECOND)), rate)
            for rate in _RATES[what]
        ]
        if any(len(tries) >= rate.amount for tries, rate in counted):
            raise TooMany
        for tries, _ in counted:
            tries.append(now)


def forget() -> None:
    """Count from nothing again (tests)."""
    _tries.clear()


def _source(request: HttpRequest, rate: ratelimit.Rate, who: str) -> str:
    return str(ratelimit.get_ip(request)) if rate.per == "ip" else who


def _recent(key: str, since: int) -> list[int]:
    """Return when something was tried since a moment, the first first."""
    found = _tries[key] = [at for at in _tries.pop(key, ()) if at > since]
    if len(_tries) > MOST:
        _tries.popitem(last=False)
    return found
