"""What was written, as rows: messages, notes, saved replies, the helper's link; then the whole journal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from possible.charter.facts import LANGUAGE_FACT
from possible.simulate.streams import stream
from possible.values.events import AnswerGiven, ExceptionGranted
from possible.values.instant import HOUR, MINUTE, SECOND, Instant
from possible_web.actions import exceptions, helpers, notes
from possible_web.keeping import Entry, bills
from possible_web.keeping.journal import append_history, entry_of
from possible_web.keeping.pools import ALL
from possible_web.keeping.pools import entry_of as told_entry_of
from possible_web.keeping.turning import TOPICS
from possible_web.keeping.words_kept import line_of_message, line_of_note
from possible_web.project.filling.people import token
from possible_web.project.filling.phrases import CARTER_NOTES, NOTES, REPLIES
from possible_web.project.filling.rows import next_number, open_case, put
from possible_web.project.filling.scenes import HELPER, OFFERED_SINCE
from possible_web.project.filling.writing import Writer, Written
from possible_web.records.models import Departure, Helper, Message, Note, SavedReply

if TYPE_CHECKING:
    from possible_web.project.filling.life import Life
    from possible_web.project.filling.rows import Kept
    from possible_web.records.models import Case as CaseRow

DAY = 24 * HOUR
NOTED = 0.3
REVIEWED_AFTER = 2 * DAY
TO_REVIEW = 3
EXPLAINED = "Explained to the team: one of a kind, the table stays as it is."


def write(life: Life, kept: Kept, seed: int, now: Instant) -> str:
    """Write it all, and the journal; return the secret of the helper's link (nothing: nobody was invited)."""
    entries = [*_messages(life, kept, seed, now), *_notes(life, kept, seed, now)]
    put(SavedReply(name=name, language=tag, title=title, text=text) for name, tag, title, text in REPLIES)
    entries += _departures(life, kept, now)
    secret, invited = _helper(life, kept, seed, now)
    _journal(life, [*entries, *invited])
    return secret


def _messages(life: Life, kept: Kept, seed: int, now: Instant) -> list[Entry]:
    shown = {name: row.shown_name for name, row in kept.staff.items()}
    written = Writer(life, shown, seed, now).written()
    draw = stream(seed, "keys")
    rows = [
        _message(kept, number, token(draw), each, now)
        for number, each in enumerate(written, next_number(Message))
    ]
    put(rows)
    return [line_of_message(row) for row in rows]


def _message(kept: Kept, number: int, key: str, written: Written, now: Instant) -> Message:
    """Return a message; what was said to somebody has reached them, unless they still wait."""
    contact = kept.contacts.get(written.contact)
    waits = contact is not None and contact.ended_at is None and contact.agent is None
    read = None if waits else min(written.at + 20 * SECOND, now)
    return Message(
        pk=number,
        key=key,
        case=kept.cases[written.case],
        contact=contact,
        by=written.by,
        staff=kept.staff.get(written.agent),
        language=written.language,
        text=written.text,
        at=written.at,
        delivered_at=None if waits else min(written.at + SECOND, now),
        read_at=read,
    )


# ---- among colleagues ------------------------------------------------------------------------------------


def _notes(life: Life, kept: Kept, seed: int, now: Instant) -> list[Entry]:
    """Write a note on some open cases that somebody answers for, and two on Ms Carter's."""
    draw = stream(seed, "notes")
    rows = []
    for name, case in kept.cases.items():
        if case.owner is None or not open_case(life, name):
            continue
        texts: tuple[tuple[str, str], ...] = ()
        if case.customer.token == life.carter.token:
            texts = CARTER_NOTES
        elif draw.random() < NOTED:
            texts = ((case.owner.name, draw.choice(NOTES)),)
        for place, (author, text) in enumerate(texts, 1 - len(texts)):
            at = min(case.changed_at + draw.randrange(HOUR), now - MINUTE) + place * MINUTE
            mentions = [each for each in notes.MENTION.findall(text) if each in kept.staff]
            by = kept.staff[author]
            rows.append(Note(case=case, staff=by, key=token(draw), text=text, mentions=mentions, at=at))
    for number, row in enumerate(rows, next_number(Note)):
        row.pk = number
    return [line_of_note(row) for row in put(rows)]


def _departures(life: Life, kept: Kept, now: Instant) -> list[Entry]:
    """Write the exceptions that were granted; all but the last few have been reviewed."""
    rows, granted = [], {}
    for event in life.town.events:
        if isinstance(event, ExceptionGranted):
            granted[event.contact] = event
        elif isinstance(event, AnswerGiven) and event.contact in granted and not event.rows:
            rows.append(_departure(life, kept, granted.pop(event.contact), event))
    for number, row in enumerate(rows, next_number(Departure)):
        row.pk = number
    for row in rows[:-TO_REVIEW]:
        _review(row, kept, now)
    return [
        exceptions.entry_of(row, row.closed_by, Instant(row.closed_at))
        for row in put(rows)
        if row.closed_by and row.closed_at
    ]


def _departure(life: Life, kept: Kept, granted: ExceptionGranted, given: AnswerGiven) -> Departure:
    charter = life.town.force.charter
    known = {fact: value for fact, value in given.facts if fact != LANGUAGE_FACT}
    return Departure(
        case=kept.cases[granted.case],
        contact=granted.contact,
        staff=kept.staff[granted.agent],
        question=granted.question,
        facts=known,
        said=exceptions.said_by_the_table(charter, granted.question, known),
        answer=granted.answer,
        price=str(given.price) if given.price is not None else "",
        reason=granted.reason,
        at=granted.at,
        review_by=granted.review,
    )


def _review(row: Departure, kept: Kept, now: Instant) -> None:
    """Let the lead have explained an exception some days later."""
    row.verdict, row.explanation = Departure.Verdict.EXPLAINED, EXPLAINED
    row.closed_by, row.closed_at = kept.staff["nadia"], min(row.at + REVIEWED_AFTER, now)


def _helper(life: Life, kept: Kept, seed: int, now: Instant) -> tuple[str, list[Entry]]:
    """Write the link of Ms Carter's neighbour, where the charter knows helpers."""
    case = case_of_carter(life, kept)
    if case is None or helpers.CONSENT not in life.town.force.charter.consents:
        return "", []
    secret, at = token(stream(seed, "helper")), Instant(now - OFFERED_SINCE + 4 * MINUTE)
    row = Helper.objects.create(
        case=case,
        digest=helpers.digest_of(secret),
        name=HELPER,
        allows=["chat", "visit"],
        invited_at=at,
        ends_at=at + helpers.LASTS,
    )
    return secret, [helpers.entry_of(helpers.INVITED, row, at)]


def case_of_carter(life: Life, kept: Kept) -> CaseRow | None:
    """Return Ms Carter's case."""
    rows = (row for row in kept.cases.values() if row.customer.token == life.carter.token)
    return next(rows, None)


# ---- the journal -----------------------------------------------------------------------------------------


def _journal(life: Life, entries: Iterable[Entry]) -> None:
    """Append everything in the order of time: what happened, what the floor was told, what was written."""
    append_history(sorted([*_lived(life), *entries], key=lambda entry: entry.at))
    bills.enter_history(life.town.events, life.town.now)


def _lived(life: Life) -> Iterator[Entry]:
    """Yield events and, each behind the events that there were before, what the floor was told."""
    told, seq = life.town.told, 0
    for index, event in enumerate(life.town.events):
        while seq < len(told) and told[seq][0] <= index:
            seq += 1
            yield told_entry_of(told[seq - 1][1], ALL, seq)
        yield entry_of(event, TOPICS if event.case else ())
    for number in range(seq, len(told)):
        yield told_entry_of(told[number][1], ALL, number + 1)
