"""Photos of a visit and the signature under it: pictures only, of a bounded size and number."""

from __future__ import annotations

import hashlib

from possible.values import N_, Refused, sentence
from possible.values.instant import Instant
from possible_web.keeping.errands import Sent
from possible_web.records.models import Attachment, Visit, VisitFile
from possible_web.records.people import new_token

LARGEST = 8 * 1024 * 1024  # bytes of a photo
LARGEST_SIGNATURE = 256 * 1024
MOST = 12  # photos of one visit
_BEGINNINGS = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))


def keep_photo(visit: Visit, sent: Sent, now: Instant) -> Attachment:
    """Keep a photo with the case of a visit; `Refused` when it is none, too large, or one too many."""
    if VisitFile.objects.filter(visit=visit, kind=VisitFile.Kind.PHOTO).count() >= MOST:
        raise Refused(sentence(N_("A visit has {most} photos at most."), most=MOST))
    return _keep(visit, sent, now, VisitFile.Kind.PHOTO, LARGEST)


def keep_signature(visit: Visit, sent: Sent, now: Instant) -> Attachment:
    """Keep a signature with the case of a visit; `Refused` when it is no picture, or too large."""
    return _keep(visit, sent, now, VisitFile.Kind.SIGNATURE, LARGEST_SIGNATURE)


def _keep(visit: Visit, sent: Sent, now: Instant, kind: VisitFile.Kind, most: int) -> Attachment:
    media_type = _media_type(sent, most)
    made = Attachment.objects.create(
        case_id=visit.case_id,
        token=new_token(),
        name=f"{kind}-{visit.pk}.{media_type.removeprefix('image/')}",
        media_type=media_type,
        size=len(sent.content),
        digest=hashlib.sha256(sent.content).hexdigest(),
        content=sent.content,
        at=now,
    )
    VisitFile.objects.create(visit=visit, attachment=made, kind=kind)
    return made


def _media_type(sent: Sent, most: int) -> str:
    if len(sent.content) > most:
        raise Refused(
            sentence(N_("This picture is too large.")),
            sentence(N_("{most} MB at most"), most=f"{most / 1024 / 1024:g}"),
        )
    for beginning, kind in _BEGINNINGS:
        if sent.content.startswith(beginning):
            return kind
    if sent.content[:4] == b"RIFF" and sent.content[8:12] == b"WEBP":
        return "image/webp"
    raise Refused(
        sentence(N_("This is no picture that we can take.")),
        sentence(N_("send a photo as JPEG, PNG or WebP")),
    )
