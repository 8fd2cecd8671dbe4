"""Notes on a case, and drafts: rows of their own that only their writer (or sending them) takes away."""

from __future__ import annotations

import re

from possible.values import N_, Refused, sentence
from possible.values.instant import Instant
from possible_web.keeping import action, append, locked_case, poke
from possible_web.keeping.words_kept import line_of_note
from possible_web.records.models import Draft, Looking, Note, Staff

LONGEST = 10_000
MENTION = re.compile(r"(?<![\w@])@([a-z0-9][a-z0-9_-]*)", re.IGNORECASE)


def mentioned(text: str) -> list[str]:
    """Return the names of the staff whom a text mentions (`@marc`), each once; others are only words."""
    names = list(dict.fromkeys(found.lower() for found in MENTION.findall(text)))
    known = set(Staff.objects.filter(name__in=names, active=True).values_list("name", flat=True))
    return [name for name in names if name in known]


@action
def do_write_note(case_id: int, staff: Staff, key: str, text: str, now: Instant) -> Note:
    """Note something on a case for colleagues; whom it mentions is told. The same key again is the same note.

    `Refused`: nothing was written, too long, or a key that is somebody else's.
    """
    text = text.replace("\x00", "").replace("\r\n", "\n").strip()
    case = locked_case(case_id)
    before = Note.objects.filter(key=key).first()
    if before is not None and (before.case_id, before.staff_id) == (case.pk, staff.pk):
        return before
    if before is not None or not 8 <= len(key) <= 64:
        raise Refused(sentence(N_("This note cannot be kept.")), sentence(N_("load the page again")))
    if not text:
        raise Refused(sentence(N_("Nothing was written.")))
    if len(text) > LONGEST:
        raise Refused(sentence(N_("This note is too long ({count} characters)."), count=len(text)))
    names = mentioned(text)
    note = Note.objects.create(key=key, case=case, staff=staff, text=text, mentions=names, at=now)
    Draft.objects.filter(staff=staff, case=case, kind=Draft.Kind.NOTE).delete()
    append([line_of_note(note)])
    return note


@action
def do_keep_draft(case_id: int, staff: Staff, kind: str, text: str, now: Instant) -> Draft | None:
    """Keep what somebody is writing as it is now; an empty text takes the draft away (None)."""
    if kind not in Draft.Kind.values:
        raise Refused(sentence(N_("`{kind}` is no kind of draft."), kind=kind[:20]))
    text = text.replace("\x00", "")[:LONGEST]
    mine = Draft.objects.filter(staff=staff, case=case_id, kind=kind)
    if not text.strip():
        mine.delete()
        return None
    version = locked_case(case_id).version
    values = {"text": text, "case_version": version, "changed_at": now}
    kept, _ = Draft.objects.update_or_create(staff=staff, case_id=case_id, kind=kind, defaults=values)
    if kind == Draft.Kind.REPLY:
        seen = {"seen_at": now, "writing_at": now}
        Looking.objects.update_or_create(case_id=case_id, staff=staff, defaults=seen)
        poke(now, f"writing-{case_id}.agent")
    return kept
