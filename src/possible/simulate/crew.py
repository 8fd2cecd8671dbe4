"""The people at work, as the charter plans them: hours, languages, breaks, and what they do."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from possible.floor import Agent
from possible.journey import turns
from possible.journey.prompts import WithPerson
from possible.simulate.streams import lasting, stream
from possible.values import Language
from possible.values.events import PromiseMade
from possible.values.instant import HOUR, MINUTE, SECOND, Instant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from possible.floor import Offered, Want
    from possible.journey.case import Case, Talk
    from possible.journey.force import InForce
    from possible.journey.prompts import Prompt
    from possible.simulate.twin import Twin
    from possible.values.calendar import Calendar
    from possible.values.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """How likely agents do this or that, from 0 to 1, and how long they talk (milliseconds)."""

    declines: float = 0.05
    misses: float = 0.03
    holds: float = 0.2
    hands_on: float = 0.15
    excepts: float = 0.15
    departs: float = 0.6
    logs_off: float = 0.02
    breaks: float = 0.03
    tells: float = 0.9
    talks: int = 2 * MINUTE
    most_acts: int = 3


@dataclass(slots=True)
class Service:
    """What an agent still does for one contact, and which teams its case has met."""

    left: int
    teams: set[str] = field(default_factory=set)


class Crew:
    """Everybody at work, taken together; `share`: the part of the planned people who are there."""

    def __init__(self, force: InForce, seed: int, share: float, ways: Ways) -> None:
        """Draw nobody yet: people come when their hours begin."""
        self.force, self.seed, self.ways = force, seed, ways
        self.draw = stream(seed, "crew")
        self.agents = {agent.name: (agent, hours) for agent, hours in planned(force, share)}
        self.here: set[str] = set()
        self.served: dict[str, Service] = {}
        self.met: dict[str, set[str]] = {}

    # ---- hours ------------------------------------------------------------------------------------------

    def open(self, twin: Twin) -> None:
        """Let everybody come whose hours it is, and go and come with their hours from then on."""
        for name in self.agents:
            opening = self.hours_of(name).next_opening(twin.now)
            if opening is not None:
                twin.at(opening, lambda name=name: self._begins(twin, name))  # type: ignore[misc]

    def hours_of(self, name: str) -> Calendar:
        """Return when somebody is at work."""
        return self.force.charter.calendar(self.agents[name][1])

    def _begins(self, twin: Twin, name: str) -> None:
        calendar = self.hours_of(name)
        self._comes(twin, name)
        closing = calendar.next_closing(twin.now)
        if closing is None:
            return
        opening = calendar.next_opening(closing)
        twin.at(closing, lambda: self._goes(twin, name))
        if opening is not None:
            twin.at(opening, lambda: self._begins(twin, name))

    def _comes(self, twin: Twin, name: str) -> None:
        if name not in self.here:
            self.here.add(name)
            twin.comes_in(self.agents[name][0])

    def _goes(self, twin: Twin, name: str) -> None:
        if name in self.here:
            self.here.discard(name)
            twin.goes_out(name)

    def _back(self, twin: Twin, name: str) -> None:
        if self.hours_of(name).is_open(twin.now):
            self._comes(twin, name)

    # ---- offers -----------------------------------------------------------------------------------------

    def wanted(self, twin: Twin, want: Want) -> None:
        """Take no notice: people look at what is offered to them."""

    def offered(self, twin: Twin, offer: Offered) -> None:
        """Accept after some seconds; now and then decline, or let it pass."""
        chance = self.draw.random()
        after = self.draw.randrange(SECOND, 12 * SECOND)
        if chance < self.ways.declines:
            twin.at(twin.now + after, lambda: twin.decline(offer))
        elif chance > self.ways.declines + self.ways.misses:
            twin.at(twin.now + after, lambda: twin.accept(offer))

    def released(self, twin: Twin, agent: str) -> None:
        """Now and then have a break, or go home, after a contact."""
        if agent in self.here and self.draw.random() < self.ways.breaks:
            self._goes(twin, agent)
            twin.at(twin.now + lasting(self.draw, 15 * MINUTE), lambda: self._back(twin, agent))

    # ---- service ----------------------------------------------------------------------------------------

    def sees(self, twin: Twin, case: Case, talk: Talk, wanted: Prompt) -> bool:
        """Serve who is there: questions, paths, other teams, and good-bye."""
        if not isinstance(wanted, WithPerson):
            return False
        service = self.served.get(talk.id)
        if service is None:
            service = self.serves(case, talk, self.draw.randint(0, self.ways.most_acts))
        service.teams.add(talk.team)
        service.left -= 1
        after = lasting(self.draw, self.ways.talks)
        if self.draw.random() < self.ways.logs_off and talk.agent in self.here:
            self._goes(twin, talk.agent)
            twin.at(twin.now + HOUR, lambda name=talk.agent: self._back(twin, name))  # type: ignore[misc]
        if self.draw.random() < self.ways.holds:
            twin.may_reply(case.id, talk.id, after // 4, turns.Holds(contact=talk.id))
            twin.may_reply(case.id, talk.id, after // 2, turns.Resumes(contact=talk.id))
        turn = self.acts(case, talk, service) if service.left >= 0 else None
        if turn is not None:
            twin.may_reply(case.id, talk.id, after, turn)
        twin.may_reply(case.id, talk.id, after + 1, turns.Finishes(contact=talk.id))
        return True

    def serves(self, case: Case, talk: Talk, most: int) -> Service:
        """Begin to serve a contact, with so many acts at most; return what is noted of it."""
        met = self.met.setdefault(case.id, set())
        return self.served.setdefault(talk.id, Service(most, met))

    def acts(self, case: Case, talk: Talk, service: Service) -> turns.Turn | None:  # noqa: ARG002 - others look
        """Return what is done for a contact next: whatever an agent may do, drawn; None: nothing more."""
        charter, draw = self.force.charter, self.draw
        acts = charter.teams[talk.team].in_practice
        if acts and draw.random() < self.ways.departs:
            return turns.Departs(contact=talk.id, act=draw.randrange(len(acts)))
        if draw.random() < self.ways.hands_on:
            return self._hands_on(talk, service)
        if charter.exceptions and draw.random() < self.ways.excepts and charter.questions:
            question = draw.choice(sorted(charter.questions))
            answer = draw.choice(sorted((*charter.remedies, "no")))
            return turns.Excepts(contact=talk.id, question=question, answer=answer, reason="hardship")
        if charter.questions and draw.random() < 0.5:
            return turns.Puts(contact=talk.id, question=draw.choice(sorted(charter.questions)))
        return turns.GoesThrough(contact=talk.id, path=draw.choice(sorted(charter.paths)))

    def _hands_on(self, talk: Talk, service: Service) -> turns.Turn | None:
        """Hand on to a team that has not had this case: nobody here sends customers in circles."""
        teams = self.force.charter.teams
        other = sorted(name for name, team in teams.items() if not team.visits and name not in service.teams)
        return turns.HandsOn(contact=talk.id, team=self.draw.choice(other)) if other else None

    def hears(self, twin: Twin, case: Case, events: list[Event]) -> None:
        """Tell the customer where the matter stands before it is due, mostly, where that is promised."""
        for event in events:
            if (
                isinstance(event, PromiseMade)
                and event.due is not None
                and event.promise in self._told
                and self.draw.random() < self.ways.tells
            ):
                self._tell(twin, case.id, event)

    def _tell(self, twin: Twin, case: str, made: PromiseMade) -> None:
        due = made.due if made.due is not None else made.at

        def tell() -> None:
            now = twin.cases[case]
            if any(clock.id == made.id for clock in now.clocks):
                twin.tries(case, turns.Tells(agent=now.owner))

        twin.at(Instant(made.at + (due - made.at) * 3 // 4), tell)

    @cached_property
    def _told(self) -> frozenset[str]:
        promises = self.force.charter.promises.items()
        return frozenset(
            name
            for name, promise in promises
            if promise.until == "told" or (promise.from_ == "received" and promise.until == "answered")
        )


def planned(force: InForce, share: float) -> Iterator[tuple[Agent, str]]:
    """Yield the agents of a charter with the name of their hours: at least one for each team and language.

    Who speaks a language speaks the others too that the team has in the same hours.
    """
    for team, plan in force.charter.teams.items():
        for language, hours in plan.languages.items() if not plan.visits else ():
            others = {Language(each) for each, when in plan.languages.items() if when == hours}
            spoken = others if language == next(iter(plan.languages)) else {Language(language)}
            for number in range(max(1, round(plan.people.get(Language(language), 2) * share))):
                name = f"{team}-{language}-{number}"
                alone = number % 2 == 1
                known = frozenset({Language(language)} if alone else spoken)
                yield Agent(name=name, teams=(team,), languages=known), hours
