"""How often one browser, and one address, may begin contacts, write messages and make links."""

from __future__ import annotations

from allauth.core.internal import ratelimit
from django.http import HttpRequest

from possible.values import N_, Refused, sentence

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
    """Count one more try of a kind; `TooMany` when there were too many."""
    who = request.session.session_key or request.META.get("REMOTE_ADDR", "")
    used = ratelimit.consume(request, app="possible", action=what, config=RATES, key=f"{what} {who}")
    if used is None:
        raise TooMany
