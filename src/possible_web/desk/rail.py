"""The agent's own cases, at the edge of every page: what is due first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import F, Q, QuerySet

from possible.values import N_, Sentence, sentence
from possible_web.desk.words import Times, Words
from possible_web.keeping.families import not_merged
from possible_web.keeping.turning import held_of
from possible_web.records.models import Case, Contact, Message, Staff
from possible_web.records.prepared import Prepared

MOST = 20
CHANNELS = {
    "phone": N_("on the phone"),
    "chat": N_("in chat"),
    "video": N_("on video"),
    "mail": N_("by letter"),
    "place": N_("at the counter"),
}


@dataclass(frozen=True, slots=True)
class Slip:
    """A case as a list shows it. `held`: its customer was cut off and may be back.

    `unread`: how many messages of the customer nobody has read.
    """

    case: Case
    problem: str
    line: Sentence | None
    late: bool
    held: bool
    unread: int
    talking: bool


def awake(now: int) -> Q:
    """Return the condition that a case is not put aside."""
    return Q(snoozed_until=None) | Q(snoozed_until__lte=now)


def rail_of(staff: Staff, words: Words, times: Times) -> list[Slip]:
    """Return the cases that somebody answers for or talks in; those put aside come back by themselves."""
    rows = _mine(staff.pk, times.now)
    there = {row.pk for row in rows}
    rows += _of_numbers([number for number in _talking(staff.pk) if number and number not in there])
    rows.sort(key=lambda case: (case.due is None, case.due, case.pk))
    return slips(rows[:MOST], words, times)


def in_list(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Return cases with what `slips` reads of them and no more: the state of a case is most of its row."""
    found = rows.select_related("customer").annotate(facts=F("state__facts"))
    own = ("reference", "due", "status", "snoozed_until", "owner_id", "team", "language")
    return found.only(*own, "customer__name")


def slips(cases: list[Case], words: Words, times: Times) -> list[Slip]:
    """Return cases as lists show them; they were read by `in_list`."""
    if not cases:
        return []
    numbers = [case.pk for case in cases]
    unread = Counter(_unread(numbers))
    talks = {contact.case_id: contact for contact in _connected(numbers)}
    held = held_of(talks.values()) if talks else {}
    going = {case: _Going(talk, held.get(case)) for case, talk in talks.items()}
    return [_slip(case, going.get(case.pk), unread[case.pk], words, times) for case in cases]


_talking = Prepared(
    lambda staff: Contact.objects.filter(agent=staff, state=Contact.State.CONNECTED).values_list(
        "case", flat=True
    )
)
_mine = Prepared(
    lambda staff, now: in_list(
        not_merged(Case.objects.filter(awake(now), owner=staff, place__isnull=False))
    ).order_by("place", "pk")[:MOST]
)
_of_numbers = Prepared(lambda numbers: in_list(not_merged(Case.objects.filter(pk__in=numbers))))
_unread = Prepared(
    lambda cases: Message.objects.filter(
        case__in=cases, by__in=("customer", "helper"), read_at=None
    ).values_list("case_id", flat=True)
)
_connected = Prepared(lambda cases: Contact.objects.filter(case__in=cases, state=Contact.State.CONNECTED))


class _Going(NamedTuple):
    """A contact that goes on; `held`: until when, where its customer is cut off."""

    talk: Contact
    held: int | None


def _slip(case: Case, going: _Going | None, unread: int, words: Words, times: Times) -> Slip:
    late = going is None and case.due is not None and case.due < times.now
    held = going is not None and going.held is not None
    line = _now(going, times) if going is not None else _line(case, times)
    problem = words.problem(dict(getattr(case, "facts", None) or {}))
    return Slip(case, problem, line, late, held, unread, going is not None)


def _now(going: _Going, times: Times) -> Sentence:
    """Return what a contact that goes on is about."""
    if going.held is not None:
        return sentence(N_("Connection lost, held until {time}"), time=times.at(going.held))
    where = sentence(CHANNELS.get(going.talk.channel, going.talk.channel))
    since = times.ago(going.talk.since or going.talk.arrived_at)
    return sentence(N_("Now {where}, {since}"), where=where, since=since)


def _line(case: Case, times: Times) -> Sentence | None:
    """Return the one thing that matters most about a case in which nobody talks now."""
    if case.snoozed_until is not None and case.snoozed_until > times.now:
        return sentence(N_("Put aside until {time}"), time=times.at(case.snoozed_until))
    if case.status == Case.Status.SOLVED:
        return sentence(N_("Solved"))
    if case.status == Case.Status.CLOSED:
        return sentence(N_("Closed"))
    if case.due is not None:
        return sentence(N_("Due {time}"), time=times.at(case.due))
    return None
