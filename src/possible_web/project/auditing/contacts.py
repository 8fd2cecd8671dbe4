"""Contacts: nobody is lost between the case, its row and the floor; nobody is offered to two at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from possible.floor import Floor
from possible.journey.case import Case, Talk
from possible.values import N_
from possible_web.keeping.contacts import contact_of_callback, contact_of_talk
from possible_web.project.auditing.fault import Check, Fault, fault
from possible_web.records.models import Contact

NOT_WAITING = N_("it waits by its case, and is in no queue")
NOT_HELD = N_("{agent} has it by its case, and does not hold it on the floor")
NOT_OWED = N_("a call is owed, and it neither waits nor is anybody calling")
OVER = N_("it is on the floor ({where}), and no case goes on with it")
IN_TWO = N_("it goes on in two cases")
NO_ROW = N_("it goes on by its case, and has no row")
NOT_ENDED = N_("its row says {kept}, and no case goes on with it")
COLUMN = N_("its column {part} is {kept}, and its case says {told}")
AT_ONCE = N_("it was offered to {agent} while it was offered to {other}")
NO_OFFER = N_("an offer to {agent} ended that was not open")
LEFT_OPEN = N_("the journal leaves it offered to {told}, and the floor to {kept}")


@dataclass(frozen=True, slots=True)
class Live:
    """Contacts that go on, by name: where they are, and calls that are owed."""

    talks: dict[str, tuple[int, Talk]]
    owed: dict[str, int]
    twice: tuple[str, ...]

    def __contains__(self, contact: str) -> bool:
        """Tell whether a case goes on with a contact."""
        return contact in self.talks or contact in self.owed


def live(cases: Mapping[int, Case]) -> Live:
    """Return which contacts go on by the states of the cases."""
    talks: dict[str, tuple[int, Talk]] = {}
    owed: dict[str, int] = {}
    twice = []
    for number, case in cases.items():
        for talk in case.talks:
            twice += [talk.id] if talk.id in talks else []
            talks[talk.id] = (number, talk)
        for call in case.callbacks:
            twice += [call.contact] if call.contact in owed else []
            owed[call.contact] = number
    return Live(talks, owed, tuple(twice))


def of_floor(found: Live, floor: Floor) -> Iterator[Fault]:
    """Yield contacts that their case believes on the floor and are not, and the other way round."""
    for contact, (number, talk) in found.talks.items():
        rows = (f"contact {contact}", f"case {number}")
        if talk.queued and not floor.waits(contact):
            yield fault(Check.LOST_CONTACT, rows, NOT_WAITING)
        if talk.agent and floor.holder(contact) != talk.agent:
            yield fault(Check.LOST_CONTACT, rows, NOT_HELD, agent=talk.agent)
    for contact, number in found.owed.items():
        if not floor.waits(contact) and not floor.holder(contact):
            yield fault(Check.LOST_CONTACT, (f"contact {contact}", f"case {number}"), NOT_OWED)
    for contact in found.twice:
        yield fault(Check.TWICE, f"contact {contact}", IN_TWO)
    yield from _ghosts(found, floor)


def _ghosts(found: Live, floor: Floor) -> Iterator[Fault]:
    """Yield what the floor queues, or keeps an agent busy with, although it is over."""
    for contact in floor.hall.waiting:
        talk = found.talks.get(contact)
        if contact not in found.owed and (talk is None or not talk[1].queued):
            yield fault(Check.GHOST_CONTACT, f"contact {contact}", OVER, where="waiting")
    for contact, desk in floor.hall.holders.items():
        talk = found.talks.get(contact)
        if contact not in found.owed and (talk is None or talk[1].agent != desk.name):
            yield fault(Check.GHOST_CONTACT, f"contact {contact}", OVER, where=desk.name)


def of_rows(found: Live, cases: Mapping[int, Case]) -> Iterator[Fault]:
    """Yield contacts whose row is missing, says something else than the case, or that it goes on."""
    wanted = _wanted(found, cases)
    columns = ("case_id", "state", "outward", "team", "since", "agent__name", "not_before", "ended_at")
    rows = Contact.objects.order_by("pk").values("token", *columns)
    for row in rows.iterator(chunk_size=2000):
        told = wanted.pop(row["token"], None)
        name = f"contact {row['token']}"
        if told is not None:
            yield from _row(name, row, told)
        elif row["state"] != Contact.State.ENDED:
            yield fault(Check.CONTACT_ROW, name, NOT_ENDED, kept=row["state"])
    for contact in wanted:
        yield fault(Check.CONTACT_ROW, f"contact {contact}", NO_ROW)


def _wanted(found: Live, cases: Mapping[int, Case]) -> dict[str, dict[str, Any]]:
    """Return what the rows of contacts that go on should say."""
    wanted: dict[str, dict[str, Any]] = {}
    for number, case in cases.items():
        for owed in case.callbacks:
            wanted[owed.contact] = {**contact_of_callback(owed), "case_id": number}
    for contact, (number, talk) in found.talks.items():
        agent = {"case_id": number, "agent__name": talk.agent or None}
        wanted[contact] = {**contact_of_talk(talk), **agent, "ended_at": None}
    return wanted


def _row(name: str, row: dict[str, Any], told: dict[str, Any]) -> Iterator[Fault]:
    for part in row.keys() & told.keys():
        if row[part] != told[part]:
            facts = {"part": part, "kept": str(row[part]), "told": str(told[part])}
            yield fault(Check.CONTACT_ROW, name, COLUMN, **facts)


def of_offers(rows: Iterable[tuple[int, str, str, dict[str, Any]]], floor: Floor) -> Iterator[Fault]:
    """Yield contacts that were offered to two at once, or whose offer the journal leaves open.

    `rows`: position, contact, kind and body of the offers in the journal, in their order.
    """
    standing: dict[str, str] = {}
    for position, contact, kind, body in rows:
        agent, where = body["agent"], (f"contact {contact}", f"journal {position}")
        if kind == "offer-made":
            if contact in standing:
                yield fault(Check.DOUBLE_OFFER, where, AT_ONCE, agent=agent, other=standing[contact])
            standing[contact] = agent
        elif standing.pop(contact, "") != agent:
            yield fault(Check.DOUBLE_OFFER, where, NO_OFFER, agent=agent)
    kept = {contact: waiting.taker for contact, waiting in floor.hall.offers.items()}
    for contact in sorted(standing.keys() | kept.keys()):
        told, here = standing.get(contact, ""), kept.get(contact, "")
        if told != here:
            yield fault(
                Check.DOUBLE_OFFER, f"contact {contact}", LEFT_OPEN, told=told or "—", kept=here or "—"
            )
