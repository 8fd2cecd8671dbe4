"""What was said in a case, by whom, with what happened in between, in the order in which it was."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from possible.values import N_, Sentence, sentence
from possible_web.desk.words import Times, Words
from possible_web.keeping import events_of
from possible_web.records.models import Attachment, Case, Journal, Message, Note, Staff
from possible_web.records.prepared import Prepared

MOST = 300
Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `kind`: `said`, `note` or `event`; `state`: how far a message of ours has come."""

    kind: str
    at: int
    who: str
    text: str = ""
    said: Sentence | None = None
    ours: bool = False
    own: bool = False
    helper: bool = False
    language: str = ""
    state: str = ""
    other: str = ""
    files: tuple[Attachment, ...] = ()
    order: tuple[int, int] = field(default=(0, 0))


STATES = {"sent": N_("sent"), "delivered": N_("delivered"), "read": N_("read")}


_history = Prepared(lambda cases: Journal.objects.filter(case__in=cases).order_by("position"))
_people = Prepared(lambda: Staff.objects.order_by("name"))
_said = Prepared(
    lambda cases: (
        Message.objects.filter(case__in=cases)
        .select_related("case__customer", "helper")
        .order_by("-pk")[:MOST]
    )
)
_files = Prepared(lambda cases: Attachment.objects.filter(message__case__in=cases).defer("content"))
_noted = Prepared(
    lambda cases: Note.objects.filter(case__in=cases).select_related("staff").order_by("-pk")[:MOST]
)


# What says that a team has the customer, and what brings something new: the fields that tell it from before.
HAVING = {"contact-answered": "team", "transfer-asked": "from_team"}
NEW = {
    "fact-learnt": ("fact", "value"),
    "answer-given": ("question", "answer", "because"),
    "remedy-done": (),
}


@dataclass(frozen=True, slots=True)
class Past:
    """A case with those merged into it, all their events, and everybody who works here (by name)."""

    family: tuple[Case, ...]
    history: tuple[Journal, ...]
    people: tuple[Staff, ...]

    @property
    def seen(self) -> int:
        """The newest position of the case itself: within one case positions follow the commits."""
        own = self.family[0].pk
        return max((row.position for row in self.history if row.case == own), default=0)

    def of(self, kind: str) -> list[Journal]:
        """Return the events of a kind of the case itself, the first first."""
        own = self.family[0].pk
        return [row for row in self.history if row.kind == kind and row.case == own]

    def had_by(self, contact: str) -> set[str]:
        """Return the teams that had the customer in a contact since something new was learnt.

        Whoever is handed back to one of them is sent in circles (`no-loop/handed-back-live`).
        """
        had: set[str] = set()
        known: set[tuple[str, ...]] = set()
        for row in [row for row in self.history if row.kind in NEW or row.kind in HAVING]:
            body = _body(row)
            new = (row.kind, *(str(body[name]) for name in NEW.get(row.kind, ())))
            if row.kind in HAVING:
                had |= {body[HAVING[row.kind]]} if row.contact == contact else set()
            elif row.kind == "remedy-done" or new not in known:
                known.add(new)
                had.clear()
        return had


def past_of(case: Case, merged: Iterable[Case] = ()) -> Past:
    """Return the past of a case and of those merged into it."""
    family = (case, *merged)
    return Past(family, tuple(_history([each.pk for each in family])), tuple(_people()))


def conversation(past: Past, staff: Staff, words: Words, times: Times) -> list[Line]:
    """Return the lines of a case and of those merged into it; the newest 300."""
    family = past.family
    names = {row.pk: row.shown_name for row in past.people}
    by_name = {row.name: row.shown_name for row in past.people}
    merged = {case.pk: case.reference for case in family[1:]}
    lines = [
        *_messages(family, staff, names, merged),
        *_notes(family, staff, merged),
        *_events(past.history, _Telling(words, times, by_name), merged),
    ]
    return sorted(lines, key=lambda line: (line.at, line.order))[-MOST:]


def _messages(
    family: Sequence[Case], staff: Staff, names: dict[int, str], merged: dict[int, str]
) -> Iterable[Line]:
    cases = [case.pk for case in family]
    files: dict[int | None, list[Attachment]] = {}
    for file in _files(cases):
        files.setdefault(file.message_id, []).append(file)
    for row in reversed(_said(cases)):
        ours = row.by in (Message.By.AGENT, Message.By.COMPANY)
        who = (
            names.get(row.staff_id or 0, "") if ours else str(row.helper or (row.case and row.case.customer))
        )
        yield Line(
            kind="said",
            at=row.at,
            who=who,
            text=row.text,
            ours=ours,
            own=row.staff_id == staff.pk,
            helper=row.helper_id is not None,
            language=row.language,
            state=STATES["read" if row.read_at else "delivered" if row.delivered_at else "sent"],
            other=merged.get(row.case_id or 0, ""),
            files=tuple(files.get(row.pk, ())),
            order=(1, row.pk),
        )


def _notes(family: Sequence[Case], staff: Staff, merged: dict[int, str]) -> Iterable[Line]:
    for row in _noted([case.pk for case in family]):
        yield Line(
            kind="note",
            at=row.at,
            who=row.staff.shown_name,
            text=row.text,
            own=row.staff_id == staff.pk,
            other=merged.get(row.case_id, ""),
            order=(2, row.pk),
        )


def _events(history: Sequence[Journal], telling: _Telling, merged: dict[int, str]) -> Iterable[Line]:
    for row in [row for row in history if row.kind in TOLD][-MOST:]:
        said = TOLD[row.kind](telling, _body(row))
        if said is not None:
            other = merged.get(row.case or 0, "")
            yield Line(kind="event", at=row.at, who="", said=said, other=other, order=(0, row.position))


def _body(row: Journal) -> Body:
    """Return what a row says by its names in the core; one of the shell as it stands."""
    event = next(iter(events_of([row])), None)
    return row.body if event is None else {each.name: getattr(event, each.name) for each in fields(event)}


@dataclass(frozen=True, slots=True)
class _Telling:
    """What an event needs to be told: the charter's words, times, and who is called how."""

    words: Words
    times: Times
    names: dict[str, str]

    def name(self, agent: str) -> str:
        return self.names.get(agent, agent)


def _arrived(tell: _Telling, body: Body) -> Sentence:
    line = tell.words.line(body["line"])
    if body.get("outward"):
        return sentence(N_("We called."))
    return sentence(N_("Came by: {line}."), line=line)


def _ended(tell: _Telling, body: Body) -> Sentence | None:  # noqa: ARG001 - all take it
    return {
        "abandoned": sentence(N_("Did not want to wait any longer.")),
        "lost": sentence(N_("The connection was lost. We call back.")),
        "promised": sentence(N_("Prefers to be called.")),
        "done": sentence(N_("The contact ended.")),
    }.get(body["how"])


def _away(tell: _Telling, body: Body) -> Sentence:
    return sentence(
        N_("The connection is lost, or the page was closed: held until {time}."),
        time=tell.times.at(body["until"]),
    )


def _joined(tell: _Telling, body: Body) -> Sentence | None:  # noqa: ARG001 - all take it
    return sentence(N_("Goes on in writing: no call is owed any more.")) if body.get("call") else None


def _called(tell: _Telling, body: Body) -> Sentence:  # noqa: ARG001 - all take it
    return sentence(N_("Called, and reached.") if body["reached"] else N_("Called, and not reached."))


def _answer(tell: _Telling, body: Body) -> Sentence:
    asked = tell.words.question(body["question"])
    if body["answer"] == "no":
        return sentence(
            N_("Answer to “{asked}”: no. {because}"),
            asked=asked,
            because=_reason(tell, body.get("because", "")),
        )
    return sentence(
        N_("Answer to “{asked}”: {answer}."), asked=asked, answer=tell.words.answer(body["answer"])
    )


def _reason(tell: _Telling, because: str) -> str:
    """Return a reason of the charter in its words; that of an exception as the agent wrote it."""
    return tell.words.reason(because) if tell.words.text("because", because) else because


def _who(text: str) -> Callable[[_Telling, Body], Sentence]:
    def tells(tell: _Telling, body: Body) -> Sentence:
        return sentence(text, name=tell.name(body.get("agent", "")))

    return tells


def _plain(text: str) -> Callable[[_Telling, Body], Sentence]:
    return lambda _tell, _body: sentence(text)


def _moved(tell: _Telling, body: Body) -> Sentence:
    return sentence(N_("Visit booked: {window}."), window=tell.times.window(body["starts"], body["ends"]))


def _snoozed(tell: _Telling, body: Body) -> Sentence:
    return sentence(
        N_("{name} put it aside until {time}."),
        name=tell.name(body["agent"]),
        time=tell.times.at(body["until"]),
    )


def _linked(text: str) -> Callable[[_Telling, Body], Sentence]:
    return lambda tell, body: sentence(text, name=tell.name(body["agent"]), other=body["other"])


def _transfer(tell: _Telling, body: Body) -> Sentence:
    return sentence(
        N_("{name} hands on to {team}."),
        name=tell.name(body["agent"]),
        team=tell.words.team(body["to_team"]),
    )


def _visit_told(tell: _Telling, body: Body) -> Sentence | None:
    text = VISITS_TOLD.get(body["told"])
    if text is None:
        return None
    named = {"name": tell.name(body.get("technician") or "–")} if "{name}" in text else {}
    return sentence(text, **named)


def _exception(tell: _Telling, body: Body) -> Sentence:
    return sentence(
        N_("{name} departs from the table: {answer}. “{reason}”"),
        name=tell.name(body["agent"]),
        answer=tell.words.answer(body["answer"]),
        reason=body["reason"],
    )


VISITS_TOLD = {
    "other": N_("Another technician comes, the customer was told: {name}. The window stays."),
    "other-language": N_(
        "Another technician comes, who does not speak the customer’s language, and they were told: {name}. "
        "The window stays."
    ),
    "after-all": N_("{name} comes after all; the customer was told. The window stays."),
    "late": N_("{name} will be late; the customer was told."),
    "away": N_("{name} rang, and nobody opened."),
    "asked": N_("The customer was asked for another window; nothing moves without them."),
}
TOLD: dict[str, Callable[[_Telling, Body], Sentence | None]] = {
    "contact-arrived": _arrived,
    "contact-answered": _who(N_("{name} answers.")),
    "contact-ended": _ended,
    "transfer-asked": _transfer,
    "case-joined": _joined,
    "customer-away": _away,
    "customer-back": _plain(N_("The customer is back.")),
    "callback-made": _called,
    "callback-declined": _plain(N_("The customer does not need the call any more.")),
    "answer-given": _answer,
    "quote-accepted": _plain(N_("The price was accepted.")),
    "quote-declined": _plain(N_("The price was not wanted.")),
    "visit-booked": _moved,
    "visit-arrived": _plain(N_("The technician is at the door.")),
    "visit-done": _plain(N_("The visit is over.")),
    "remedy-done": _plain(N_("It was carried out.")),
    "promise-broken": _plain(N_("A promise was not kept in time; what is owed was credited.")),
    "exception-granted": _exception,
    "owner-named": _who(N_("The case is now {name}’s.")),
    "news-told": _who(N_("{name} told where the matter stands.")),
    "case-solved": _plain(N_("Solved, said the customer.")),
    "case-reopened": _plain(N_("Not solved after all: it goes on.")),
    "language-changed": _plain(N_("Goes on in another language.")),
    "shell-visit-told": _visit_told,
    "shell-case-snoozed": _snoozed,
    "shell-case-linked": _linked(N_("{name} linked this case with {other}.")),
    "shell-case-merged": _linked(N_("{name} merged this case with {other}.")),
    "shell-case-unmerged": _linked(N_("{name} took this case and {other} apart.")),
}
