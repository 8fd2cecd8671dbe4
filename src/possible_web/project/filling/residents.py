"""Customers as an operator has them: mostly patient, with one matter, and satisfied when it is dealt with."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from possible.journey import turns
from possible.journey.case import CaseState
from possible.journey.prompts import AsksAction
from possible.simulate.anybody import DAY, NETWORKS, Anybody, Habits
from possible.simulate.streams import lasting, stream
from possible.values import Language
from possible.values.events import (
    AnswerGiven,
    CaseReopened,
    CaseSolved,
    CaseWaits,
    ContactAnswered,
    ContactEnded,
    FactLearnt,
    PromiseBroken,
    RemedyDone,
    VisitDone,
)
from possible.values.instant import HOUR, MINUTE, Instant, instant, local
from possible_web.project.filling.odds import FACTS, GOAL_MET, GOALS, LINES, PROBLEMS, SERVICES, one_of

if TYPE_CHECKING:
    from random import Random

    from possible.charter import Domain
    from possible.journey.case import Case, Talk
    from possible.journey.force import InForce
    from possible.journey.prompts import Prompt
    from possible.simulate.twin import Twin
    from possible.values.events import Event
    from possible_web.project.filling.people import Person

HABITS = Habits(
    wants_person=0.07,
    cut_off=0.008,
    leaves=0.01,
    unsure=0.05,
    silent=0.01,
    able=0.93,
    agrees=0.88,
    picks_up=0.88,
    solved=0.95,
    wants_call=0.12,
    calls_anyway=0.06,
    patience=6 * MINUTE,
    most_contacts=5,
)
CONTENT, ALONE = 0.74, 0.3  # who is satisfied after somebody answered, or after nobody did
OUTAGE_LASTS = 7 * HOUR
MORNING, EVENING = 8, 21
NOT_BY_LETTER = "fault"
ELSEWHERE = 5  # the weight of a line that another charter has


class Resident(Anybody):
    """A customer with one matter; `where`: a line that is chosen already (nothing: drawn)."""

    def __init__(self, force: InForce, seed: int, number: int, person: Person) -> None:
        """Draw what it is about, and how they reach us."""
        super().__init__(force, seed, number, HABITS)
        who = stream(seed, person.token, "matter")
        self.person, self.name, self.zone = person, person.token, ZoneInfo(force.charter.timezone)
        self.facts = {"problem": one_of(who, PROBLEMS), "service": one_of(who, SERVICES)}
        self.language = Language(person.language)
        self.line = self._line(who)
        self.network = who.choice(NETWORKS)
        self.content: set[str] = set()

    def _line(self, who: Random) -> str:
        charter, weights = self.force.charter, dict(LINES)
        odds = tuple(
            (line, weights.get(line, ELSEWHERE))
            for line in charter.lines
            if self.language in charter.languages_of(line) and self._suits(line)
        )
        return one_of(who, odds) if odds else self.line

    def _suits(self, line: str) -> bool:
        channel = self.force.charter.lines[line].channel
        if channel == "mail":
            return self.facts["problem"] != NOT_BY_LETTER
        if channel == "place":
            return self.language == self.force.charter.languages[0]
        return line != "english" or self.language == "en"

    # ---- what is so for them ----------------------------------------------------------------------------

    def _value(self, fact: str, playbook: str, domain: Domain) -> str:
        """Return what they say: their matter, a goal that is met at last, likely values of the rest."""
        if fact in self.facts and self.facts[fact] in domain.values:
            return self.facts[fact]
        times = self.seen[fact, playbook] = self.seen.get((fact, playbook), -1) + 1
        draw = stream(self.seed, self.name, "says", fact, times if playbook else 0)
        if fact in GOALS and set(GOALS[fact]) <= set(domain.values):
            return GOALS[fact][times > 0 and draw.random() < GOAL_MET]
        return likely(draw, fact, domain) or super()._value(fact, playbook, domain)

    def sees(self, twin: Twin, case: Case, talk: Talk, wanted: Prompt) -> None:
        """Do what is wanted; what takes minutes takes them."""
        turn = self._otherwise(talk) or self._answer(talk, wanted)
        if isinstance(wanted, AsksAction) and turn is not None:
            after = lasting(self.draw, self.habits.thinks) + wanted.minutes * MINUTE * 2 // 3
            twin.may_reply(case.id, talk.id, after, turn)
        else:
            super().sees(twin, case, talk, wanted)

    # ---- what happens to them ---------------------------------------------------------------------------

    def hears(self, twin: Twin, case: Case, events: list[Event]) -> None:
        """Take in answers and ends: most are content when they were answered, some call again."""
        for event in events:
            match event:
                case AnswerGiven(contact=contact):
                    self.content.add(contact)
                case ContactAnswered(contact=contact):
                    self.content.add(contact)
                    self._may_be_cut_off(twin, case, contact)
                case ContactEnded(contact=contact):
                    self._over(twin, case, contact)
                case CaseSolved() if self.draw.random() > self.habits.solved:
                    self._when_awake(twin, case, lasting(self.draw, 2 * DAY), turns.IsNotSolved())
                case _:
                    self._learns(twin, case, event)

    def _learns(self, twin: Twin, case: Case, event: Event) -> None:
        """Take in what was done, or not, between contacts."""
        match event:
            case RemedyDone(worked=False) if waits_for_work(case):
                pass  # a loan bridges the time until somebody comes
            case VisitDone(fixed=good) | RemedyDone(worked=good):
                self.left = max(self.left, 1)
                self._tried(twin, case, good=good)
            case PromiseBroken(promise="visit-kept") | CaseReopened():
                self.left += 1
                self._calls_in(twin, lasting(self.draw, HOUR))
            case CaseWaits(state="with-customer"):
                self._when_awake(twin, case, lasting(self.draw, DAY), turns.IsSolved())
            case FactLearnt(fact="outage", value="yes"):
                again = turns.WorksAgain(service=self.facts["service"])
                self._later(twin, case, lasting(self.draw, OUTAGE_LASTS), again)
            case _:
                pass

    def _may_be_cut_off(self, twin: Twin, case: Case, contact: str) -> None:
        if self.draw.random() < self.habits.cut_off:
            self._later(twin, case, lasting(self.draw, 2 * MINUTE), turns.IsLost(contact=contact))

    def _over(self, twin: Twin, case: Case, contact: str) -> None:
        if case.state is not CaseState.OPEN:
            return
        chance = self.draw.random()
        if case.callbacks or waits_for_work(case):
            if chance < self.habits.calls_anyway:
                self._calls_in(twin, lasting(self.draw, 20 * HOUR))
        elif chance < (CONTENT if contact in self.content else ALONE):
            self._when_awake(twin, case, lasting(self.draw, 2 * HOUR), turns.IsSolved())
        elif self.left > 0:
            self._calls_in(twin, lasting(self.draw, 9 * HOUR))
        else:
            self._when_awake(twin, case, lasting(self.draw, 2 * DAY), turns.IsSolved())

    def _calls_in(self, twin: Twin, after: int) -> None:
        twin.at(self._awake(Instant(twin.now + after)), lambda: self.calls(twin))

    def _when_awake(self, twin: Twin, case: Case, after: int, turn: turns.Turn) -> None:
        twin.at(self._awake(Instant(twin.now + after)), lambda: twin.tries(case.id, turn))

    def _awake(self, at: Instant) -> Instant:
        """Return an instant, or one on the next morning where it is at night."""
        moment = local(at, self.zone)
        if MORNING <= moment.hour < EVENING:
            return at
        days = DAY if moment.hour >= EVENING else 0
        morning = moment.replace(hour=MORNING, minute=0, second=0, microsecond=0)
        return Instant(instant(morning) + days + at % (4 * HOUR))


def waits_for_work(case: Case) -> bool:
    """Tell whether somebody still does what was agreed to."""
    return any(quote.state == "accepted" for quote in case.quotes)


def likely(draw: Random, fact: str, domain: Domain) -> str:
    """Return a likely value of a fact, by its name; nothing where it is none that the fact can have."""
    odds = FACTS.get(fact, ())
    able = tuple((value, weight) for value, weight in odds if not domain.values or value in domain.values)
    return one_of(draw, able) if able else ""
