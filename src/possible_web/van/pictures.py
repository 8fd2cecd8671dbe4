"""Photos and signatures of one's own visits."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from possible_web.pages.asking import asker_of
from possible_web.records.doors import NotHere, errands_of
from possible_web.records.models import VisitFile
from possible_web.van.frame import for_technicians


@for_technicians
@require_safe
def photo(request: HttpRequest, token: str) -> HttpResponse:
    """Give a picture that was taken at one of the technician's own visits; `NotHere` for any other file."""
    mine = errands_of(asker_of(request)).values("pk")
    found = VisitFile.objects.select_related("attachment").filter(visit__in=mine, attachment__token=token)
    row = found.first()
    if row is None:
        raise NotHere(token)
    answer = HttpResponse(bytes(row.attachment.content), content_type=row.attachment.media_type)
    answer.headers["Content-Disposition"] = "inline"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
