"""One step under way: the case as it becomes, what happened, and what is to be carried out."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from possible.journey.case import Case, Talk
from possible.journey.spots import Dialled, text_of
from possible.values import N_, Refused, sentence
from possible.values.events import Event, FactLearnt, MoveTaken, SentenceSaid

if TYPE_CHECKING:
    from possible.journey.commands import Command
    from possible.journey.force import InForce
    from possible.journey.spots import Key, Move, Spot
    from possible.values import Language
    from possible.values.instant import Instant

T = TypeVar("T", Case, Talk)
AGENT = "agent"


def copied(value: T) -> T:
    """Return a shallow copy."""
    made: T = object.__new__(type(value))
    made.__dict__.update(value.__dict__)
    return made


class Course:
    """What a step works on; it ends as a case, events and commands."""

    __slots__ = (
        "case",
        "commands",
        "contact",
        "events",
        "follow_promises",
        "follow_remedies",
        "force",
        "now",
        "sent",
        "talk",
    )

    def __init__(self, force: InForce, case: Case, contact: str, now: Instant) -> None:
        """Copy the case and the talk, so that nothing which was given is changed."""
        self.force = force
        self.now = now
        self.contact = contact
        self.case = copied(case)
        found = case.talk(contact) if contact else None
        self.talk = copied(found) if found else None
        self.follow_promises: list[str] = []
        self.follow_remedies: list[str] = []
        self.events: list[Event] = []
        self.commands: list[Command] = []
        self.sent = False

    @property
    def here(self) -> Talk:
        """The talk of this step; `Refused` when the contact is over or was never there."""
        if self.talk is None:
            raise Refused(sentence(N_("This contact is over.")), sentence(N_("open a new one on the case")))
        return self.talk

    @property
    def language(self) -> Language:
        """The language of the talk, or of the case where nobody talks."""
        return self.talk.language if self.talk else self.case.language

    def happened(self, cls: type[Event], **fields: object) -> None:
        """Note an event of this case and contact, now."""
        self.events.append(cls(at=self.now, case=self.case.id, contact=self.contact, **fields))

    def name(self, kind: str) -> str:
        """Return a new name within the case, such as `c1-q3`: the same turns give the same names."""
        self.case.count += 1
        return f"{self.case.id}-{kind}{self.case.count}"

    def learn(self, fact: str, value: str, source: str) -> None:
        """Keep a fact with who knew it; what is known already is no news."""
        case = self.case
        if case.facts.get(fact) != value:
            case.facts = {**case.facts, fact: value}
            case.sources = {**case.sources, fact: source}
            self.happened(FactLearnt, fact=fact, value=value, source=source)

    def forget(self, source: str) -> None:
        """Forget what one source knew: the records are looked up anew, a playbook is played anew."""
        gone = {fact for fact, known in self.case.sources.items() if known == source}
        self.case.facts = {fact: value for fact, value in self.case.facts.items() if fact not in gone}

    def said(self, key: str, named: tuple[str, ...] = ()) -> None:
        """Note that a sentence of the words was said, with the lines that it names."""
        talk = self.here
        if named:
            talk.named = tuple(dict.fromkeys((*talk.named, *named)))
        self.happened(SentenceSaid, sentence=key, language=talk.language, agent=talk.agent, names=named)

    def take(self, move: Move) -> None:
        """Take a move of the charter's: the one way for a talk to get from spot to spot."""
        talk = self.here
        self.events.append(  # not by `happened`: a third of what happens is this
            MoveTaken(
                at=self.now,
                case=self.case.id,
                contact=self.contact,
                owner=move.owner,
                key=move.key,
                spot=text_of(talk.spot),
                to=text_of(move.to),
                sent=move.sent,
            )
        )
        talk.spot = move.to
        talk.asked = ""
        self.sent = move.sent and isinstance(move.to, Dialled)

    def step_aside(self, to: Spot, key: Key) -> None:
        """Go where people may go although no path says so: they put questions, go through paths, hand on.

        It is what every agent does by rule 3 of the charter language (silence is the good way), so it is
        noted as theirs, and is no move of the graph.
        """
        talk = self.here
        if talk.spot != to:
            self.happened(
                MoveTaken, owner=AGENT, key=key, spot=text_of(talk.spot), to=text_of(to), sent=False
            )
            talk.spot = to
        talk.asked, talk.run = "", None

    def moves(self) -> tuple[Move, ...]:
        """Return the moves that can come next here, known facts answered as they are."""
        talk, facts = self.here, self.case.facts
        found = self.force.moves(talk.spot, talk.language, self.now)
        if not facts:
            return found
        return tuple([move for move in found if self.force.fits(move, facts)])

    def closed(self) -> Case:
        """Return the case with its talk put back (or left out, when it is over)."""
        case, talk = self.case, self.talk
        others = tuple([each for each in case.talks if each.id != self.contact]) if case.talks else ()
        case.talks = (*others, talk) if talk else others
        case.touched = self.now
        return case
