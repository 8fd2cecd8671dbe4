"""How often one browser, and one address, may begin contacts, write messages and make links."""

from __future__ import annotations

import secrets

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


def spend(request: HttpRequest, what: str) -> None:
    """Count one more try of a kind; `TooMany` when there were too many.

    A browser that is here for the first time has no session yet: only those of its address are counted, or
    all newcomers behind one address (or one proxy) would share what is meant for one browser.
    """
    who = request.session.session_key or secrets.token_urlsafe(8)
    used = ratelimit.consume(request, app="possible", action=what, config=RATES, key=f"{what} {who}")
    if used is None:
        raise TooMany
