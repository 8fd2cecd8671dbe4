"""How forms of staff answer: what is refused is told on the page one came from, in its own words."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from markupsafe import Markup

from possible.values import N_, Refused, Sentence, sentence
from possible_web.pages.said import say_html

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def told(refused: Refused) -> Markup:
    """Return what was refused and what to try, in the language of the page."""
    why = say_html(refused.why)
    if refused.attempt is None:
        return why
    return Markup("{} {}").format(
        why, say_html(sentence(N_("Try this: {attempt}."), attempt=refused.attempt))
    )


def acting_from(home: str) -> Callable[[View[P]], View[P]]:
    """Let a view answer POST only; what the core refuses is told on the page that the form stood on.

    `home`: the page to return to where the form names none.
    """

    def guarded(view: View[P]) -> View[P]:
        @wraps(view)
        def done(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method != "POST":
                return HttpResponseNotAllowed(["POST"])
            try:
                return view(request, *args, **kwargs)
            except Refused as refused:
                messages.error(request, told(refused))
                return back(request, home)

        return done  # type: ignore[return-value]  # `wraps` keeps the name of the first argument

    return guarded


def back(request: HttpRequest, to: str) -> HttpResponse:
    """Return to the page that the form stood on (`next`), else to one of ours."""
    wanted = request.POST.get("next", "")
    if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return redirect(wanted)
    return redirect(to)


def note(request: HttpRequest, said: Sentence) -> None:
    """Say on the next page what was done."""
    messages.success(request, say_html(said))


def whole(text: str, default: int | None = None) -> int | None:
    """Return the whole number that a field holds; the default for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else default
