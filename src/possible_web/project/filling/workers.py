"""The operator's people at work: in shifts, with breaks, each matter dealt with as the charter says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from possible.floor import Agent
from possible.journey import turns
from possible.journey.prompts import WithPerson
from possible.simulate.crew import Crew, Service, Ways
from possible.simulate.scripted import path_before
from possible.simulate.streams import lasting
from possible.values import Language, Money
from possible.values.events import AnswerGiven
from possible.values.instant import HOUR, MINUTE, Instant, local

if TYPE_CHECKING:
    from collections.abc import Iterable

    from possible.journey.case import Case, Talk
    from possible.journey.force import InForce
    from possible.journey.prompts import Prompt
    from possible.simulate.twin import Twin
    from possible.values.calendar import Calendar
    from possible.values.events import Event, PromiseMade
    from possible_web.project.filling.staff import Worker

WAYS = Ways(declines=0.02, misses=0.02, holds=0.12, logs_off=0.004, breaks=0.05, tells=0.985, talks=100_000)
HANDS_ON, EXCEPTS = 0.07, 0.2
MOST_ACTS = 4
MORNING, EVENING = 8, 20
BREAKS = (("pause", 12 * MINUTE), ("lunch", 35 * MINUTE), ("training", 45 * MINUTE), ("writing", 15 * MINUTE))
QUESTIONS = {"fault": "technician-visit", "bill": "bill-correction", "leaving": "leave-free"}
ABOVE_THE_TABLE = "technician-visit", "visit"
# Why somebody departs from the table: an agent's own words, kept as they are written.
REASONS = (
    "Second visit for the same fault: the first one cannot have been thorough.",
    "Her father lives with her and his alarm needs the line.",
    "We moved his first window; the second journey is on us.",
    "Le compteur a été remplacé la veille : le doute profite au client.",
    "Cliente à mobilité réduite, elle ne peut pas essayer par câble.",
    "Le technicien précédent n’avait pas le matériel : on ne facture pas deux fois.",
)


class Workers(Crew):
    """Everybody with a shift; `stays`: customers with whom whoever answers goes on talking."""

    def __init__(self, force: InForce, seed: int, workers: Iterable[Worker]) -> None:
        """Let nobody be there yet: people come when their shift begins."""
        super().__init__(force, seed, 1.0, WAYS)
        teams, calendar = force.charter.teams, force.charter.calendar()
        self.shifts: dict[str, Calendar] = {}
        self.agents = {}
        for worker in workers:
            known = tuple(team for team in worker.teams if team in teams)
            if worker.shift is not None and known:
                self.agents[worker.name] = (agent_of(worker, known), "")
                self.shifts[worker.name] = replace(calendar, hours=worker.shift)
        self.stays: set[str] = set()
        self.answered: set[str] = set()

    def hours_of(self, name: str) -> Calendar:
        """Return somebody's shift."""
        return self.shifts[name]

    def released(self, twin: Twin, agent: str) -> None:
        """Now and then have a break after a contact, with its reason."""
        desk = twin.floor.hall.desks.get(agent)
        if desk is None or not desk.open or agent not in self.here or self.draw.random() >= self.ways.breaks:
            return
        reason, length = self.draw.choice(BREAKS)
        twin.pauses(agent, reason)
        twin.at(twin.now + lasting(self.draw, length), lambda: self._resumes(twin, agent))

    def _resumes(self, twin: Twin, agent: str) -> None:
        desk = twin.floor.hall.desks.get(agent)
        if agent in self.here and desk is not None and not desk.open and not desk.gone:
            twin.resumes(agent)

    # ---- service ----------------------------------------------------------------------------------------

    def sees(self, twin: Twin, case: Case, talk: Talk, wanted: Prompt) -> bool:
        """Serve who is there; with those who stay, the talk goes on."""
        if isinstance(wanted, WithPerson):
            if case.customer in self.stays:
                return True
            self.served.setdefault(talk.id, Service(MOST_ACTS))
        return super().sees(twin, case, talk, wanted)

    def acts(self, case: Case, talk: Talk, service: Service) -> turns.Turn | None:
        """Deal with the matter: find out what is missing, then answer; now and then hand on, or depart."""
        under_way = any(quote.state == "accepted" for quote in case.quotes)
        if talk.id in self.answered or under_way:
            return None
        if departure := self._departure(talk):
            return departure
        if self.draw.random() < HANDS_ON and (turn := self._hands_on(talk, service)):
            return turn
        return self._answers(case, talk)

    def _departure(self, talk: Talk) -> turns.Turn | None:
        charter = self.force.charter
        question, answer = ABOVE_THE_TABLE
        allowed = charter.exceptions is not None and talk.team == charter.exceptions.by
        known = question in charter.questions and answer in charter.remedies
        if not (allowed and known) or self.draw.random() >= EXCEPTS:
            return None
        return turns.Excepts(
            contact=talk.id,
            question=question,
            answer=answer,
            reason=self.draw.choice(REASONS),
            price=Money(0, charter.currency),
        )

    def _answers(self, case: Case, talk: Talk) -> turns.Turn | None:
        charter, facts = self.force.charter, case.facts
        opens = charter.lines[talk.line].opens
        if "problem" not in facts and opens in charter.paths:
            return turns.GoesThrough(contact=talk.id, path=opens)
        question = QUESTIONS.get(facts.get("problem", ""), "")
        if question not in charter.questions:
            return None
        path = path_before(charter, facts, question, facts.get("service", ""))
        if path:
            return turns.GoesThrough(contact=talk.id, path=path)
        return turns.Puts(contact=talk.id, question=question)

    def hears(self, twin: Twin, case: Case, events: list[Event]) -> None:
        """Remember what was answered; tell where the matter stands before that is due."""
        self.answered.update(event.contact for event in events if isinstance(event, AnswerGiven))
        super().hears(twin, case, events)

    def _tell(self, twin: Twin, case: str, made: PromiseMade) -> None:
        """Tell it by day, while that is in time."""
        due = made.due if made.due is not None else made.at
        when = Instant(made.at + (due - made.at) * 3 // 4)
        hour = local(when, self.force.calendar.zone).hour
        if not MORNING <= hour < EVENING:
            back = (hour - EVENING) % 24 * HOUR + HOUR
            when = max(Instant(when - back), Instant(made.at + (due - made.at) // 8))
        twin.at(when, lambda: self._tells(twin, case, made))

    def _tells(self, twin: Twin, case: str, made: PromiseMade) -> None:
        now = twin.cases[case]
        if any(clock.id == made.id for clock in now.clocks):
            twin.tries(case, turns.Tells(agent=now.owner))


def agent_of(worker: Worker, teams: tuple[str, ...]) -> Agent:
    """Return somebody who works here as the floor knows them."""
    return Agent(
        name=worker.name,
        teams=teams,
        languages=frozenset(map(Language, worker.languages)),
        skills=frozenset(worker.skills),
    )
