"""What is said in writing: sent once, delivered, read; and that somebody is writing.

Each writer's page makes the key of a message, so that what is sent twice is said once. The files of a message
are what they contain, not what their name says.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from possible.journey import turns
from possible.values import N_, Refused, sentence
from possible.values.instant import Instant
from possible_web.keeping import action, append, attendance, locked_case, poke
from possible_web.keeping.meanwhile import must_be_unchanged
from possible_web.keeping.turning import Turning
from possible_web.keeping.words_kept import OURS, THEIRS, line_of_message
from possible_web.records.models import Attachment, Case, Contact, Draft, Helper, Message, Staff
from possible_web.records.people import new_token

LONGEST = 10_000  # characters of a message
MOST_FILES = 5
LARGEST = 8 * 1024 * 1024  # bytes of a file
_BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_IN_NAMES = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes: the customer, a helper of theirs, an agent, or the company itself."""

    by: str
    staff: Staff | None = None
    helper: Helper | None = None


@dataclass(frozen=True, slots=True)
class File:
    """A file as it was sent."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Writing:
    """A message as its writer sends it. `key`: made by the writer's page, the same when it is sent again.

    `contact`: the contact in which it is said, if one goes on. `seen`: the journal's position that the page
    had shown; None: it does not matter. `news`: it tells where the matter stands, as was promised.
    """

    key: str
    text: str
    language: str = ""
    contact: Contact | None = None
    files: tuple[File, ...] = ()
    seen: int | None = None
    news: bool = False


@action
def do_send_message(case_id: int, author: Author, writing: Writing, now: Instant) -> Message:
    """Say something in a case; the same key again is the same message, and nothing happens.

    `Refused`: nothing was written, too long, too many or too large files, files of other kinds, a case that
    is closed; `ChangedMeanwhile` when others did something to the case after `seen`.
    """
    text = cleaned(writing.text)
    case = locked_case(case_id)
    before = Message.objects.filter(key=writing.key).first()
    if before is not None:
        return _the_same(before, case, author)
    _check(case, author, writing, text)
    kinds = [media_type_of(file) for file in writing.files]
    if writing.seen is not None:
        must_be_unchanged(case, writing.seen, author.staff.name if author.staff else "")
    if writing.news:
        turning = Turning(case_id, now)
        turning.take(turns.Tells(agent=author.staff.name if author.staff else ""))
        turning.keep()
    made = _written(case, author, writing, text, now)
    _attach(made, writing.files, kinds, now)
    if author.staff:
        Draft.objects.filter(staff=author.staff, case=case, kind=Draft.Kind.REPLY).delete()
        if made.contact is not None:
            attendance.told(made.contact, now)
    _tell(made)
    return made


def _the_same(before: Message, case: Case, author: Author) -> Message:
    """Return the message that was sent under this key by the same writer; `Refused` for anybody else's."""
    if (before.case_id, before.by, before.staff_id) != (case.pk, author.by, author.staff and author.staff.pk):
        raise Refused(sentence(N_("This message cannot be sent.")), sentence(N_("load the page again")))
    return before


def _check(case: Case, author: Author, writing: Writing, text: str) -> None:
    if not 8 <= len(writing.key) <= 64:
        raise Refused(sentence(N_("This message cannot be sent.")), sentence(N_("load the page again")))
    if not text and not writing.files:
        raise Refused(sentence(N_("Nothing was written.")), sentence(N_("write a message, or attach a file")))
    if len(text) > LONGEST:
        raise Refused(
            sentence(N_("This message is too long ({count} characters)."), count=len(text)),
            sentence(N_("{most} characters at most: send it in parts, or as a file"), most=LONGEST),
        )
    if len(writing.files) > MOST_FILES:
        raise Refused(
            sentence(N_("{count} files are too many."), count=len(writing.files)),
            sentence(N_("{most} files at most with one message"), most=MOST_FILES),
        )
    if case.status == Case.Status.CLOSED and author.by in THEIRS:
        raise Refused(
            sentence(N_("This case is closed.")), sentence(N_("say that it is not solved, and it goes on"))
        )


def cleaned(text: str) -> str:
    """Return a text without what nobody sees: control characters, blank ends; lines end in one way."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def media_type_of(file: File) -> str:
    """Return what a file is by its content; `Refused` when it is too large, empty or of another kind."""
    if len(file.content) > LARGEST:
        raise Refused(
            sentence(N_("`{name}` is too large."), name=file.name[:100]),
            sentence(N_("{most} MB at most for one file"), most=LARGEST // 1024 // 1024),
        )
    for beginning, kind in _BEGINNINGS:
        if file.content.startswith(beginning):
            return kind
    if file.content[:4] == b"RIFF" and file.content[8:12] == b"WEBP":
        return "image/webp"
    if file.content and b"\x00" not in file.content and _is_text(file.content):
        return "text/plain"
    raise Refused(
        sentence(N_("`{name}` is no file that we can take."), name=file.name[:100]),
        sentence(N_("send a picture (PNG, JPEG, GIF, WebP), a PDF or plain text")),
    )


def _is_text(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _written(case: Case, author: Author, writing: Writing, text: str, now: Instant) -> Message:
    return Message.objects.create(
        key=writing.key,
        case=case,
        contact=writing.contact,
        by=author.by,
        staff=author.staff,
        helper=author.helper,
        language=writing.language or case.language,
        text=text,
        at=now,
    )


def _attach(message: Message, files: tuple[File, ...], kinds: list[str], now: Instant) -> None:
    for file, kind in zip(files, kinds, strict=True):
        Attachment.objects.create(
            case=message.case,
            message=message,
            token=new_token(),
            name=_IN_NAMES.sub("_", file.name).strip()[-200:] or "file",
            media_type=kind,
            size=len(file.content),
            digest=hashlib.sha256(file.content).hexdigest(),
            content=file.content,
            at=now,
        )


def _tell(message: Message) -> None:
    """Note in the journal that it was said (not what): whoever looks at the case is poked on commit."""
    append([line_of_message(message)])


# ---- delivered, read, being written ---------------------------------------------------------------------


@action
def do_deliver_messages(case_id: int, reader: str, now: Instant) -> int:
    """Note that what was said to `reader` (`customer`, `agent`) has reached their page; how many did."""
    found = _said_to(reader, case_id).filter(delivered_at=None)
    return _noted(case_id, found.update(delivered_at=now), now)


@action
def do_read_messages(case_id: int, reader: str, now: Instant) -> int:
    """Note that `reader` (`customer`, `agent`) has read what was said to them; how many it were."""
    found = _said_to(reader, case_id).filter(read_at=None)
    if reader == Message.By.CUSTOMER:
        going_on = Contact.objects.filter(case=case_id).exclude(state=Contact.State.ENDED)
        attendance.are_there(going_on.values_list("token", flat=True))
    return _noted(case_id, found.update(read_at=now, delivered_at=Coalesce("delivered_at", now)), now)


def _said_to(reader: str, case_id: int) -> QuerySet[Message]:
    return Message.objects.filter(case_id=case_id, by__in=THEIRS if reader == Message.By.AGENT else OURS)


def _noted(case_id: int, count: int, now: Instant) -> int:
    if count:
        poke(now, f"case-{case_id}")
    return count


@action
def do_note_writing(case_id: int, by: str, now: Instant) -> None:
    """Let those who look at a case know that somebody (`customer`, `helper`, `agent`) is writing."""
    poke(now, f"writing-{case_id}.{by}")
