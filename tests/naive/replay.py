"""Plays a finding's path again, step by step, as the naive walker understands it."""

from __future__ import annotations

from possible.charter import Charter
from possible.values import Finding, Sentence
from tests.naive.walker import WAYS_IN, Caller, State, Walker, moment_of


def caller_of(charter: Charter, start: Sentence) -> Caller:
    """Return who calls: `dial +33 … (fr, Sunday 09:10)`."""
    facts = dict(start.facts)
    dial = str(facts["dial"])
    line = next(
        name for name, line in charter.lines.items() if dial == f"{WAYS_IN[line.channel]} {line.address}"
    )
    return Caller(line, str(facts["language"]), moment_of(str(facts["moment"])))


def walked(walker: Walker, labels: list[str], states: set[State] | None = None) -> set[State]:
    """Return the states in which a caller can be after these steps; empty when nobody can walk them."""
    here = {walker.start()} if states is None else states
    for label in labels:
        here = {step.to for state in here for step in walker.steps(state) if step.label == label}
    return here


def told(finding: Finding) -> list[str]:
    """Return the steps of a finding's path, without its opening."""
    return [str(step) for step in finding.path[1:]]


def laps(walker: Walker, labels: list[str]) -> bool:
    """Tell whether some end of these steps comes back to the same place, and from there round once more."""
    for length in range(1, len(labels) + 1):
        way, lap = labels[:-length], labels[-length:]
        for state in walked(walker, way):
            if any(
                walked(walker, lap, {once}) for once in walked(walker, lap, {state}) if once[0] == state[0]
            ):
                return True
    return False
