"""How many contacts a second `journey.step` and the floor carry together, on one core.

A contact arrives, is asked, asks for a person, waits, is answered, is served, and ends. Target: 10,000 a
second (0.1 s for a thousand). The peers are the floor alone, and the same contacts without keeping a place.
"""

from __future__ import annotations

from pathlib import Path

from bench.timing import Row, Work, compare, table
from possible.charter import files_of, read
from possible.floor import (
    Accepted,
    Agent,
    Assignment,
    CameIn,
    Connected,
    Floor,
    Joined,
    Offered,
    Released,
    Rules,
)
from possible.journey import commands as to_do
from possible.journey import turns
from possible.journey.force import InForce
from possible.journey.step import opened, step
from possible.values import Language
from possible.values.instant import SECOND, Instant, read_instant

ROOT = Path(__file__).resolve().parent.parent
NINE = read_instant("2026-12-07T08:00:00Z")
FRENCH = Language("fr")
CONTACTS = 1_000
AGENTS = 50


def main() -> None:
    """Print the table."""
    force = InForce(read(files_of(str(ROOT / "charters" / "cest-possible")), "cest-possible"))
    floor = floor_alone()
    rows = [
        _row("step and floor, one talk", journey(force, SERVED_BY_TALK), floor, 0.1),
        _row("step and floor, an answer agreed to", journey(force, SERVED_BY_ANSWER), floor, None),
    ]
    print(f"{CONTACTS} contacts; the peer is the floor alone")
    print(table(rows, "floor alone"))
    for row in rows:
        print(f"{row.what}: {CONTACTS / row.ours:,.0f} contacts/s")


def _row(what: str, ours: Work, peer: Work, target: float | None) -> Row:
    return compare(what, ours, peer, times=7, target=target)


SERVED_BY_TALK: tuple[type[turns.Turn], ...] = ()
SERVED_BY_ANSWER = (turns.Puts, turns.Knows, turns.Agrees)


def journey(force: InForce, served: tuple[type[turns.Turn], ...]) -> Work:
    """Return the work of a thousand contacts on a floor with people enough."""

    def work() -> None:
        desk = Desk(force)
        for number in range(CONTACTS):
            desk.serves(number, served)

    return work


class Desk:
    """What carries commands out: as little as can be, so that step and floor are what is measured."""

    def __init__(self, force: InForce) -> None:
        """Let the people come."""
        self.force, self.now = force, NINE
        self.floor = _staffed()
        self.case = opened(force, "c", "c", FRENCH, NINE)

    def serves(self, number: int, served: tuple[type[turns.Turn], ...]) -> None:
        """Take one contact from its first ring to its end."""
        contact, name = f"k{number}", f"c{number}"
        self.case = opened(self.force, name, name, FRENCH, self.now)
        self._turn(turns.Arrives(contact=contact, line="service", language=FRENCH))
        self._turn(turns.WantsPerson(contact=contact))
        for turn in served:
            self._turn(_made(turn, contact))
        self._turn(turns.Finishes(contact=contact))
        self.now = Instant(self.now + SECOND)

    def _turn(self, turn: turns.Turn) -> None:
        self.case, _, commands = step(self.force, self.case, turn, self.now)
        for command in commands:
            if isinstance(command, to_do.Enqueue):
                self._offered(self.floor.feed(Joined(at=self.now, want=command.want)))
            elif isinstance(command, to_do.Release):
                self.floor.feed(Released(at=self.now, contact=command.contact, agent=command.agent))

    def _offered(self, said: list[Assignment]) -> None:
        for offer in said:
            if isinstance(offer, Offered):
                accepted = Accepted(at=self.now, contact=offer.contact, agent=offer.agent)
                for answer in self.floor.feed(accepted):
                    if isinstance(answer, Connected):
                        self._turn(
                            turns.Answers(
                                contact=answer.contact,
                                agent=answer.agent,
                                team=answer.team,
                                language=answer.language,
                            )
                        )


def _made(turn: type[turns.Turn], contact: str) -> turns.Turn:
    if turn is turns.Puts:
        return turns.Puts(contact=contact, question="pay-later")
    if turn is turns.Knows:
        return turns.Knows(contact=contact, fact="late-bills", value="0")
    return turn(contact=contact)


def _staffed() -> Floor:
    floor = Floor(Rules())
    for number in range(AGENTS):
        agent = Agent(name=f"a{number}", teams=("front-desk",), languages=frozenset({FRENCH}))
        floor.feed(CameIn(at=NINE, agent=agent))
    return floor


def floor_alone() -> Work:
    """Return the work of the same contacts on the floor, without a journey."""
    from possible.floor import Want

    def work() -> None:
        floor, now = _staffed(), NINE
        for number in range(CONTACTS):
            want = Want(contact=f"k{number}", team="front-desk", language=FRENCH, channel="phone", since=now)
            for offer in floor.feed(Joined(at=now, want=want)):
                if isinstance(offer, Offered):
                    floor.feed(Accepted(at=now, contact=offer.contact, agent=offer.agent))
                    floor.feed(Released(at=now, contact=offer.contact, agent=offer.agent))
            now = Instant(now + SECOND)

    return work


if __name__ == "__main__":
    main()
