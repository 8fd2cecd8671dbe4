"""The agent's own cases, at the edge of every page: what is due first."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from possible.values import N_, Sentence, sentence
from possible_web.desk.words import Times, Words
from possible_web.keeping.families import not_merged
from possible_web.records.models import Case, Contact, Message, Staff

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
    """A case as a list shows it. `unread`: how many messages of the customer nobody has read."""

    case: Case
    problem: str
    line: Sentence | None
    late: bool
    unread: int
    talking: bool


def rail_of(staff: Staff, words: Words, times: Times) -> list[Slip]:
    """Return the cases that somebody answers for or talks in; those put aside come back by themselves."""
    talks = Contact.objects.filter(agent=staff, state=Contact.State.CONNECTED)
    talking = [number for number in talks.values_list("case", flat=True) if number]
    awake = Q(snoozed_until=None) | Q(snoozed_until__lte=times.now)
    mine = Case.objects.filter(awake, owner=staff, place__isnull=False)
    rows = list(in_list(not_merged(mine)).order_by("place", "pk")[:MOST])
    if talking:
        there = {row.pk for row in rows}
        rows += in_list(not_merged(Case.objects.filter(pk__in=set(talking) - there)))
    rows.sort(key=lambda case: (case.due is None, case.due, case.pk))
    return slips(rows[:MOST], words, times)


def in_list(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Return cases with what `slips` reads of them and no more: the state of a case is most of its row."""
    found = rows.select_related("customer").annotate(facts=F("state__facts"))
    return found.only("reference", "due", "status", "snoozed_until", "owner_id", "customer__name")


def slips(cases: list[Case], words: Words, times: Times) -> list[Slip]:
    """Return cases as lists show them; they were read by `in_list`."""
    if not cases:
        return []
    unread: dict[int, int] = {}
    said = Message.objects.filter(case__in=cases, by__in=("customer", "helper"), read_at=None)
    for number in said.values_list("case_id", flat=True):
        unread[number or 0] = unread.get(number or 0, 0) + 1
    contacts = Contact.objects.filter(case__in=cases, state=Contact.State.CONNECTED)
    talks = {contact.case_id: contact for contact in contacts}
    return [_slip(case, talks.get(case.pk), unread.get(case.pk, 0), words, times) for case in cases]


def _slip(case: Case, talk: Contact | None, unread: int, words: Words, times: Times) -> Slip:
    late = case.due is not None and case.due < times.now
    problem = words.problem(dict(getattr(case, "facts", None) or {}))
    return Slip(case, problem, _line(case, talk, times), late and talk is None, unread, talk is not None)


def _line(case: Case, talk: Contact | None, times: Times) -> Sentence | None:
    """Return the one thing that matters most about a case now."""
    if talk is not None:
        where = sentence(CHANNELS.get(talk.channel, talk.channel))
        since = times.ago(talk.since or talk.arrived_at)
        return sentence(N_("Now {where}, {since}"), where=where, since=since)
    if case.snoozed_until is not None and case.snoozed_until > times.now:
        return sentence(N_("Put aside until {time}"), time=times.at(case.snoozed_until))
    if case.status == Case.Status.SOLVED:
        return sentence(N_("Solved"))
    if case.status == Case.Status.CLOSED:
        return sentence(N_("Closed"))
    if case.due is not None:
        return sentence(N_("Due {time}"), time=times.at(case.due))
    return None
