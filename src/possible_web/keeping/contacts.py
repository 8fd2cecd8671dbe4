"""The rows of a case's contacts, brought up to date after a turn: what changed is written, once a row."""

from __future__ import annotations

from typing import Any

from possible.journey.case import Callback, Talk
from possible.values.events import ContactAnswered, ContactArrived, ContactEnded, Event
from possible.values.instant import Instant
from possible_web.keeping.reach import PHONE, newest
from possible_web.keeping.upserts import change, made
from possible_web.records.models import Case as CaseRow
from possible_web.records.models import Contact
from possible_web.records.prepared import Prepared


def contact_of_talk(talk: Talk) -> dict[str, Any]:
    """Return the columns of a contact that goes on, all but its case, its customer and the agent."""
    connected = Contact.State.CONNECTED if talk.agent else Contact.State.ARRIVED
    return {
        "state": Contact.State.WAITING if talk.queued and not talk.agent else connected,
        "line": talk.line,
        "channel": talk.channel,
        "language": talk.language,
        "outward": talk.out,
        "team": talk.team or getattr(talk.spot, "team", ""),
        "arrived_at": talk.began,
        "since": talk.place,
    }


def contact_of_callback(owed: Callback) -> dict[str, Any]:
    """Return the columns of a call that we owe, all but its case, its customer and when it began."""
    return {
        "state": Contact.State.WAITING,
        "line": owed.line,
        "channel": "phone",
        "language": owed.language,
        "outward": True,
        "team": owed.waited.team,
        "since": owed.since,
        "not_before": owed.not_before,
    }


def case_of(contact: str) -> str:
    """Return the name of the case to which a contact belongs; nothing where it has none (yet)."""
    found = contact_named(contact)
    return str(found.case_id) if found and found.case_id else ""


def contact_named(token: str) -> Contact | None:
    """Return the row of a contact by its name in the core; None where there is none."""
    return _named.first(token)


_named = Prepared(lambda token: Contact.objects.filter(token=token)[:1])


class Contacts:
    """What becomes of the contacts of a case; `there`: the rows of those that have not ended, by token."""

    def __init__(self, row: CaseRow, there: dict[str, Contact]) -> None:
        """Begin with the rows as they are."""
        self.row, self.there = row, there
        self._wanted: dict[str, dict[str, Any]] = {}
        self._made: dict[str, dict[str, Any]] = {}
        self._answered: dict[str, Instant] = {}

    def talks(self, talk: Talk, agent: dict[str, Any]) -> None:
        """Note a contact that goes on; `agent`: the column of who has it, where that has changed."""
        self._will_be(talk.id, {**contact_of_talk(talk), **agent})
        self._made.setdefault(talk.id, {})

    def owes(self, owed: Callback) -> None:
        """Note a call that we owe."""
        self._will_be(owed.contact, contact_of_callback(owed))
        if owed.contact not in self.there:
            number = newest(self.row.customer, PHONE)[:32]
            self._made[owed.contact] = {"arrived_at": owed.since, "number": number}

    def owes_no_other(self, owed: set[str]) -> None:
        """End the calls that are not owed any more."""
        for token, contact in self.there.items():
            if contact.outward and contact.state == Contact.State.WAITING and token not in owed:
                self._will_be(token, {"state": Contact.State.ENDED, "since": None})

    def heard(self, event: Event) -> None:
        """Note when a contact arrived, was answered, ended; a letter arrives and ends in one turn."""
        match event:
            case ContactArrived():
                self._will_be(event.contact, {"arrived_at": event.at})
                self._made.setdefault(event.contact, _arrived(event))
            case ContactAnswered():
                self._will_be(event.contact, {})
                self._answered.setdefault(event.contact, event.at)
            case ContactEnded():
                ended = {"state": Contact.State.ENDED, "ended_at": event.at, "since": None}
                self._will_be(event.contact, ended)
            case _:
                pass

    def keep(self) -> None:
        """Write what changed; the rows that ended are not there any more."""
        for token, values in self._wanted.items():
            found = self.there.get(token) or contact_named(token)
            if token in self._answered and (found is None or found.answered_at is None):
                values["answered_at"] = self._answered[token]
            if found is not None:
                _save(found, {**values, "case_id": self.row.pk, "customer_id": self.row.customer_id})
            elif token in self._made:
                own = {"token": token, "case": self.row, "customer_id": self.row.customer_id}
                found = made(Contact(**{**own, **self._made[token], **values}))
            if found is not None:
                self.there[token] = found
                if found.state == Contact.State.ENDED:
                    del self.there[token]

    def _will_be(self, token: str, values: dict[str, Any]) -> None:
        self._wanted.setdefault(token, {}).update(values)


def _arrived(event: ContactArrived) -> dict[str, Any]:
    return {
        "state": Contact.State.ARRIVED,
        "line": event.line,
        "channel": event.channel,
        "language": event.language,
        "outward": event.outward,
    }


def _save(contact: Contact, values: dict[str, Any]) -> None:
    changed = {name: value for name, value in values.items() if getattr(contact, name) != value}
    for name, value in changed.items():
        setattr(contact, name, value)
    if changed:
        change(Contact, {"id": contact.pk}, changed)
