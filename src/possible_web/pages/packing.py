"""Middleware: texts go out packed to a browser that can unpack them: fewer bytes for telephones."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

TEXTS = ("text/", "application/json", "application/atom+xml", "image/svg+xml")


class Packing(GZipMiddleware):
    """Django's, for texts alone: pictures are packed already, and one may be of eight megabytes.

    It makes each length random by some bytes, so that what a page holds cannot be guessed by its length.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Pack a text."""
        if not response.headers.get("Content-Type", "").startswith(TEXTS):
            return response
        return super().process_response(request, response)
