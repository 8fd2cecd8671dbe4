"""The Jinja2 environment of all pages: `_` says a sentence, `url` and `static` make addresses."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.urls import reverse
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from possible.cli.say import say
from possible_web.pages.forms import field_of, json_of
from possible_web.pages.said import LANGUAGES, bdi, direction, interface_language, say_html
from possible_web.pages.static import address

NAMES = {"en": "English", "fr": "Français"}


def environment(**options: Any) -> Environment:
    """Return the environment; a name that a view forgot is an error, never an empty place."""
    ours = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    made = Environment(**options | ours)  # noqa: S701 - Django switches escaping on, in `options`
    made.globals |= {
        "_": say_html,
        "say": say,
        "json_of": json_of,
        "login_url_of_site": f"{settings.PUBLIC_URL}/account/login/",
        "bdi": bdi,
        "url": _url,
        "static": address,
        "page_language": interface_language,
        "direction": direction,
        "field_of": field_of,
        "development": settings.DEVELOPMENT,
        "elsewhere": [
            {
                "name": each.name,
                "address": f"/account/elsewhere/oidc/{each.id}/login/"
                if each.server
                else f"/account/elsewhere/{each.kind}/login/",
            }
            for each in settings.ELSEWHERE
        ],
    }
    return made


def _url(name: str, *args: object, **kwargs: object) -> str:
    return _address(name, args, tuple(kwargs.items()))


@lru_cache(maxsize=4096)  # a page of a list makes a hundred; what they lead to never changes
def _address(name: str, args: tuple[object, ...], kwargs: tuple[tuple[str, object], ...]) -> str:
    return reverse(name, args=args, kwargs=dict(kwargs))


def of_request(request: HttpRequest) -> dict[str, Any]:
    """Return what every page knows: its path, and the languages that it can be had in, with their links."""
    return {
        "csrf_input": Once(lambda: csrf_input(request)),
        "messages": get_messages(request),
        "path": request.path,
        "other_languages": list(_other_languages(request)),
    }


class Once:
    """HTML that is made when it is first written, and once: a page of many forms holds one token."""

    def __init__(self, make: Callable[[], str]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> Markup:
        return Markup(self._make())  # noqa: S704 - made by Django, which has escaped it

    def __html__(self) -> Markup:
        """Return it."""
        return self._made

    __str__ = __html__


def _other_languages(request: HttpRequest) -> list[tuple[str, str, str]]:
    """Return tag, own name and address of each language but the one spoken now."""
    kept = {name: value for name, value in request.GET.items() if name != "lang"}
    return [
        (tag, NAMES[tag], f"{request.path}?{urlencode({**kept, 'lang': tag})}")
        for tag in LANGUAGES
        if tag != interface_language()
    ]
