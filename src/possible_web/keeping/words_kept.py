"""What was written, as lines of the journal: that it was said, never what. Each row of words has one line."""

from __future__ import annotations

from possible_web.keeping.journal import Entry
from possible_web.keeping.lines import MESSAGE
from possible_web.records.models import Message, Note

SENT, NOTED = MESSAGE, "shell-note"
OURS = (Message.By.AGENT, Message.By.COMPANY)
THEIRS = (Message.By.CUSTOMER, Message.By.HELPER)


def line_of_message(message: Message) -> Entry:
    """Return the line that says that a message was sent; whoever looks at its case is poked."""
    body = {"message": message.pk, "by": message.by, "agent": message.staff.name if message.staff else ""}
    contact = message.contact.token if message.contact else ""
    topics = [f"case-{message.case_id}", *([f"contact-{contact}"] if contact else ()), "desk-cases"]
    owner = message.case.owner if message.case else None
    if owner and message.by in THEIRS:
        topics.append(f"agent-{owner.name}")
    return Entry(
        at=message.at, kind=SENT, body=body, case=message.case_id, contact=contact, topics=tuple(topics)
    )


def line_of_note(note: Note) -> Entry:
    """Return the line of the journal that says that a note was written; whom it mentions looks again."""
    topics = (f"case-{note.case_id}", *(f"agent-{name}" for name in note.mentions))
    body = {"note": note.pk, "agent": note.staff.name, "mentions": note.mentions}
    return Entry(at=note.at, kind=NOTED, body=body, case=note.case_id, topics=topics)
