"""What a phone keeps: its worker, and the token with which it sends what it kept."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.http import require_safe

from possible_web.pages.asking import asker_of, for_everybody
from possible_web.pages.static import assets
from possible_web.van.frame import for_technicians

SCOPE = "/van"


@for_technicians
@require_safe
def token(request: HttpRequest) -> HttpResponse:
    """Tell a phone's script who is signed in, and the token that its forms need now."""
    staff = asker_of(request).staff
    assert staff is not None  # noqa: S101 - only technicians pass the guard of the page
    return JsonResponse({"who": staff.name, "token": get_token(request)})


@for_everybody
@require_safe
def worker(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's view
    """Give the worker; nothing of anybody is in it, and it may keep what lies below `/van` only."""
    asset = assets()["van-worker.js"]
    answer = HttpResponse(asset.plain, content_type=asset.media_type)
    answer.headers["Service-Worker-Allowed"] = SCOPE
    answer.headers["Cache-Control"] = "no-cache"
    return answer
