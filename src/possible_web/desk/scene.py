"""What every page of the desk shows around its own: who one is, what rings, what is to be wrapped up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from possible.charter import Charter
from possible.cli.say import catalogue
from possible.floor.parts import Hand
from possible.floor.parts import Presence as Seat
from possible.values import N_
from possible.values.instant import Instant
from possible.values.plain import from_plain
from possible_web.desk.rail import CHANNELS, rail_of
from possible_web.desk.rings import rings_of
from possible_web.desk.words import Times, Words, words_of
from possible_web.keeping import last_position
from possible_web.keeping.charters import charter_in_force
from possible_web.keeping.clock import now as present
from possible_web.keeping.reach import PHONE, newest
from possible_web.pages.asking import asker_of
from possible_web.pages.said import say_html
from possible_web.records.models import Contact, Presence, Role, Staff
from possible_web.records.prepared import Prepared

ROLE_NAMES = {
    Role.AGENT: N_("agent"),
    Role.LEAD: N_("team lead"),
    Role.TECHNICIAN: N_("technician"),
    Role.ADMIN: N_("administrator"),
}
STATES = {
    "available": N_("Ready"),
    "busy": N_("In contact"),
    "wrap-up": N_("Wrap-up"),
    "break": N_("Break"),
    "leaving": N_("Leaving"),
    "": N_("Away"),
}
BREAKS = {
    "pause": N_("Short break"),
    "lunch": N_("Lunch"),
    "training": N_("Training"),
    "meeting": N_("Meeting"),
    "writing": N_("Working on cases"),
    "technical": N_("Technical trouble"),
}
DISPOSITIONS = {
    "answered": N_("Answered"),
    "solved": N_("Solved, said the customer"),
    "visit": N_("Visit booked"),
    "under-way": N_("Something is under way"),
    "passed-on": N_("Passed on"),
    "cut-off": N_("Cut off"),
    "no-need": N_("No need of us"),
}

LANGUAGE_NAMES = {"en": N_("English"), "fr": N_("French")}
_presence = Prepared(lambda agent: Presence.objects.filter(agent=agent)[:1])
SCRIPT = N_("Hello, this is {agent} from {company}. You asked to be called: this call costs you nothing.")


@dataclass(frozen=True, slots=True)
class WrapUp:
    """A contact that is over and not wrapped up, and for how many milliseconds more there is time."""

    contact: Contact
    left: int


@dataclass(frozen=True, slots=True)
class Scene:
    """The moment, the charter in force, its words, and one of the staff who looks."""

    now: Instant
    charter: Charter
    words: Words
    times: Times
    staff: Staff
    position: int


def scene_of(request: HttpRequest) -> Scene:
    """Return what a page of the desk begins with; `Refused` while no charter is in force."""
    charter = charter_in_force().charter
    now, words = present(), words_of(charter)
    staff = asker_of(request).staff
    assert staff is not None  # noqa: S101 - only staff pass the guard of the page
    times = Times(now, ZoneInfo(charter.timezone), words.language)
    return Scene(now, charter, words, times, staff, last_position())


def seat_of(staff: Staff) -> Seat | None:
    """Return how the floor knows somebody who is at work."""
    row = _presence.first(staff.name)
    return from_plain(Seat, row.body) if row else None


def around(scene: Scene) -> dict[str, Any]:
    """Return what the frame of a page needs."""
    row = _presence.first(scene.staff.name)
    seat = from_plain(Seat, row.body) if row else None
    hands = seat.hands if seat else ()
    shown = row.state if row else ""
    return {
        "staff": scene.staff,
        "role_name": say_html(ROLE_NAMES[Role(scene.staff.role)]),
        "is_lead": scene.staff.role in (Role.LEAD, Role.ADMIN),
        "words": scene.words,
        "times": scene.times,
        "now": scene.now,
        "position": scene.position,
        "state": shown,
        "state_name": STATES.get(shown, shown),
        "break_name": BREAKS.get(seat.reason, seat.reason) if seat and not seat.open else "",
        "state_since": row.since if row else None,
        "breaks": BREAKS,
        "rings": rings_of(scene.staff, scene.words, scene.now),
        "calls": [contact for contact in _held(hands) if contact.outward and not contact.answered_at],
        "wrap_ups": _wrap_ups(hands, scene.now),
        "dispositions": DISPOSITIONS,
        "rail": rail_of(scene.staff, scene.words, scene.times),
        "topics": [f"agent-{scene.staff.name}"],
        "language_name": language_name,
        "channel_name": channel_name,
        "number_of": number_of,
        "script_of": lambda contact: script_of(contact, scene),
    }


def language_name(tag: str) -> str:
    """Return the name of a language, as it stands in a sentence."""
    return say_html(LANGUAGE_NAMES.get(tag, tag))


def channel_name(channel: str) -> str:
    """Return how a contact comes, at the beginning of a line."""
    said = str(say_html(CHANNELS.get(channel, channel)))
    return said[:1].upper() + said[1:]


def number_of(contact: Contact) -> str:
    """Return the number under which a customer is to be called; nothing where none is known."""
    return contact.number or newest(contact.customer, PHONE)


def script_of(contact: Contact, scene: Scene) -> str:
    """Return what an agent says when a customer who was promised a call picks up, in their language."""
    greeting = catalogue(contact.language).get(SCRIPT, SCRIPT)
    return greeting.format(agent=scene.staff.shown_name, company=scene.charter.company)


def _held(hands: tuple[Hand, ...]) -> list[Contact]:
    """Return what is in somebody's hands and has not begun to talk: calls to be made."""
    tokens = [hand.contact for hand in hands if hand.until is None]
    if not tokens:
        return []
    rows = Contact.objects.filter(token__in=tokens, agent=None).select_related("case", "customer")
    return list(rows.order_by("pk"))


def _wrap_ups(hands: tuple[Hand, ...], now: Instant) -> list[WrapUp]:
    until = {hand.contact: hand.until for hand in hands if hand.until is not None and hand.until > now}
    if not until:
        return []
    rows = Contact.objects.filter(token__in=until).select_related("case", "customer")
    return [WrapUp(row, until[row.token] - now) for row in rows.order_by("pk")]


def shown(
    request: HttpRequest, template: str, scene: Scene, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Return a page of the desk."""
    return render(request, template, {**around(scene), **context}, status=status)
