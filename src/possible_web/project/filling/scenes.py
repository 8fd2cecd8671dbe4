"""What goes on at this very moment: talks, customers who wait, and Ms Carter with her TV box."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from possible.journey import turns
from possible.journey.prompts import AsksFact, Offers, Waits
from possible.simulate.carter import CARTER
from possible.simulate.scripted import ScriptedCustomer
from possible.simulate.streams import lasting, stream
from possible.values.events import ContactEnded, RemedyDone
from possible.values.instant import HOUR, MINUTE, SECOND, Instant, instant, local
from possible_web.project.filling.people import Person, token
from possible_web.project.filling.people import number as number_of
from possible_web.project.filling.residents import Resident

if TYPE_CHECKING:
    from collections.abc import Iterator

    from possible.journey.case import Case, Talk
    from possible.journey.force import InForce
    from possible.journey.prompts import Prompt
    from possible.simulate.twin import Twin
    from possible.values.events import Event
    from possible_web.project.filling.town import Town

DAY = 24 * HOUR
TALK_SINCE, WAIT_SINCE, QUIET_SINCE = 9 * MINUTE, 75 * SECOND, 100 * SECOND
LONGEST_WAIT = 85 * SECOND
HELPER = "Antoine"
THERE = ("marc", "youssef", "sofia", "camille", "lea")
LOOKED_AT, THERE_SINCE = "ines", 10 * MINUTE
OFFERED_SINCE = 12 * MINUTE
ON_BREAK = ("lunch", "pause", "writing", "meeting")


class Guest(Resident):
    """Somebody who is here now: they say what it is about, ask for a person, and stay."""

    def sees(self, twin: Twin, case: Case, talk: Talk, wanted: Prompt) -> None:
        """Answer the first question, then ask for a person."""
        match wanted:
            case AsksFact(fact=fact) if fact in self.facts or fact == "language":
                turn = self._answer(talk, wanted)
                if turn is not None:
                    twin.may_reply(case.id, talk.id, 2 * SECOND, turn)
            case Waits():
                pass
            case _:
                twin.may_reply(case.id, talk.id, 2 * SECOND, turns.WantsPerson(contact=talk.id))

    def hears(self, twin: Twin, case: Case, events: list[Event]) -> None:
        """Stay."""


class Carter(ScriptedCustomer):
    """Her box does not work; the swap was in vain; the visit that she is offered now is hers to agree to."""

    def __init__(self, force: InForce, person: Person) -> None:
        """Take the script, under the name that her row has."""
        super().__init__(force, replace(CARTER, facts={**CARTER.facts, "line-test": ("good",)}))
        self.name = person.token

    def sees(self, twin: Twin, case: Case, talk: Talk, wanted: Prompt) -> None:
        """Do what the script says, but leave a visit on offer as it is."""
        if not (isinstance(wanted, Offers) and self.swapped):
            super().sees(twin, case, talk, wanted)

    def hears(self, twin: Twin, case: Case, events: list[Event]) -> None:  # noqa: ARG002 - she calls on her days
        """Note that the box was exchanged in vain, and that a contact is over."""
        for event in events:
            if isinstance(event, RemedyDone):
                self.swapped = True
            if isinstance(event, ContactEnded):
                self.left = 0


def happens_now(town: Town, seed: int, people: Iterator[Person], now: Instant) -> list[Person]:
    """Let talks go on and customers wait when it is `now`; return who they are."""
    kinds = (
        ("service", "fr", "tv", TALK_SINCE),
        ("chat", "en", "internet", TALK_SINCE - MINUTE),
        ("chat", "fr", "internet", WAIT_SINCE),
        ("chat", "en", "mobile", WAIT_SINCE - 15 * SECOND),
        ("service", "fr", "tv", WAIT_SINCE - 30 * SECOND),
        ("service", "en", "internet", WAIT_SINCE - 45 * SECOND),
    )
    known: list[Person] = []
    draw = stream(seed, "guests")
    town.at(now - THERE_SINCE, lambda: _there(town))
    for number, (line, language, service, since) in enumerate(kinds):
        if language not in town.force.charter.languages or line not in town.force.charter.lines:
            continue
        person = next(people)
        person = replace(person, language=language, phone=person.phone or number_of(draw))
        guest = Guest(town.force, seed, -1 - number, person)
        guest.facts, guest.line = {"problem": "fault", "service": service}, line
        town.workers.stays.add(person.token)
        town.at(now - since, lambda guest=guest: guest.calls(town))  # type: ignore[misc]
        known.append(person)
    town.at(now - QUIET_SINCE, lambda: _quiet(town, seed))
    return known


def _there(town: Town) -> None:
    """Let some colleagues be there at any hour, and Inès not yet: it is her desk that is looked at."""
    desks = town.floor.hall.desks
    for name in THERE:
        if name in town.workers.agents and (name not in desks or desks[name].gone):
            town.workers.here.add(name)
            town.comes_in(town.workers.agents[name][0])
    if LOOKED_AT in desks and not desks[LOOKED_AT].gone:
        town.workers.here.discard(LOOKED_AT)
        town.goes_out(LOOKED_AT)


def _quiet(town: Town, seed: int) -> None:
    """Let everybody who is not on the telephone have a break: whoever comes to the desk is rung for."""
    draw = stream(seed, "quiet")
    for name, desk in list(town.floor.hall.desks.items()):
        calling = any(queue.channel == "phone" for queue, _ in desk.held.values())
        if desk.open and not calling:
            town.pauses(name, draw.choice(ON_BREAK))
    town.workers.here.clear()


def carter_comes(town: Town, seed: int, now: Instant) -> Person:
    """Let Ms Carter live her last days until `now`: she has a visit on offer, and her neighbour to help."""
    draw = stream(seed, "carter")
    person = Person(
        token=token(draw), name="Ms Carter", language="en", mail="carter@example.org", phone="+33639980042"
    )
    her = Carter(town.force, person)
    town.back.known[person.token] = {"outage": "no", "fragile": "no", "line-test": "good", "tv-option": "yes"}
    town.back.in_vain.add(person.token)
    first = _at(town, Instant(now - 4 * DAY), 13, 30)
    second = _at(town, Instant(now - DAY), 10, 20)
    town.at(first, lambda: town.arrive(her, _line(town, "english"), her.script.language, "other-network"))
    town.at(second, lambda: _asks_somebody(town, her))
    town.at(now - OFFERED_SINCE, lambda: _is_offered(town, her))
    return person


def _at(town: Town, near: Instant, hour: int, minute: int) -> Instant:
    """Return a time of day near an instant, before it; the first instant of the town where it is earlier."""
    zone = town.force.calendar.zone
    moment = instant(local(near, zone).replace(hour=hour, minute=minute))
    return max(town.now, moment if moment <= near else Instant(moment - DAY))


def _line(town: Town, name: str) -> str:
    lines = town.force.charter.lines
    return name if name in lines else next(iter(lines))


def _asks_somebody(town: Town, her: Carter) -> None:
    """Write to us, talk to whoever answers for some minutes, and have to go."""
    town.workers.stays.add(her.name)
    contact = town.arrive(her, _line(town, "chat"), her.script.language)
    case = town.case_of(contact)
    town.at(town.now + 5 * SECOND, lambda: town.tries(case, turns.WantsPerson(contact=contact)))
    leaves = town.now + lasting(stream(0, her.name), MINUTE) % MINUTE + 4 * MINUTE
    town.at(leaves, lambda: town.tries(case, turns.Leaves(contact=contact)))
    town.at(leaves + MINUTE, lambda: town.tries(case, turns.Owns(agent="ines")))


def _is_offered(town: Town, her: Carter) -> None:
    """Come back in writing: what is known is not asked again, and a visit is offered for nothing."""
    contact = town.arrive(her, _line(town, "chat"), her.script.language)
    case = town.case_of(contact)
    if "helper" in town.force.charter.consents:
        allows = turns.Consents(consent="helper", given=True)
        town.at(town.now + 4 * MINUTE, lambda: town.tries(case, allows))
