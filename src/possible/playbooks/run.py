"""A run of a playbook: where it stands, what it knows, what was seen and done. A value, kept as a record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from possible.playbooks.moves import Move

STUCK = -1


@dataclass(frozen=True, slots=True)
class Frame:
    """A place in one playbook: the step by its number, what goes on there, and how often it was tried again.

    Stages: `goal` (look whether it is solved, then enter the step), `step`, `look`, `consent`, `act`, `see`,
    `playing`.
    """

    playbook: str
    at: int = 0
    stage: str = "goal"
    tries: int = 0

    def on(self, stage: str, tries: int | None = None) -> Frame:
        """Return the same place in another stage."""
        return Frame(self.playbook, self.at, stage, self.tries if tries is None else tries)


@dataclass(frozen=True, slots=True)
class Noted:
    """A fact that is known: its value (nothing: nobody could say), and how many things had been done by
    then.
    """

    value: str | None
    when: int = 0


@dataclass(frozen=True, slots=True)
class Evidence:
    """One line of what is handed over: in which step what was seen, done, refused or answered."""

    playbook: str
    step: str
    what: str  # seen, unknown, done, unable, silence, agreed, refused, answered
    name: str  # the fact, action, consent or question
    value: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A run: `move` is what it wants next; `record` keeps it, `resume` takes it up again."""

    playbook: str
    frames: tuple[Frame, ...]
    known: Mapping[str, Noted]
    done: int = 0
    asked: int = 0
    log: tuple[Evidence, ...] = ()
    move: Move | None = None

    @property
    def top(self) -> Frame:
        """The innermost playbook that is being played."""
        return self.frames[-1]

    # Runs are made by the thousand when all of them are explored: so no `dataclasses.replace`, which is slow.

    def at(self, frame: Frame) -> Run:
        """Return the run with its innermost place moved."""
        return Run(self.playbook, (*self.frames[:-1], frame), self.known, self.done, 0, self.log)

    def inside(self, playbook: str) -> Run:
        """Return the run at the start of another playbook, inside the step at which it stands."""
        frames = (*self.frames[:-1], self.top.on("playing"), Frame(playbook))
        return Run(self.playbook, frames, self.known, self.done, 0, self.log)

    def outside(self) -> Run:
        """Return the run back in the playbook around the innermost one."""
        return Run(self.playbook, self.frames[:-1], self.known, self.done, 0, self.log)

    def waits(self, move: Move) -> Run:
        """Return the run waiting for a move to be answered."""
        return Run(self.playbook, self.frames, self.known, self.done, self.asked, self.log, move)

    def answered(self) -> Run:
        """Return the run ready to go on."""
        return Run(self.playbook, self.frames, self.known, self.done, 0, self.log)

    def unanswered(self) -> Run:
        """Return the run with its question put once more."""
        return Run(self.playbook, self.frames, self.known, self.done, self.asked + 1, self.log)

    def did(self) -> Run:
        """Return the run with one thing done: what must hold now must be seen anew."""
        return Run(self.playbook, self.frames, self.known, self.done + 1, 0, self.log)

    def noted(self, fact: str, value: str | None) -> Run:
        """Return the run with a fact known."""
        known = {**self.known, fact: Noted(value, self.done)}
        return Run(self.playbook, self.frames, known, self.done, 0, self.log)

    def without(self, fact: str) -> Run:
        """Return the run with a fact forgotten."""
        known = {name: noted for name, noted in self.known.items() if name != fact}
        return Run(self.playbook, self.frames, known, self.done, 0, self.log)

    def wrote(self, what: str, name: str, step: str, value: str = "") -> Run:
        """Return the run with one line of evidence more."""
        log = (*self.log, Evidence(self.top.playbook, step, what, name, value))
        return Run(self.playbook, self.frames, self.known, self.done, self.asked, log, self.move)

    def fresh(self, fact: str) -> Noted | None:
        """Return what is known of a fact since something was last done, or nothing."""
        found = self.known.get(fact)
        return found if found and found.when == self.done else None

    def facts(self) -> dict[str, str]:
        """Return the facts that are known, in the charter's words."""
        return {fact: noted.value for fact, noted in self.known.items() if noted.value is not None}
