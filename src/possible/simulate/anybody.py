"""Customers as they come: patient or not, asking for a person, cut off, calling back, satisfied or not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from possible.journey import turns
from possible.journey.case import CaseState
from possible.journey.endings import CAN_BE_HELD
from possible.journey.prompts import AnswerTold, AsksAction, AsksConsent, AsksFact, Offers, Waits
from possible.playbooks import Reply, Seen
from possible.simulate.streams import drawn, lasting, stream
from possible.values import Language
from possible.values.events import (
    CaseReopened,
    CaseSolved,
    CaseWaits,
    ContactAnswered,
    ContactEnded,
    CustomerAway,
    MoveTaken,
    RemedyDone,
    VisitDone,
)
from possible.values.instant import HOUR, MINUTE, SECOND, Instant

if TYPE_CHECKING:
    from possible.charter import Domain
    from possible.journey.case import Case, Talk
    from possible.journey.force import InForce
    from possible.journey.prompts import Prompt
    from possible.simulate.twin import Twin
    from possible.values.events import Event

DAY = 24 * HOUR
NETWORKS = ("own-network", "other-network")


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How likely customers do this or that, from 0 to 1, and how patient they are (milliseconds).

    `most_rounds`: how often they come through the same place of a charter; who is sent in circles goes then.
    """

    wants_person: float = 0.15
    cut_off: float = 0.03
    leaves: float = 0.03
    unsure: float = 0.1
    silent: float = 0.03
    able: float = 0.85
    agrees: float = 0.7
    picks_up: float = 0.8
    solved: float = 0.85
    wants_call: float = 0.05
    calls_anyway: float = 0.25
    follows: float = 0.7
    thinks: int = 10 * SECOND
    patience: int = 4 * MINUTE
    most_contacts: int = 4
    most_rounds: int = 12
    comes_back: float = 0.6
    writes_on: float = 0.5
    no_call: float = 0.1


class Anybody:
    """A customer with one problem, who tries to have it solved."""

    def __init__(self, force: InForce, seed: int, number: int, habits: Habits) -> None:
        """Draw who it is: a line, a language promised there, a network."""
        self.force, self.seed, self.habits = force, seed, habits
        self.name = f"c{number}"
        self.draw = stream(seed, self.name, "does")
        self.left = stream(seed, self.name, "tries").randint(1, habits.most_contacts)
        who = stream(seed, self.name, "is")
        charter = force.charter
        self.line = who.choice(sorted(charter.lines))
        self.language = Language(who.choice(charter.languages_of(self.line)))
        self.network = who.choice(NETWORKS)
        self.seen: dict[tuple[str, str], int] = {}
        self.rounds: Counter[str] = Counter()

    # ---- contacts ---------------------------------------------------------------------------------------

    def calls(self, twin: Twin) -> None:
        """Try once more, unless it is solved, somebody talks already, or it was enough."""
        mine = twin.open_cases(self.name)
        if self.left <= 0 or any(case.talks for case in mine):
            return
        self.left -= 1
        goes_on = any(case.callbacks for case in mine) and self.draw.random() < self.habits.writes_on
        twin.arrive(self, self.line, self.language, self.network, goes_on=goes_on)

    def picks_up(self, twin: Twin) -> bool:  # noqa: ARG002 - others may look at the clock
        """Tell whether the customer is reached when we call."""
        return self.draw.random() < self.habits.picks_up

    # ---- what is wanted of them -------------------------------------------------------------------------

    def sees(self, twin: Twin, case: Case, talk: Talk, wanted: Prompt) -> None:
        """Do something about what is wanted: mostly what was asked, now and then something else."""
        self.rounds[str(talk.spot)] += 1
        turn = self._otherwise(talk) or self._answer(talk, wanted)
        if isinstance(wanted, Waits):
            self._waits(twin, case, talk)
        elif self.rounds[str(talk.spot)] > self.habits.most_rounds:
            twin.may_reply(
                case.id, talk.id, lasting(self.draw, self.habits.thinks), turns.Leaves(contact=talk.id)
            )
        elif turn is not None:
            after = lasting(self.draw, self.habits.thinks)
            expected = self._answer(talk, wanted)
            twin.may_reply(case.id, talk.id, after, turn)
            if expected is not None and turn is not expected:
                twin.may_reply(case.id, talk.id, after + 1, expected)

    def _otherwise(self, talk: Talk) -> turns.Turn | None:
        """Return something that was not asked for: a person, a lost line, good-bye; mostly nothing."""
        habits, chance = self.habits, self.draw.random()
        for likely, turn in (
            (habits.wants_person, turns.WantsPerson(contact=talk.id)),
            (habits.cut_off, cut(talk)),
            (habits.leaves, turns.Leaves(contact=talk.id)),
        ):
            chance -= likely
            if chance < 0:
                return turn
        return None

    def _answer(self, talk: Talk, wanted: Prompt) -> turns.Turn | None:
        draw, habits = self.draw, self.habits
        match wanted:
            case AsksFact(fact=fact, source="customer" | "playbook", playbook=playbook):
                return self._says(talk, fact, playbook)
            case AsksConsent(consent=consent):
                given = draw.random() < habits.agrees
                return turns.Consents(contact=talk.id, consent=consent, given=given)
            case AsksAction(by="customer"):
                done = (
                    Reply.DONE if draw.random() < habits.able else draw.choice((Reply.UNABLE, Reply.SILENCE))
                )
                return turns.Replies(contact=talk.id, observation=done)
            case Offers():
                agrees = draw.random() < habits.agrees
                return turns.Agrees(contact=talk.id) if agrees else turns.Declines(contact=talk.id)
            case AnswerTold(instead=instead):
                takes = instead and draw.random() < habits.agrees
                return turns.TakesInstead(contact=talk.id) if takes else turns.Agrees(contact=talk.id)
            case _:
                return None

    def _says(self, talk: Talk, fact: str, playbook: str) -> turns.Turn:
        domain = domain_of(self.force, fact, playbook)
        if domain is None:
            return turns.Replies(contact=talk.id, observation=Reply.UNKNOWN)
        value = self._value(fact, playbook, domain)
        if not playbook:
            return turns.Says(contact=talk.id, fact=fact, value=value)
        chance = self.draw.random()
        if chance < self.habits.unsure:
            return turns.Replies(contact=talk.id, observation=Reply.UNKNOWN)
        if chance < self.habits.unsure + self.habits.silent:
            return turns.Replies(contact=talk.id, observation=Reply.SILENCE)
        return turns.Replies(contact=talk.id, observation=Seen(value))

    def _value(self, fact: str, playbook: str, domain: Domain) -> str:
        """Return what a fact is for this customer: always the same, but what a repair looks at anew."""
        key = (fact, playbook)
        self.seen[key] = self.seen.get(key, -1) + 1
        times = self.seen[key] if fact not in self.force.charter.facts else 0
        return drawn(stream(self.seed, self.name, "fact", fact, playbook, times), domain)

    def _waits(self, twin: Twin, case: Case, talk: Talk) -> None:
        patience = lasting(self.draw, self.habits.patience)
        chance = self.draw.random()
        turn: turns.Turn = turns.Leaves(contact=talk.id)
        if chance < self.habits.wants_call:
            turn, patience = turns.WantsCall(contact=talk.id), patience // 4
        elif chance < self.habits.wants_call + self.habits.cut_off:
            turn, patience = cut(talk), patience // 4
        twin.may_reply(case.id, talk.id, patience, turn)

    # ---- what happens to them ---------------------------------------------------------------------------

    def hears(self, twin: Twin, case: Case, events: list[Event]) -> None:
        """Take in answers, ends, repairs, and what the case waits for."""
        for event in events:
            match event:
                case ContactAnswered(contact=contact) if self.draw.random() < self.habits.cut_off:
                    talk = case.talk(contact)
                    lost = cut(talk) if talk else turns.IsLost(contact=contact)
                    self._later(twin, case, lasting(self.draw, 2 * MINUTE), lost)
                case CustomerAway() if self.draw.random() < self.habits.comes_back:
                    back = turns.IsBack(contact=event.contact)
                    self._later(twin, case, lasting(self.draw, MINUTE), back)
                case MoveTaken(sent=True, to=to) if self.draw.random() < self.habits.follows:
                    self.line = to.removeprefix("dialled ") if to.startswith("dialled ") else self.line
                case ContactEnded():
                    self._ended(twin, case)
                case VisitDone(fixed=good) | RemedyDone(worked=good):
                    self._tried(twin, case, good=good)
                case CaseWaits(state="with-customer"):
                    self._later(twin, case, lasting(self.draw, DAY), turns.IsSolved())
                case CaseSolved() if self.draw.random() > self.habits.solved:
                    self._later(twin, case, lasting(self.draw, 2 * DAY), turns.IsNotSolved())
                case CaseReopened():
                    self.left += 1
                    self._calls_in(twin, lasting(self.draw, HOUR))
                case _:
                    pass

    def _ended(self, twin: Twin, case: Case) -> None:
        if case.state is not CaseState.OPEN:
            return
        waiting = bool(case.callbacks) or any(quote.state == "accepted" for quote in case.quotes)
        if case.callbacks and self.draw.random() < self.habits.no_call:
            self._later(twin, case, lasting(self.draw, MINUTE), turns.WantsNoCall())
        if not waiting or self.draw.random() < self.habits.calls_anyway:
            self._calls_in(twin, lasting(self.draw, 20 * MINUTE if case.callbacks else 12 * HOUR))

    def _tried(self, twin: Twin, case: Case, *, good: bool) -> None:
        solved = good and self.draw.random() < self.habits.solved
        turn = turns.IsSolved() if solved else turns.IsNotSolved()
        self._later(twin, case, lasting(self.draw, 2 * HOUR), turn)
        if not solved:
            self._calls_in(twin, lasting(self.draw, 6 * HOUR))

    def _calls_in(self, twin: Twin, after: int) -> None:
        twin.at(twin.now + after, lambda: self.calls(twin))

    def _later(self, twin: Twin, case: Case, after: int, turn: turns.Turn) -> None:
        twin.at(Instant(twin.now + after), lambda: twin.tries(case.id, turn))


def cut(talk: Talk) -> turns.Turn:
    """Return what happens when the connection breaks: a talk that can be held is held, any other is lost."""
    held = talk.channel in CAN_BE_HELD and (talk.agent or talk.queued)
    return turns.Drops(contact=talk.id) if held else turns.IsLost(contact=talk.id)


def domain_of(force: InForce, fact: str, playbook: str) -> Domain | None:
    """Return what a fact can be, as a playbook or the charter declares it."""
    own = force.charter.playbooks[playbook].facts if playbook in force.charter.playbooks else {}
    declared = own.get(fact) or force.charter.facts.get(fact)
    return declared.domain if declared else None
