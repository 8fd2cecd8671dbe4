"""Nobody is moved in a circle by the company with nothing learnt between."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from possible.audit.breach import Breach, LiveRule
from possible.audit.debts import Debts
from possible.audit.watch import DAY, NOTHING, Handlers, Here, Watch
from possible.charter import Charter
from possible.charter.tariffs import Phase
from possible.journey.spots import Dialled, text_of
from possible.values import N_, sentence
from possible.values.events import (
    AnswerGiven,
    ContactAnswered,
    ContactArrived,
    ContactEnded,
    Event,
    FactLearnt,
    MoveTaken,
    RemedyDone,
    TransferAsked,
)
from possible.values.instant import Instant

SENT_BACK = LiveRule("no-loop", "sent-back-live", N_("the customer was sent back to where they came from"))
ROUND_AGAIN = LiveRule(
    "no-loop", "round-again-live", N_("the company came back to the same step, nothing new learnt")
)
HANDED_BACK = LiveRule(
    "no-loop", "handed-back-live", N_("the customer was handed back to a team, nothing new learnt")
)
CALLER, AGENT = "caller", "agent"
MANY = 4096
LONG_AGO = Instant(0)


@dataclass(slots=True)
class Trail:
    """Where one customer has been since something new was learnt; `sent`: where they were told to call."""

    spots: dict[str, None] = field(default_factory=dict)
    teams: dict[str, None] = field(default_factory=dict)
    known: set[tuple[str, ...]] = field(default_factory=set)
    sent: str = ""
    at: Instant = LONG_AGO

    def fresh(self) -> None:
        """Begin anew: something was learnt, or the customer came by themselves."""
        self.spots.clear()
        self.teams.clear()


class NoLoop(Watch):
    """Follows the moves of each customer, across calls as long as the company sends them on."""

    RULES = (SENT_BACK, ROUND_AGAIN, HANDED_BACK)

    def __init__(self, charter: Charter | None, debts: Debts) -> None:
        """Remember a trail for each customer who is in contact or was sent on."""
        super().__init__(charter, debts)
        self.trails: dict[str, Trail] = {}

    def handlers(self) -> Handlers:
        """Look at moves, transfers, and whatever brings something new."""
        return {
            ContactArrived: self.arrived, MoveTaken: self.moved, TransferAsked: self.handed,
            ContactAnswered: self.answered, FactLearnt: self.learnt, AnswerGiven: self.told,
            RemedyDone: self.repaired, ContactEnded: self.ended,
        }  # fmt: skip

    def _trail(self, here: Here[Event]) -> Trail:
        name = f"customer {here.customer}" if here.customer else here.matter
        return self.trails.setdefault(name, Trail())

    def arrived(self, here: Here[ContactArrived]) -> Iterable[Breach]:
        """Begin anew, unless the company sent the customer to this line."""
        trail = self._trail(here)
        if here.event.outward or trail.sent != text_of(Dialled(here.event.line)):
            trail.fresh()
        trail.sent = ""
        return NOTHING

    def moved(self, here: Here[MoveTaken]) -> Iterable[Breach]:
        """Find a spot that was left before and is entered again by the company's doing.

        A person who goes through something with the customer again, or comes back to talk, is no circle.
        """
        event, trail = here.event, self._trail(here)
        if event.owner == AGENT:
            trail.spots.clear()
            return
        trail.spots.setdefault(event.spot)
        trail.sent = event.to if event.sent else ""
        again = event.to in trail.spots and not _with_person(here)
        if again and event.owner == CALLER and not event.sent and event.key[-1:] != ("person",):
            trail.fresh()  # their own wish: to hear it again is no loop
        elif again and (event.owner != CALLER or event.sent):
            trail.fresh()
            yield self._circle(here)
        trail.spots.setdefault(event.to)

    def _circle(self, here: Here[MoveTaken]) -> Breach:
        attempt = sentence(N_("find out something new before, or lead to a person or a dated promise"))
        text = N_("The customer was sent where they had been ({to}), and nothing new was learnt between.")
        other = N_("The company brought the customer back ({to}), and nothing new was learnt between.")
        rule, said = (SENT_BACK, text) if here.event.sent else (ROUND_AGAIN, other)
        return self.breach(here, rule, sentence(said, to=here.event.to), attempt)

    def answered(self, here: Here[ContactAnswered]) -> Iterable[Breach]:
        """Note the team with which the customer is."""
        self._trail(here).teams.setdefault(here.event.team)
        return NOTHING

    def handed(self, here: Here[TransferAsked]) -> Iterable[Breach]:
        """Find a transfer to a team that had the customer already."""
        event, trail = here.event, self._trail(here)
        trail.teams.setdefault(event.from_team)
        if event.to_team in trail.teams and event.to_team != event.from_team:
            trail.teams.clear()
            trail.teams.setdefault(event.from_team)
            text = N_("The customer was handed back to {team}, and nothing new was learnt between.")
            attempt = sentence(
                N_("let the team that has the customer keep the case, or find out what is missing")
            )
            yield self.breach(here, HANDED_BACK, sentence(text, team=event.to_team), attempt)

    def learnt(self, here: Here[FactLearnt]) -> Iterable[Breach]:
        """Begin anew when a fact is new, or has another value."""
        return self._new(here, ("fact", here.event.fact, here.event.value))

    def told(self, here: Here[AnswerGiven]) -> Iterable[Breach]:
        """Begin anew when the customer gets an answer that they have not had."""
        return self._new(here, ("answer", here.event.question, here.event.answer, here.event.because))

    def repaired(self, here: Here[RemedyDone]) -> Iterable[Breach]:
        """Begin anew when something was done."""
        self._trail(here).fresh()
        return NOTHING

    def _new(self, here: Here[Event], what: tuple[str, ...]) -> Iterable[Breach]:
        trail = self._trail(here)
        if what not in trail.known:
            trail.known.add(what)
            trail.fresh()
        return NOTHING

    def ended(self, here: Here[ContactEnded]) -> Iterable[Breach]:
        """Forget who was not sent on; of the others those of long ago, once there are many."""
        name = f"customer {here.customer}" if here.customer else here.matter
        trail = self.trails.get(name)
        if trail and not trail.sent:
            del self.trails[name]
        elif trail:
            trail.at = here.event.at
            if len(self.trails) > MANY:
                old = here.event.at - DAY
                self.trails = {
                    each: kept for each, kept in self.trails.items() if not kept.sent or kept.at > old
                }
        return NOTHING


def _with_person(here: Here[Event]) -> bool:
    """Tell whether a person has the customer: what they go through together is no circle."""
    return here.contact is not None and here.contact.phase in (Phase.TALK, Phase.HOLD)
