"""A story as it was lived under charters: the contacts one by one, and what they came to, side by side."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from itertools import groupby
from textwrap import wrap
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from possible.answers import in_language
from possible.charter import Charter
from possible.cli.ink import Ink
from possible.cli.say import say, spoken
from possible.measure.ordeal import FORMULAS, Ordeal, OrdealFold
from possible.simulate import CARTER, play
from possible.values import N_, Language, Money
from possible.values.event_forms import as_json as event_as_json
from possible.values.events import (
    AnswerGiven,
    ContactEnded,
    CreditGiven,
    Event,
    FeeCharged,
    LanguageChanged,
    RemedyDone,
    SentenceSaid,
    ServiceFailed,
    ServiceRestored,
    TransferAsked,
    VisitArrived,
    VisitBooked,
    VisitMoved,
)
from possible.values.instant import MINUTE, SECOND, Instant, local

if TYPE_CHECKING:
    from collections.abc import Iterator

    from possible.measure.receipt import ContactLine, Sums

WIDTH = 96


@dataclass(frozen=True, slots=True)
class Lived:
    """A charter under which the story was played: what happened, and what it came to."""

    name: str
    charter: Charter
    events: list[Event]
    ordeal: Ordeal

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the charter."""
        return ZoneInfo(self.charter.timezone)


def lived(name: str, charter: Charter) -> Lived:
    """Play the story under a charter."""
    events = play(charter, CARTER)
    fold = OrdealFold(ZoneInfo(charter.timezone))
    for event in events:
        fold.feed(event)
    return Lived(name, charter, events, fold.result)


# ---- the figures ---------------------------------------------------------------------------------------

FIGURES: tuple[tuple[str, str], ...] = (
    ("contacts", N_("Contacts")),
    ("cases", N_("Cases")),
    ("most_in_a_day", N_("Most in one day")),
    ("longest", N_("Longest contact")),
    ("waited", N_("Waited")),
    ("held", N_("On hold")),
    ("paid_to_wait", N_("Paid to wait")),
    ("paid", N_("Paid in all")),
    ("refusals", N_("Refusals")),
    ("loops", N_("Sent in circles")),
    ("asked_again", N_("Asked again")),
    ("hung_up", N_("Hung up on")),
    ("lost_language", N_("Language lost")),
    ("days", N_("Days until it works")),
    ("credited", N_("Paid back, unasked")),
)


def _figure(ordeal: Ordeal, name: str) -> str:
    value = getattr(ordeal, name)
    if name in ("longest", "waited", "held"):
        return _minutes(value)
    if isinstance(value, tuple):
        return _sums(value) or _nothing()
    return "–" if value is None else str(value)


def _minutes(length: int) -> str:
    minutes = -(-length // MINUTE)
    if minutes >= 60:
        return say(N_("{hours} h {minutes} min"), hours=minutes // 60, minutes=f"{minutes % 60:02d}")
    return say(N_("{count} min"), count=minutes)


def _sums(sums: Sums) -> str:
    return " + ".join(in_language(amount, Language(spoken())) for amount in sums)


def _nothing() -> str:
    return say(N_("nothing"))


# ---- as text -------------------------------------------------------------------------------------------


def as_text(told: list[Lived]) -> str:
    """Return the stories one after the other, and their figures side by side."""
    ink = Ink.on(sys.stdout, os.environ)
    title = N_("Ms Carter’s TV box: one script, played on virtual time under each charter")
    parts = [ink.strong(say(title)), ""]
    for one in told:
        parts += [*_chapter(one, ink), ""]
    return "\n".join([*parts, *_table(told, ink)])


def _table(told: list[Lived], ink: Ink) -> Iterator[str]:
    width = max(len(say(title)) for _, title in FIGURES)
    cells = {one.name: [_figure(one.ordeal, name) for name, _ in FIGURES] for one in told}
    columns = {name: max(len(name), *map(len, found)) for name, found in cells.items()}
    yield ink.strong(" " * width + "".join(f"  {name:>{columns[name]}}" for name in cells))
    for row, (_, title) in enumerate(FIGURES):
        yield f"{say(title):<{width}}" + "".join(
            f"  {found[row]:>{columns[name]}}" for name, found in cells.items()
        )


def _chapter(one: Lived, ink: Ink) -> Iterator[str]:
    """Yield a line for each thing that happened to her, under a heading for each day."""
    yield ink.strong(f"{one.name}")
    told = list(_told(one))
    for day, lines in groupby(told, key=lambda entry: local(entry[0], one.zone).date()):
        yield "  " + ink.faint(day.isoformat())
        for at, text in lines:
            clock = local(at, one.zone).strftime("%H:%M")
            yield from wrap(text, WIDTH, initial_indent=f"    {clock}  ", subsequent_indent=" " * 11)


def _told(one: Lived) -> Iterator[tuple[Instant, str]]:
    """Yield what happened with its instant: contacts when they begin, all else when it does."""
    contacts = {contact.id: contact for contact in one.ordeal.receipt.contacts}
    begun: set[str] = set()
    for event in one.events:
        contact = contacts.get(event.contact)
        if contact and contact.id not in begun:
            begun.add(contact.id)
            mine = [each for each in one.events if each.contact == contact.id]
            yield event.at, _contact(one, contact, mine)
        elif not contact and (said := _outside(one, event)):
            yield event.at, said


def _contact(one: Lived, contact: ContactLine, events: list[Event]) -> str:
    """Return a contact in one line: the line, the times, what was said, how it ended, what it cost."""
    language = Language(spoken())
    words = one.charter.words.get(language)
    line = (words.text("lines", contact.line) if words else None) or contact.line
    parts = [say(N_("We call: {line}"), line=line) if contact.outward else line]
    for name, title in (
        ("waited", N_("waited {time}")),
        ("held", N_("on hold {time}")),
        ("spoke", N_("spoke {time}")),
    ):
        length = getattr(contact, name) + (contact.transferred if name == "waited" else 0)
        if length >= SECOND:
            parts.append(say(title, time=_minutes(length)))
    parts += [said for event in events if (said := _inside(one, contact, event))]
    cost = sum(
        event.amount.cents for event in events if getattr(event, "network", "") and hasattr(event, "amount")
    )
    if cost:
        parts.append(say(N_("it cost {sum}"), sum=_cents(one, cost)))
    return " · ".join(dict.fromkeys(parts))


def _cents(one: Lived, cents: int) -> str:
    return in_language(Money(cents, one.charter.currency), Language(spoken()))


def _inside(one: Lived, contact: ContactLine, event: Event) -> str:  # noqa: PLR0911 - one answer each
    """Return what an event within a contact was to her; nothing where it was nothing to tell."""
    match event:
        case SentenceSaid(names=names) if contact.line in names:
            return say(N_("told to dial the number she has just dialled"))
        case SentenceSaid(names=(line, *_)):
            return say(N_("told to dial another number: {line}"), line=_word(one, "lines", line))
        case LanguageChanged(consent=False):
            return say(N_("nobody speaks her language"))
        case AnswerGiven(answer="no", because=""):
            return say(N_("“it’s not possible”, and no reason"))
        case AnswerGiven(answer="no"):
            return say(N_("a no, with its reason and another way"))
        case AnswerGiven(answer=answer, price=price):
            name = _named(one, answer)
            return say(N_("{answer}: yes, for {price}"), answer=name, price=_sums((price,)) if price else "–")
        case TransferAsked(to_team=team, case_travels=travels):
            text = (
                N_("handed on to {team}") if travels else N_("handed on to {team}, without what she had said")
            )
            return say(text, team=_team(one, team))
        case ContactEnded(by="company", how="hung-up"):
            return say(N_("they hang up"))
        case ContactEnded(how="promised", why=promise):
            return say(N_("promised: {promise}"), promise=_promise(one, promise))
        case _:
            return ""


def _outside(one: Lived, event: Event) -> str:  # noqa: PLR0911 - one answer each
    """Return what an event outside any contact was to her."""
    match event:
        case ServiceFailed():
            return say(N_("The TV box stops working."))
        case ServiceRestored():
            return say(N_("It works again."))
        case RemedyDone(remedy=remedy, worked=worked):
            text = N_("{remedy}: it helped.") if worked else N_("{remedy}: the same fault as before.")
            return say(text, remedy=_named(one, remedy))
        case VisitBooked(starts=starts, ends=ends):
            return say(N_("A technician is booked: {window}."), window=_window(one, starts, ends))
        case VisitMoved(starts=starts, ends=ends, consent=consent):
            text = (
                N_("The visit is moved to {window}.")
                if consent
                else N_("The visit is moved, unasked, to {window}.")
            )
            return say(text, window=_window(one, starts, ends))
        case VisitArrived():
            return say(N_("The technician is there."))
        case FeeCharged(amount=amount, quote=quote):
            text = N_("Charged: {sum}.") if quote else N_("On the bill, without a quote before: {sum}.")
            return say(text, sum=_sums((amount,)))
        case CreditGiven(amount=amount, promise=promise):
            return say(N_("Paid back unasked: {sum} ({promise})."), sum=_sums((amount,)), promise=promise)
        case _:
            return ""


def _window(one: Lived, starts: Instant, ends: Instant) -> str:
    first, last = local(starts, one.zone), local(ends, one.zone)
    return f"{first:%Y-%m-%d} {first:%H:%M}–{last:%H:%M}"


def _word(one: Lived, *key: str) -> str:
    words = one.charter.words.get(Language(spoken()))
    return (words.text(*key) if words else None) or key[1]


def _named(one: Lived, remedy: str) -> str:
    return _word(one, "remedies", remedy, "name")


def _team(one: Lived, team: str) -> str:
    return _word(one, "teams", team)


def _promise(one: Lived, promise: str) -> str:
    return _word(one, "promises", promise)


# ---- as JSON -------------------------------------------------------------------------------------------


def as_json(told: list[Lived]) -> str:
    """Return the figures with their formulas, and all events, as JSON."""
    content: dict[str, Any] = {
        "story": CARTER.name,
        "formulas": {name.replace("_", "-"): say(text) for name, text in FORMULAS.items()},
        "charters": [_one_as_json(one) for one in told],
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def _one_as_json(one: Lived) -> dict[str, Any]:
    return {
        "name": one.name,
        "figures": {name.replace("_", "-"): _plain(getattr(one.ordeal, name)) for name in FORMULAS},
        "events": [event_as_json(event) for event in one.events],
    }


def _plain(value: Any) -> Any:
    """Return milliseconds, counts and sums as JSON has them."""
    if isinstance(value, tuple):
        return [{"cents": amount.cents, "currency": amount.currency} for amount in value]
    return value
