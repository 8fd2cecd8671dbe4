"""Middleware: a technician who signs out leaves nothing on the phone, whether its scripts run or not."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from possible_web.pages.asking import asker_of
from possible_web.records.models import Role


class Leaving:
    """Has the browser forget pages, acts and the worker (`Clear-Site-Data`) when a technician signs out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        leaves = request.method == "POST" and request.path == reverse("account_logout")
        technician = leaves and asker_of(request).role == Role.TECHNICIAN
        response = self.get_response(request)
        if technician:
            response.headers["Clear-Site-Data"] = '"storage"'
        return response
