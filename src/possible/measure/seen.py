"""What an indicator sees of an event: its contact, whose it is, the groups in which it counts."""

from __future__ import annotations

from dataclasses import dataclass, field

from possible.measure.contacts import START, Contact
from possible.measure.tally import ALL, Group
from possible.values.events import CaseClosed, CaseOpened, ContactArrived, Event
from possible.values.instant import Instant
from possible.values.language import Language


@dataclass(slots=True)
class Seen:
    """An event in its place; `over`: its contact has just ended."""

    event: Event
    contact: Contact | None
    case: str
    customer: str
    language: Language | None
    over: bool

    @property
    def at(self) -> Instant:
        """When it happened."""
        return self.event.at

    @property
    def groups(self) -> tuple[Group, ...]:
        """All, the language wanted, and the line and team of the contact."""
        found = [ALL]
        if self.language:
            found.append(Group("language", self.language))
        if self.contact:
            found.append(Group("line", self.contact.line))
            found += [Group("team", self.contact.team)] if self.contact.team else []
        return tuple(found)

    @property
    def names(self) -> tuple[str, ...]:
        """The contact and the case by which things are remembered."""
        contact = self.event.contact
        return tuple(
            name for name in (contact and f"contact {contact}", self.case and f"case {self.case}") if name
        )


@dataclass(slots=True)
class Sight:
    """Knows the open contacts and cases, so that each event is seen in its place."""

    contacts: dict[str, Contact] = field(default_factory=dict)
    cases: dict[str, tuple[str, Language]] = field(default_factory=dict)
    now: Instant = START

    def see(self, event: Event) -> Seen:
        """Return an event as it is seen; a contact that is over is seen once more, and forgotten."""
        self.now = event.at
        contact = self.contacts.get(event.contact)
        if isinstance(event, ContactArrived):
            contact = self.contacts[event.contact] = Contact.began(event)
        elif contact:
            contact.feed(event)
        if isinstance(event, CaseOpened):
            self.cases[event.case] = (event.customer, event.language)
        case = event.case or (contact.case if contact else "")
        customer, language = self.cases.get(case, ("", None))
        if contact:
            customer, language = contact.customer, contact.language
        over = contact is not None and not contact.open
        if over:
            del self.contacts[event.contact]
        if isinstance(event, CaseClosed):
            self.cases.pop(case, None)
        return Seen(event, contact, case, customer, language, over)
