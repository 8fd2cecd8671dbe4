"""Playing a script: one customer, the agents whom she meets, and the records and technicians behind them."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from possible.charter.steps import Decide, Play
from possible.charter.teams import HandOnInPractice, HangUpInPractice
from possible.floor import Agent
from possible.journey import turns
from possible.journey.force import InForce
from possible.journey.prompts import (
    AnswerTold,
    AsksAction,
    AsksConsent,
    AsksFact,
    Offers,
    WithPerson,
)
from possible.playbooks import Reply, Seen
from possible.simulate.twin import Twin
from possible.values import Money
from possible.values.events import (
    AnswerGiven,
    CaseSolved,
    ContactEnded,
    PromiseMade,
    RemedyDone,
    SentenceSaid,
    ServiceFailed,
    VisitDone,
)
from possible.values.instant import MINUTE, SECOND, Instant, instant, local

if TYPE_CHECKING:
    from collections.abc import Mapping

    from possible.charter import Charter
    from possible.floor import Offered, Want
    from possible.journey.case import Case, Talk
    from possible.journey.prompts import Prompt
    from possible.simulate.script import Day, Script
    from possible.values.events import Event

THINKS = 8 * SECOND
LOOKS = 20 * SECOND
DAYS_OF_STORY = 100
VISIT_AT = timedelta(hours=10)


def play(charter: Charter, script: Script) -> list[Event]:
    """Return what happens to a customer who does what the script says, under a charter."""
    force = InForce(charter)
    staff, world = ScriptedStaff(script), ScriptedWorld(script)
    twin = Twin(force, staff, world, script.begins)
    customer = ScriptedCustomer(force, script)
    twin.events.append(ServiceFailed(at=script.begins, customer=script.name, service=script.service))
    for day in script.days:
        twin.at(customer.time_of(day), lambda day=day: customer.tries(twin, day))  # type: ignore[misc]
    twin.run(Instant(script.begins + DAYS_OF_STORY * 24 * 60 * MINUTE))
    return twin.events


class ScriptedCustomer:
    """She dials, answers, agrees to what helps, and dials again when it did not."""

    def __init__(self, force: InForce, script: Script) -> None:
        """Begin with nothing tried."""
        self.force, self.script, self.name = force, script, script.name
        self.zone = ZoneInfo(force.charter.timezone)
        self.refused = False
        self.under_way = False
        self.solved = False
        self.swapped = False
        self.left = 0
        self.today = local(script.begins, self.zone).date()
        self.dialled: list[str] = []
        self.sent_to: tuple[str, ...] = ()

    # ---- when she tries ---------------------------------------------------------------------------------

    def time_of(self, day: Day) -> int:
        """Return the instant at which she begins on a day."""
        first = local(self.script.begins, self.zone).replace(hour=0, minute=0)
        return instant(first + timedelta(days=day.number, minutes=day.minute))

    def tries(self, twin: Twin, day: Day) -> None:
        """Begin a day of trying, unless help is under way or it is solved."""
        self.left = day.most
        self.sent_to = ()
        self._contacts(twin)

    def _contacts(self, twin: Twin) -> None:
        """Dial once more, if she has not had enough for the day."""
        talking = any(case.talks or case.callbacks for case in twin.open_cases(self.name))
        if self.solved or self.under_way or talking or self.left == 0:
            return
        self.left -= 1
        today = local(twin.now, self.zone).date()
        if today != self.today:
            self.today, self.dialled = today, []
        line = self._line(twin)
        self.dialled.append(line)
        twin.arrive(self, line, self.script.language, self.script.network)

    def _line(self, twin: Twin) -> str:
        """Return the line to dial: where she was sent, unless twice already; her language; any phone."""
        charter = self.force.charter
        for line in self.sent_to:
            if self.dialled.count(line) < 2:
                return line
        if self.refused and not self.swapped and not twin.open_cases(self.name):
            shop = next((name for name, line in charter.lines.items() if line.place), "")
            if shop and shop not in self.dialled:
                return shop
        phones = [name for name, line in charter.lines.items() if line.phone]
        own = [name for name in phones if charter.languages_of(name) == (self.script.language,)]
        return next((name for name in (*own, *phones) if name not in self.dialled), phones[0])

    # ---- what she does ----------------------------------------------------------------------------------

    def sees(self, twin: Twin, case: Case, talk: Talk, wanted: Prompt) -> None:
        """Answer what is asked; agree to what is offered; take what is offered instead of a no."""
        match wanted:
            case AsksFact(fact=fact, playbook=playbook) if wanted.source in ("customer", "playbook"):
                twin.reply(case.id, talk.id, LOOKS, self._says(talk, fact, playbook))
            case AsksConsent(consent=consent):
                agreed = turns.Consents(
                    contact=talk.id, consent=consent, given=consent in self.script.consents
                )
                twin.reply(case.id, talk.id, THINKS, agreed)
            case AsksAction(by="customer", minutes=minutes):
                done = turns.Replies(contact=talk.id, observation=Reply.DONE)
                twin.reply(case.id, talk.id, minutes * MINUTE, done)
            case Offers():
                twin.reply(case.id, talk.id, THINKS, turns.Agrees(contact=talk.id))
            case AnswerTold(instead=instead):
                turn = turns.TakesInstead(contact=talk.id) if instead else turns.Agrees(contact=talk.id)
                twin.reply(case.id, talk.id, THINKS, turn)
            case _:
                pass

    def _says(self, talk: Talk, fact: str, playbook: str) -> turns.Turn:
        value = value_of(self.force, self.script, fact, playbook)
        if playbook:
            return turns.Replies(contact=talk.id, observation=Seen(value) if value else Reply.UNKNOWN)
        return turns.Says(contact=talk.id, fact=fact, value=value)

    def hears(self, twin: Twin, case: Case, events: list[Event]) -> None:
        """Take in refusals, numbers to dial, the end of a contact, and whether it works."""
        for event in events:
            match event:
                case AnswerGiven(answer="no"):
                    self.refused = True
                case SentenceSaid(names=names) if names:
                    self.sent_to = names
                case RemedyDone(worked=worked):
                    self.under_way, self.swapped = False, True
                    if not worked:
                        self._again(twin, self.script.pause * 10)
                case VisitDone(fixed=fixed):
                    self.under_way = False
                    if fixed:
                        twin.at(twin.now + LOOKS, lambda: twin.turn(case.id, turns.IsSolved()))
                case CaseSolved():
                    self.solved = True
                case ContactEnded():
                    self.under_way = any(
                        quote.state == "accepted" and not _done(case, quote.id) for quote in case.quotes
                    )
                    self._again(twin, self.script.pause)
                case _:
                    pass

    def _again(self, twin: Twin, minutes: int) -> None:
        twin.at(twin.now + minutes * MINUTE, lambda: self._contacts(twin))

    def picks_up(self, _twin: Twin) -> bool:
        """She is there when we call."""
        return True


def _done(case: Case, quote: str) -> bool:
    return any(visit.quote == quote and visit.state == "done" for visit in case.visits)


def value_of(force: InForce, script: Script, fact: str, playbook: str = "") -> str:
    """Return what the script knows of a fact, in the charter's words; nothing where it knows nothing."""
    own = force.charter.playbooks[playbook].facts if playbook else {}
    declared = own.get(fact) or force.charter.facts.get(fact)
    if declared is None:
        return ""
    known = script.facts.get(fact, ())
    return next((value for value in known if value in declared.domain.values), "")


class ScriptedStaff:
    """The agents: busy for as long as the script says, and then doing what the charter says that they do."""

    def __init__(self, script: Script) -> None:
        """Begin with everybody busy."""
        self.script = script
        self.waits = count()
        self.acts: dict[str, int] = {}
        self.names: dict[str, str] = {}

    def wanted(self, twin: Twin, want: Want) -> None:
        """Let somebody be free after the next of the script's waits."""
        index = next(self.waits)
        minutes = self.script.busy[index % len(self.script.busy)]
        names = self.script.agents or ("agent",)
        name = f"{names[index % len(names)]} ({want.team})"
        agent = Agent(
            name=want.owner if want.owner.endswith(f"({want.team})") else name,
            teams=(want.team,),
            languages=frozenset({want.language}),
        )
        twin.at(
            max(twin.now, want.not_before) + minutes * MINUTE, lambda: self._free(twin, agent, want.contact)
        )

    def _free(self, twin: Twin, agent: Agent, contact: str) -> None:
        if twin.floor.waits(contact) and not twin.floor.offered_to(contact):
            twin.comes_in(agent)

    def offered(self, twin: Twin, offer: Offered) -> None:
        """Take what is offered after three rings."""
        twin.at(twin.now + THINKS, lambda: twin.accept(offer))

    def released(self, twin: Twin, agent: str) -> None:
        """Turn to the others who wait."""
        twin.at(twin.now, lambda: twin.goes_out(agent))

    def sees(self, twin: Twin, case: Case, talk: Talk, wanted: Prompt) -> bool:
        """Serve who is there: as the team does in practice, else by the charter's answers."""
        if not isinstance(wanted, WithPerson):
            return False
        acts = twin.force.charter.teams[talk.team].in_practice
        if acts:
            number = self.acts.get(talk.team, 0)
            self.acts[talk.team] = number + 1
            self._departs(twin, case, talk, number % len(acts))
        else:
            self._serves(twin, case, talk)
        return True

    def hears(self, twin: Twin, case: Case, events: list[Event]) -> None:
        """Tell the customer where the matter stands before it is due, where the charter promises that."""
        for event in events:
            if isinstance(event, PromiseMade) and event.due is not None:
                promise = twin.force.charter.promises[event.promise]
                if promise.until == "told":
                    self._tell(twin, case.id, event)

    def _tell(self, twin: Twin, case: str, made: PromiseMade) -> None:
        def tell() -> None:
            if any(clock.id == made.id for clock in twin.cases[case].clocks):
                twin.turn(case, turns.Tells(agent=twin.cases[case].owner))

        twin.at(made.at + ((made.due or made.at) - made.at) * 3 // 4, tell)

    def _departs(self, twin: Twin, case: Case, talk: Talk, number: int) -> None:
        """Do the next thing that this team does in practice; a hold comes before every no."""
        act = twin.force.charter.teams[talk.team].in_practice[number]
        script = self.script
        minutes = script.talks + script.holds
        if isinstance(act, HangUpInPractice):
            minutes = script.long
        hold = turns.Holds(contact=talk.id)
        back = turns.Resumes(contact=talk.id)
        turn = turns.Departs(contact=talk.id, act=number)
        start = twin.now
        self._do(twin, case, start + script.talks * MINUTE, talk, hold)
        self._do(twin, case, start + minutes * MINUTE, talk, back)
        self._do(twin, case, start + minutes * MINUTE + THINKS, talk, turn)
        if not isinstance(act, HandOnInPractice | HangUpInPractice):
            after = start + (minutes + 1) * MINUTE
            self._do(twin, case, after, talk, turns.Finishes(contact=talk.id))

    def _do(self, twin: Twin, case: Case, when: int, talk: Talk, turn: turns.Turn) -> None:
        agent = talk.agent

        def do() -> None:
            now = twin.talk(case.id, talk.id)
            if now and now.agent == agent:
                twin.turn(case.id, turn)

        twin.at(when, do)

    def _serves(self, twin: Twin, case: Case, talk: Talk) -> None:
        """Put the question that the customer has, after the playbook that it needs; then say good-bye."""
        script, wants = self.script, self._question(twin, talk)
        accepted = any(quote.state == "accepted" and not _done(case, quote.id) for quote in case.quotes)
        told = [event for event in twin.events if isinstance(event, AnswerGiven) and event.contact == talk.id]
        minutes = script.talks
        if accepted or told or not wants:
            turn: turns.Turn = turns.Finishes(contact=talk.id)
            minutes = 1
        elif path := path_before(
            twin.force.charter, case.facts, wants, case.facts.get("service", script.service)
        ):
            turn = turns.GoesThrough(contact=talk.id, path=path)
        else:
            turn = turns.Puts(contact=talk.id, question=wants)
        self._do(twin, case, twin.now + minutes * MINUTE, talk, turn)

    def _question(self, twin: Twin, talk: Talk) -> str:
        """Return the question to put: what she asks for; at a counter, what the counter can do."""
        questions = twin.force.charter.questions
        if talk.team in twin.force.counters and "box-exchange" in questions:
            return "box-exchange"
        return self.script.wants if self.script.wants in questions else ""


def path_before(charter: Charter, known: Mapping[str, str], question: str, service: str) -> str:
    """Return the path with the playbook that finds out what a question needs and is not known yet."""
    needed = {fact for fact in charter.questions[question].asks if charter.facts[fact].source == "playbook"}
    if needed <= set(known):
        return ""
    for name, walk in charter.paths.items():
        decides = any(isinstance(step, Decide) and step.decide == question for step in walk.steps)
        plays = [step.play for step in walk.steps if isinstance(step, Play)]
        if decides and any(_is_for(charter, play, service) for play in plays):
            return name
    return ""


def _is_for(charter: Charter, playbook: str, service: str) -> bool:
    for fact, cell in charter.playbooks[playbook].for_.items():
        domain = charter.facts[fact].domain
        if service in domain.values and cell.holds(domain.number(service)):
            return True
    return False


class ScriptedWorld:
    """Records that say what the script says; a swap that does not help; a technician who does."""

    def __init__(self, script: Script) -> None:
        """Take the script."""
        self.script = script

    def look_up(self, twin: Twin, case: Case, fact: str) -> str:
        """Return the value of a fact: counted from the case where it counts, else from the script."""
        if fact == "contacts":
            return str(case.contacts)
        if fact == "days-without":
            return str((twin.now - self.script.begins) // (24 * 60 * MINUTE))
        if value := value_of(twin.force, self.script, fact):
            return value
        talk = next((each for each in case.talks if each.run), None)
        if talk and talk.run and (value := value_of(twin.force, self.script, fact, talk.run.top.playbook)):
            return value
        return "0"

    def do(self, twin: Twin, case: Case, contact: str, action: str) -> None:  # noqa: ARG002 - all are alike
        """Do it at once."""
        done = turns.Replies(contact=contact, observation=Reply.DONE)
        twin.reply(case.id, contact, THINKS, done)

    def find_windows(self, twin: Twin, case: Case, quote: str, within: Instant | None) -> None:
        """Book a window two thirds into the time that there is, and come in it."""
        charter = twin.force.charter
        found = case.quote(quote)
        remedy = charter.remedies[found.remedy if found else ""]
        latest = within if within is not None else twin.now + 30 * 24 * 60 * MINUTE
        zone = ZoneInfo(charter.timezone)
        day = local(Instant(twin.now + (latest - twin.now) * 2 // 3), zone)
        hours = charter.calendar(next(iter(charter.teams[remedy.by].languages.values())))
        midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
        starts = instant(midnight + VISIT_AT)
        while not hours.is_open(starts):
            starts = Instant(starts + 24 * 60 * MINUTE)
        width = remedy.window.count * SECOND if remedy.window else 4 * 60 * MINUTE
        ends = Instant(starts + width)
        twin.at(twin.now, lambda: self._book(twin, case, quote, starts, ends))

    def _book(self, twin: Twin, case: Case, quote: str, starts: Instant, ends: Instant) -> None:
        twin.turn(case.id, turns.Books(quote=quote, starts=starts, ends=ends))
        visit = twin.cases[case.id].visits[-1].id
        come = starts + (ends - starts) // 2
        twin.at(come, lambda: twin.turn(case.id, turns.IsThere(visit=visit)))
        over = turns.VisitEnds(visit=visit, fixed=True, cause="network")
        twin.at(come + 60 * MINUTE, lambda: twin.turn(case.id, over))

    def carry_out(self, twin: Twin, case: Case, quote: str) -> None:
        """Swap the box on the way home from the shop, or the next day; it does not help."""
        at_counter = any(talk.channel == "place" for talk in case.talks)
        later = 30 * MINUTE if at_counter else 20 * 60 * MINUTE
        twin.at(twin.now + later, lambda: twin.turn(case.id, turns.RemedyEnds(quote=quote, worked=False)))


def owed_monthly(script: Script, currency: str) -> Money:
    """Return what the customer pays a month."""
    return Money(script.monthly_cents, currency)
