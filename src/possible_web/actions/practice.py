"""Practice: a customer who is played for one agent. Nothing of it reaches journal, floor or measures."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from possible.journey import turns
from possible.journey.case import Case, Talk
from possible.journey.commands import Command, Enqueue, FindWindows, HaveDone, LookUp
from possible.journey.force import InForce
from possible.journey.prompts import AsksAction, Prompt, prompt
from possible.journey.spots import Waiting
from possible.journey.step import opened, step
from possible.playbooks import Reply
from possible.simulate.anybody import Anybody, Habits
from possible.simulate.streams import drawn, stream
from possible.values import N_, Language, Refused, sentence
from possible.values.instant import SECOND, Instant
from possible.values.plain import from_plain, to_plain
from possible_web.keeping import action
from possible_web.keeping.charters import charter_in_force
from possible_web.keeping.force import force_of
from possible_web.records.models import Practice, Staff

NAMES = ("Ms Carter", "M. Benali", "Mr Okafor", "Mme Lefèvre", "Ms Nowak", "M. Diallo")
CONTACT = "practice"
TRIES = 50
# How a played customer begins: a customer's words, not the interface's.
OPENINGS = {
    "en": "Hello, I have answered the first questions already. Can you help me?",
    "fr": "Bonjour, j’ai déjà répondu aux premières questions. Pouvez-vous m’aider\u202f?",
}
MOST_STEPS = 40
# Nobody hangs up on a beginner, and nobody is silent.
CALM = Habits(wants_person=0, cut_off=0, leaves=0, silent=0, wants_call=0, unsure=0.1)


@dataclass(slots=True)
class _Room:
    """Where a played customer does things: what they would do next is noted, and done at once."""

    did: list[turns.Turn]

    def may_reply(self, case: str, contact: str, after: int, turn: turns.Turn) -> None:  # noqa: ARG002
        self.did.append(turn)


@action
def do_begin_practice(staff: Staff, language: str, now: Instant, seed: int | None = None) -> Practice:
    """Let a played customer ring for one agent, in a language of the charter (`Refused` for another).

    The customer has a problem, goes a few steps by themselves, then wants a person.
    """
    in_force = charter_in_force()
    force = force_of(in_force.id)
    if language not in force.charter.languages:
        raise Refused(sentence(N_("We promise nothing in `{language}`."), language=language[:16]))
    first = secrets.randbelow(1 << 31) if seed is None else seed
    for number in range(first, first + TRIES):
        playing = _arrived(force, in_force.id, staff, Language(language), number, now)
        if playing.talk is not None:
            playing.says(OPENINGS.get(language, OPENINGS["en"]))
            return playing.kept()
    raise Refused(sentence(N_("At this hour nobody can be played.")), sentence(N_("try another language")))


def _arrived(
    force: InForce, charter: int, staff: Staff, language: Language, seed: int, now: Instant
) -> _Playing:
    """Return a customer who has gone a few steps alone and waits for a person (no talk: they need none)."""
    name = stream(seed, "name").choice(NAMES)
    case = opened(force, "practice", name, language, now)
    case.reference = "PRACTICE"
    row = Practice(staff=staff, charter_id=charter, seed=seed, name=name, rings_at=now)
    playing = _Playing(force, row, case, now)
    playing.take(turns.Arrives(contact=CONTACT, line=_line(force, language), language=language))
    for _ in range(3):
        before = playing.case
        if not playing.customer() or playing.talk is None:
            playing.case = before
            break
    if playing.talk is not None and not isinstance(playing.talk.spot, Waiting):
        playing.take(turns.WantsPerson(contact=CONTACT))
    return playing


def _line(force: InForce, language: str) -> str:
    lines = force.charter.lines.items()
    chats = [
        name
        for name, line in lines
        if line.channel == "chat" and language in force.charter.languages_of(name)
    ]
    return chats[0] if chats else next(iter(force.charter.lines))


@action
def do_answer_practice(practice_id: int, staff: Staff, now: Instant) -> Practice:
    """Take the played customer who rings; again, nothing happens."""
    playing = _playing(practice_id, staff, now)
    if playing.row.answered_at is None:
        talk = playing.talk
        team = getattr(talk.spot, "team", "") if talk else ""
        answers = turns.Answers(contact=CONTACT, agent=staff.name, team=team, language=playing.case.language)
        playing.take(answers)
        playing.row.answered_at = now
    return playing.kept()


@action
def do_take_practice_turn(
    practice_id: int, staff: Staff, turn: turns.Turn, now: Instant, version: int | None = None
) -> Practice:
    """Do something with a played customer, who then does what is wanted of them."""
    playing = _playing(practice_id, staff, now)
    if version is not None and version != playing.row.version:
        raise Refused(
            sentence(N_("The practice went on meanwhile.")), sentence(N_("look at it as it is now"))
        )
    playing.take(turn)
    for _ in range(MOST_STEPS):
        if not playing.customer():
            break
    if playing.talk is None:
        playing.row.ended_at = now
    return playing.kept()


@action
def do_say_in_practice(practice_id: int, staff: Staff, text: str, now: Instant) -> Practice:
    """Write to a played customer; what is written is kept with the practice alone."""
    playing = _playing(practice_id, staff, now)
    text = text.replace("\x00", "").strip()[:5000]
    if not text:
        raise Refused(sentence(N_("Nothing was written.")))
    playing.row.said = [*playing.row.said, {"by": "agent", "text": text, "at": now}]
    return playing.kept()


@action
def do_end_practice(practice_id: int, staff: Staff, now: Instant) -> None:
    """End a practice; nothing is left of it but the row."""
    Practice.objects.filter(pk=practice_id, staff=staff, ended_at=None).update(ended_at=now)


def _playing(practice_id: int, staff: Staff, now: Instant) -> _Playing:
    row = Practice.objects.select_for_update().filter(pk=practice_id, staff=staff, ended_at=None).first()
    if row is None:
        raise Refused(sentence(N_("This practice is over.")), sentence(N_("begin another")))
    return _Playing(force_of(row.charter_id), row, from_plain(Case, row.state), now)


class _Playing:
    """A practice under way: the case, and the customer who is played in it."""

    def __init__(self, force: InForce, row: Practice, case: Case, now: Instant) -> None:
        self.force, self.row, self.case, self.now = force, row, case, now

    @property
    def talk(self) -> Talk | None:
        """The one talk of the practice."""
        return self.case.talk(CONTACT)

    def take(self, turn: turns.Turn) -> None:
        """Take a turn; what records and systems would answer is drawn from the seed."""
        stepped = step(self.force, self.case, turn, self.now)
        self.case = stepped.case
        for command in stepped.commands:
            self._carry_out(command)

    def _carry_out(self, command: Command) -> None:
        match command:
            case LookUp(fact=fact, source=source):
                domain = self.force.charter.facts[fact].domain if fact in self.force.charter.facts else None
                if domain is None:
                    self.take(turns.Replies(contact=CONTACT, observation=Reply.UNKNOWN))
                    return
                value = drawn(stream(self.row.seed, "record", fact), domain)
                self.take(turns.Knows(contact=CONTACT, fact=fact, value=value, source=source))
            case HaveDone():
                self.take(turns.Replies(contact=CONTACT, observation=Reply.DONE))
            case FindWindows(quote=quote):
                day = 24 * 3600 * SECOND
                starts = Instant(self.now + day)
                self.take(turns.Books(quote=quote, starts=starts, ends=Instant(starts + 7200 * SECOND)))
            case Enqueue() | _:
                pass  # no floor, no timers, no shops: this is practice

    def customer(self) -> bool:
        """Let the customer do what is wanted of them; False when nothing is."""
        talk = self.talk
        wanted: Prompt | None = prompt(self.force.charter, self.case, talk) if talk else None
        if talk is None or wanted is None:
            return False
        if isinstance(wanted, AsksAction) and wanted.by != "customer":
            return False
        room = _Room([])
        self.row.steps += 1
        person = Anybody(self.force, self.row.seed, 0, CALM)
        person.draw = stream(self.row.seed, "does", self.row.steps)
        person.sees(room, self.case, talk, wanted)  # type: ignore[arg-type]  # the one door of a room
        if not room.did or isinstance(room.did[0], turns.Leaves | turns.WantsCall | turns.IsLost):
            return False
        self.take(room.did[0])
        return True

    def says(self, text: str) -> None:
        """Let the customer write something."""
        said: dict[str, Any] = {"by": "customer", "text": text, "at": self.now}
        self.row.said = [*self.row.said, said]

    def kept(self) -> Practice:
        """Write the practice, and nothing else."""
        self.row.state = to_plain(Case, self.case)
        self.row.version += 1
        self.row.save()
        return self.row
