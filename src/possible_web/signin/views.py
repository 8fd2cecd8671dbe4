"""Two pages beside allauth's: where one lands after signing in, and the first sign-in by link."""

from __future__ import annotations

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from possible_web.pages.asking import asker_of, for_everybody
from possible_web.records.doors import NotHere
from possible_web.signin.adapter import first_page
from possible_web.signin.links import account_of

BACKEND = "possible_web.signin.backend.Backend"


@for_everybody
@require_safe
def signed_in(request: HttpRequest) -> HttpResponse:
    """Send everybody to the first page of their role."""
    return redirect(first_page(asker_of(request)))


@for_everybody
@require_http_methods(["GET", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Ask before signing in, so that a mail program that looks at the link does not use it up."""
    account = account_of(token)
    if account is None:
        raise NotHere(token)
    if request.method == "POST":
        login(request, account, backend=BACKEND)
        return redirect("signed-in")
    return render(request, "signin/link.html", {"account": account})
