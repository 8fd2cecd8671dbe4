"""What agents have in hands, by a book of its own: the floor's word is not taken for its own proof."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from possible.floor import (
    Agent,
    Assignment,
    CameIn,
    Connected,
    Happening,
    Joined,
    Offered,
    OfferOver,
    Released,
)
from possible.values import N_
from possible_web.keeping.pools import RULES
from possible_web.project.auditing.fault import Check, Fault, fault

TWO_AGENTS = N_("it was offered to {agent} while it was offered to {other}")
TOO_MANY = N_("{agent} was offered more than one can have: {load}")


class Ledger:
    """Who is asked for which contact, and who has it; fed happenings with what the floor said to them."""

    def __init__(self) -> None:
        """Begin with nobody there."""
        self.agents: dict[str, Agent] = {}
        self.channels: dict[str, str] = {}
        self.asked: dict[str, str] = {}
        self.held: dict[str, str] = {}

    def feed(
        self, happening: Happening, said: Iterable[Assignment], rows: tuple[str, ...]
    ) -> Iterator[Fault]:
        """Take in what happened and what followed; yield what must not be."""
        match happening:
            case CameIn(agent=agent):
                self.agents[agent.name] = agent
            case Joined(want=want):
                self.channels[want.contact] = want.channel
            case Released(contact=contact):
                self.held.pop(contact, None)
            case _:
                pass
        for each in said:
            yield from self._said(each, rows)

    def _said(self, said: Assignment, rows: tuple[str, ...]) -> Iterator[Fault]:
        match said:
            case Offered(contact=contact, agent=agent):
                if contact in self.asked:
                    facts = {"agent": agent, "other": self.asked[contact]}
                    yield fault(Check.DOUBLE_OFFER, (f"contact {contact}", *rows), TWO_AGENTS, **facts)
                self.asked[contact] = agent
                yield from self._load(agent, rows)
            case OfferOver(contact=contact):
                self.asked.pop(contact, None)
            case Connected(contact=contact, agent=agent):
                self.asked.pop(contact, None)
                self.held[contact] = agent

    def _load(self, name: str, rows: tuple[str, ...]) -> Iterator[Fault]:
        """Yield that an agent was asked for more than they can have at once."""
        mine = [contact for book in (self.asked, self.held) for contact, who in book.items() if who == name]
        load = Counter(self.channels.get(contact, "") for contact in mine)
        room = dict(self.agents[name].capacity) if name in self.agents else {}
        alone = any(channel in RULES.alone for channel in load) and len(mine) > 1
        if alone or any(count > room.get(channel, 0) for channel, count in load.items()):
            told = ", ".join(f"{count} {channel}" for channel, count in sorted(load.items()))
            yield fault(Check.DOUBLE_OFFER, (f"agent {name}", *rows), TOO_MANY, agent=name, load=told)
