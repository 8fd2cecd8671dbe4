"""Who asks: `asker_of(request)` tells customer, helper, staff or nobody; views pass it to the doors.

A customer without an account is known by the session that began with their first question; a helper by the
session that opened the link.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth import get_user
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from possible_web.keeping import clock
from possible_web.records.doors import NOBODY, Asker
from possible_web.records.models import Account, Customer, Helper, Role, Staff
from possible_web.records.prepared import Prepared

P = ParamSpec("P")
CUSTOMER_KEY = "customer"
HELPER_KEY = "helper"
_staff = Prepared(
    lambda account: Staff.objects.select_related("account").filter(account=account, active=True)[:1]
)
_stranger = Prepared(lambda token: Customer.objects.filter(token=token, account=None, erased_at=None)[:1])
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def asker_of(request: HttpRequest) -> Asker:
    """Return who asks; found once a request."""
    found = getattr(request, "_asker", None)
    if found is None:
        found = asker_in(request.session, request.user)
        request._asker = found  # type: ignore[attr-defined]  # noqa: SLF001 - kept on the request
    return found


def asker_in(session: Any, user: Any) -> Asker:
    """Return who asks, by a session and the account that is signed in with it."""
    if isinstance(user, Account) or getattr(user, "is_authenticated", False):
        staff = _staff.first(user.pk)
        if staff:
            return Asker(staff.role, staff=staff)
        customer = Customer.objects.filter(account=user.pk).first()
        return Asker(Role.CUSTOMER, customer=customer)
    if token := session.get(CUSTOMER_KEY):
        customer = _stranger.first(token)
        return Asker(Role.CUSTOMER, customer=customer) if customer else NOBODY
    if helper_id := session.get(HELPER_KEY):
        still = Q(ends_at=None) | Q(ends_at__gt=clock.now())
        helper = Helper.objects.filter(still, pk=helper_id, withdrawn_at=None).first()
        return Asker(Role.HELPER, helper=helper) if helper else NOBODY
    return NOBODY


def knows(request: HttpRequest, customer: Customer) -> None:
    """Let this browser's session know from now on who its customer is, within an action that runs."""
    request.session[CUSTOMER_KEY] = customer.token
    request.session.save()
    request._asker = Asker(Role.CUSTOMER, customer=customer)  # type: ignore[attr-defined]  # noqa: SLF001


def asker_of_session(request: HttpRequest) -> Asker:
    """Return who asks where no middleware ran (the live stream)."""
    return asker_in(request.session, get_user(request))


def for_roles(*roles: str) -> Callable[[View[P]], View[P]]:
    """Let a view answer these roles only: whoever is not signed in is sent to do so, others are refused."""

    def guarded(view: View[P]) -> View[P]:
        @wraps(view)
        def only(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            asker = asker_of(request)
            if asker.role in roles:
                return view(request, *args, **kwargs)
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path(), reverse("account_login"))
            raise PermissionDenied

        only.roles = roles  # type: ignore[attr-defined]  # the table of roles and addresses reads it
        return only  # type: ignore[return-value]  # `wraps` keeps the name of the first argument

    return guarded


def for_everybody(view: View[P]) -> View[P]:
    """Say that a view answers anybody; the table of roles and addresses wants it said."""
    view.roles = None  # type: ignore[attr-defined]
    return view
