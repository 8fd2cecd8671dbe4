"""The world behind a charter: records that answer, systems that do, technicians in time, late, or never."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from possible.charter.causes import NETWORK
from possible.journey import turns
from possible.playbooks import Reply
from possible.simulate.anybody import domain_of
from possible.simulate.streams import drawn, lasting, stream
from possible.values import Refused
from possible.values.instant import HOUR, MINUTE, SECOND, Instant

if TYPE_CHECKING:
    from possible.journey.case import Case
    from possible.journey.force import InForce
    from possible.simulate.twin import Twin

DAY = 24 * HOUR
WINDOW = 4 * HOUR
HALF = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Luck:
    """How likely things go well, from 0 to 1."""

    works: float = 0.7
    does: float = 0.9
    in_time: float = 0.8
    comes: float = 0.93
    moved: float = 0.1
    called_off: float = 0.05
    given_up: float = 0.05
    consents: float = 1.0


class Anywhere:
    """Records, systems and technicians, with a seeded luck."""

    def __init__(self, force: InForce, seed: int, luck: Luck) -> None:
        """Begin with nothing drawn."""
        self.force, self.seed, self.luck = force, seed, luck

    def look_up(self, twin: Twin, case: Case, fact: str) -> str:  # noqa: ARG002 - records know no time
        """Return the value of a fact: counted where the case counts, else the same each time."""
        playbook = next((talk.run.top.playbook for talk in case.talks if talk.run), "")
        domain = domain_of(self.force, fact, playbook)
        if domain is None:
            return ""
        if fact == "contacts":
            try:
                return domain.text(domain.number(str(case.contacts)))
            except Refused:
                return domain.text(domain.low)
        return drawn(stream(self.seed, case.customer, "record", fact), domain)

    def do(self, twin: Twin, case: Case, contact: str, action: str) -> None:
        """Do an action, mostly."""
        draw = stream(self.seed, case.customer, "system", action, twin.now)
        done = Reply.DONE if draw.random() < self.luck.does else Reply.UNABLE
        twin.may_reply(
            case.id, contact, lasting(draw, 20 * SECOND), turns.Replies(contact=contact, observation=done)
        )

    def find_windows(self, twin: Twin, case: Case, quote: str, within: Instant | None) -> None:
        """Book a window when the technicians work; they come in it, late, or not at all."""
        draw = stream(self.seed, case.customer, "visit", quote)
        charter = self.force.charter
        found = case.quote(quote)
        remedy = charter.remedies[found.remedy if found else ""]
        hours = charter.calendar(next(iter(charter.teams[remedy.by].languages.values())))
        latest = within if within is not None else twin.now + 10 * DAY
        asked = Instant(twin.now + draw.randrange(HOUR, max(2 * HOUR, latest - twin.now)))
        starts = hours.next_opening(asked)
        width = remedy.window.about * SECOND if remedy.window else WINDOW
        if starts is not None:
            ends = Instant(starts + width)
            twin.at(twin.now, lambda: self._book(twin, case.id, quote, (starts, ends)))

    def _book(self, twin: Twin, case: str, quote: str, window: tuple[Instant, Instant]) -> None:
        starts, ends = window
        if not twin.tries(case, turns.Books(quote=quote, starts=starts, ends=ends)):
            return
        draw = stream(self.seed, twin.cases[case].customer, "technician", quote)
        visit = twin.cases[case].visits[-1].id
        if draw.random() < self.luck.moved:
            later = Instant(starts + DAY), Instant(ends + DAY)
            consent = draw.random() < self.luck.consents
            moves = turns.Moves(visit=visit, starts=later[0], ends=later[1], consent=consent)
            twin.at((twin.now + starts) // 2, lambda: twin.tries(case, moves))
            starts, ends = later
        if self._in_vain(twin, case, visit, starts):
            return
        if draw.random() > self.luck.comes:
            return
        late = 0 if draw.random() < self.luck.in_time else ends - starts + lasting(draw, HOUR)
        come = starts + draw.randrange(ends - starts) + late
        twin.at(come, lambda: twin.tries(case, turns.IsThere(visit=visit)))
        over = turns.VisitEnds(visit=visit, fixed=draw.random() < self.luck.works, cause=NETWORK)
        twin.at(come + lasting(draw, HOUR), lambda: twin.tries(case, over))

    def _in_vain(self, twin: Twin, case: str, visit: str, starts: Instant) -> bool:
        """Let the company call the visit off, or the customer give it up; tell whether either is to be."""
        draw = stream(self.seed, case, "given up", visit)
        chance = draw.random()
        turn: turns.Turn | None = None
        if chance < self.luck.called_off:
            turn = turns.CallsOff(visit=visit, reason="ill")
        elif chance < self.luck.called_off + self.luck.given_up:
            turn = turns.Cancels(visit=visit, wants_other=draw.random() < HALF)
        if turn is not None:
            twin.at(twin.now + draw.randrange(max(1, starts - twin.now)), lambda: twin.tries(case, turn))
        return turn is not None

    def carry_out(self, twin: Twin, case: Case, quote: str) -> None:
        """Carry a remedy out, mostly in time."""
        draw = stream(self.seed, case.customer, "remedy", quote)
        found = case.quote(quote)
        remedy = self.force.charter.remedies[found.remedy if found else ""]
        within = remedy.within.about * SECOND if remedy.within else DAY
        late = draw.random() > self.luck.in_time
        after = draw.randrange(MINUTE, max(2 * MINUTE, within)) + (lasting(draw, 2 * DAY) if late else 0)
        ends = turns.RemedyEnds(quote=quote, worked=draw.random() < self.luck.works)
        twin.at(twin.now + after, lambda: twin.tries(case.id, ends))
