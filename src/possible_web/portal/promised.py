"""What we promised in a case: each promise in the charter's words, its clock, and what is owed else."""

from __future__ import annotations

from dataclasses import dataclass

from possible.answers import named
from possible.journey.case import Case
from possible.promises import Clock
from possible.values import N_, Money, Sentence, sentence
from possible_web.keeping import events_of, gaps
from possible_web.keeping.force import force_of
from possible_web.keeping.people import staff_named
from possible_web.pages.bills import promise_said
from possible_web.portal.frame import Scene

RUNNING, LATE, KEPT = "running", "late", "kept"
WORDS = {RUNNING: N_("Running"), LATE: N_("Broken"), KEPT: N_("Kept")}


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise as it is shown: its sentence, its state as a word, and how far its time has run.

    `most` and `passed`: seconds from the beginning to the due time, and those that are over; 0 without one.
    """

    text: str
    state: str
    word: str
    note: Sentence | None
    passed: int = 0
    most: int = 0


def promised(scene: Scene) -> list[Promised]:
    """Return the promises of a case: those that run, the soonest first, then those that are over."""
    running = sorted(scene.case.clocks, key=lambda clock: (clock.due is None, clock.due or 0))
    return [_running(scene, clock) for clock in running] + _over(scene)


def _running(scene: Scene, clock: Clock) -> Promised:
    text = _text(scene, clock)
    if clock.broken:
        return Promised(text, LATE, WORDS[LATE], _late(scene, clock))
    if clock.due is None:
        return Promised(text, RUNNING, WORDS[RUNNING], None)
    left = scene.speech.length(clock.due - scene.now)
    whole = max(1, (clock.due - clock.started) // 1000)
    passed = min(whole, max(0, (scene.now - clock.started) // 1000))
    return Promised(text, RUNNING, WORDS[RUNNING], sentence(N_("{length} left"), length=left), passed, whole)


def _late(scene: Scene, clock: Clock) -> Sentence:
    """Return how late we are and what was credited; a visit that we called off is not late: nobody comes."""
    given = [amount for ident, amount in scene.case.credits if ident == clock.id]
    off = any(each.clock == clock.id and each.state == "cancelled" for each in scene.case.visits)
    late = scene.speech.length(scene.now - (clock.due or scene.now))
    if not given:
        return sentence(N_("called off by us")) if off else sentence(N_("{length} late"), length=late)
    amount = scene.speech.money(Money(sum(each.cents for each in given), given[0].currency))
    if off:
        return sentence(N_("called off by us · {amount} credited, without your asking"), amount=amount)
    return sentence(N_("{length} late · {amount} credited, without your asking"), length=late, amount=amount)


def _over(scene: Scene) -> list[Promised]:
    """Return what was kept or broken and runs no more, each promise once, with its last clock."""
    kinds = ("promise-made", "promise-kept", "promise-broken")
    rows = scene.noted(*kinds)
    made: dict[str, Clock] = {}
    ended: dict[str, Promised] = {}
    there = {clock.id for clock in scene.case.clocks}
    for event in events_of(rows):
        name, ident, due = (
            getattr(event, "promise", ""),
            getattr(event, "id", ""),
            getattr(event, "due", None),
        )
        kind = type(event).__name__
        if kind == "PromiseMade":
            made[ident] = Clock(name, ident, event.at, due)
        elif ident in made and ident not in there:
            clock, state = made[ident], KEPT if kind == "PromiseKept" else LATE
            after = scene.speech.length(event.at - clock.started)
            note = sentence(N_("after {length}"), length=after) if state == KEPT else None
            ended[name] = Promised(_text(scene, clock), state, WORDS[state], note)
    return list(ended.values())


def _text(scene: Scene, clock: Clock) -> str:
    speech, case = scene.speech, scene.case
    moment = gaps.of_promise(
        force_of(scene.row.charter_id), clock, _window(scene, case, clock.id), _agent(case), speech.language
    )
    if clock.promise not in speech.charter.promises:
        return promise_said(clock.promise, speech)
    return named(speech.charter, clock.promise, speech.language, moment)


def _window(scene: Scene, case: Case, clock: str) -> str:
    visit = next((each for each in case.visits if each.clock == clock), None)
    return scene.speech.window(visit.starts, visit.ends) if visit else ""


def _agent(case: Case) -> str:
    owner = staff_named(case.owner)
    return owner.shown_name if owner else ""
