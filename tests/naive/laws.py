"""The graph laws, decided by the book over everything that can happen to one caller: fixpoints, nothing clever."""

from __future__ import annotations

from collections.abc import Iterator

from possible.charter import Charter
from tests.naive.walker import GOOD_ENDS, State, Step, Walker

World = dict[State, list[Step]]


def is_good(state: State) -> bool:
    """A person, an answer, a dated promise, or the fault solved."""
    spot = state[0]
    return spot[0] in ("with", "told") or (spot[0] == "end" and spot[1] in GOOD_ENDS)


def forced(world: World) -> set[State]:
    """Return the states from which the caller can force a good end, whatever the others do (least fixpoint)."""
    found = {state for state in world if is_good(state)}
    while True:
        more = {state for state in world if state not in found and _forces(world[state], found)}
        if not more:
            return found
        found |= more


def _forces(steps: list[Step], found: set[State]) -> bool:
    own = [step for step in steps if step.free]
    others = [step for step in steps if not step.free]
    return any(step.to in found for step in own) or (
        bool(others) and all(step.to in found for step in others)
    )


def lost(world: World) -> set[State]:
    """Return the states in which the caller can force nothing good any more."""
    return set(world) - forced(world)


def kept_in_circles(world: World) -> set[State]:
    """Return the states in which the others can keep the caller for ever (greatest fixpoint).

    The caller does not agree or decline there; a caller who is asked anew answers as they like. Asking for a person
    is no way out: it is the company that answers with the same circle again.
    """
    found = set(world)
    while True:
        less = {state for state in found if not _kept(world[state], found)}
        if not less:
            return found
        found -= less


def _kept(steps: list[Step], found: set[State]) -> bool:
    anew = [step for step in steps if step.anew]
    others = [step for step in steps if not step.anew and (step.button or not step.free)]
    answered = bool(anew) and all(step.to in found for step in anew)
    return answered or any(step.to in found for step in others)


def on_a_circle(world: World, kept: set[State]) -> set[State]:
    """Return the kept states that can come back to themselves."""
    return {state for state in kept if state in _ahead(world, kept, state)}


def _ahead(world: World, kept: set[State], start: State) -> set[State]:
    found: set[State] = set()
    todo = [start]
    while todo:
        for step in world[todo.pop()]:
            if step.to in kept and step.to not in found and (step.anew or step.button or not step.free):
                found.add(step.to)
                todo.append(step.to)
    return found


def paid(walker: Walker) -> Iterator[tuple[State, str, str]]:
    """Yield where a caller pays without service: the state, the line dialled, and the phase.

    The state is walked together with the line whose meter runs and with whether a person has answered on it.
    """
    start = walker.start()
    todo = [(start, start[0][1], False)]
    seen = set(todo)
    while todo:
        state, line, served = todo.pop()
        for phase in _phases(walker, state, served=served):
            if _costs(walker.charter, line, phase, served=served):
                yield state, line, phase
        for step in walker.steps(state):
            call = step.to[0][0] == "line"
            then = (
                step.to,
                step.to[0][1] if call else line,
                not call and (served or step.to[0][0] == "with"),
            )
            if then not in seen:
                seen.add(then)
                todo.append(then)


def _phases(walker: Walker, state: State, *, served: bool) -> list[str]:
    """Return the phases of a state in which nobody may pay; talking, and what follows it, is service."""
    kind = state[0][0]
    if kind == "line":
        return ["connect"]
    if kind == "wait":
        return ["transfer"] if served or state[0][4] == "transfer" else ["queue"]
    if kind == "with":
        return [
            "hold",
            "transfer",
        ]  # people may put on hold, and hand on with the case, unless written otherwise
    return ["menu"] if kind != "end" and not served and any(walker.steps(state)) else []


def _costs(charter: Charter, line: str, phase: str, *, served: bool) -> bool:
    found = charter.lines[line]
    credited = phase in found.refunds and charter.credits.unasked and charter.credits.paid_within is not None
    unanswered = found.picks_up == "person" and not served
    if not found.phone or credited or unanswered:
        return False
    return any(meter.rate(phase) for meter in charter.tariff_of(line).meters().values())
