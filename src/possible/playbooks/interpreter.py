"""The interpreter: from a run and one observation to the next run. No input, no output, no clock.

Every run ends: a step is entered at most once per playing, since ways on only lead to later steps; a playbook
is never played inside itself; an action is tried three times at most, and a question put twice.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, cast

from possible.charter import Domain, Sort
from possible.charter.facts import Fact
from possible.charter.playbooks import Act, Conclude, End, LookUp, Observe, PassOn, Playbook, PlayOther
from possible.charter.steps import LANGUAGE_FACT, NEXT
from possible.charter.unreadable import did_you_mean
from possible.playbooks.moves import (
    Agree,
    Ask,
    Concluded,
    Do,
    HandOn,
    Observation,
    Over,
    Reply,
    Seen,
    Solved,
    Why,
)
from possible.playbooks.policy import look_up, number_of
from possible.playbooks.run import STUCK, Frame, Noted, Run
from possible.values import N_, Refused, sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from possible.charter import Cell, Charter
    from possible.charter.playbooks import PlaybookStep

TRIES = 3  # an action is asked for once and repeated twice
QUESTIONS = 2  # a question without an answer is put once more
SILENT_STEPS = 5_000  # nobody waits while playbooks play playbooks without end: a person takes over


def begin(charter: Charter, playbook: str, known: Mapping[str, str] | None = None) -> Run:
    """Return a run at its first move; `known` is what the case knows already. `Refused` for an unknown
    playbook.
    """
    if playbook not in charter.playbooks:
        message = sentence(N_("There is no playbook `{name}`."), name=playbook)
        raise Refused(message, did_you_mean(playbook, charter.playbooks))
    facts = {
        fact: Noted(value) for fact, value in (known or {}).items() if _can_be(charter, playbook, fact, value)
    }
    return settled(charter, Run(playbook, (Frame(playbook),), facts))


def _can_be(charter: Charter, playbook: str, fact: str, value: str) -> bool:
    declared = fact_of(charter, playbook, fact)
    return declared is None or number_of(declared.domain, value) is not None


def advance(charter: Charter, run: Run, observation: Observation) -> Run:
    """Return the run after an observation, at its next move; `Refused` when it is over or that does
    not fit.
    """
    return settled(charter, taken(charter, run, observation))


def taken(charter: Charter, run: Run, observation: Observation) -> Run:
    """Return the run right after an observation, before it goes on; `Refused` as in `advance`."""
    move = run.move
    if isinstance(move, Ask):
        return _heard(charter, run, move, observation)
    if isinstance(move, Agree):
        return _consented(charter, run, move, observation)
    if isinstance(move, Do):
        return _acted(charter, run, move, observation)
    raise Refused(sentence(N_("The run of `{name}` is over."), name=run.playbook))


def settled(charter: Charter, run: Run) -> Run:
    """Return the run carried on to the next move that needs somebody else."""
    return deque(steps_on(charter, run), maxlen=1).pop()


def steps_on(charter: Charter, run: Run) -> Iterator[Run]:
    """Yield a run, small step by small step, up to its next move."""
    for _ in range(SILENT_STEPS):
        yield run
        if run.move is not None:
            return
        run = onward(charter, run)
    yield run.waits(HandOn("", "stuck"))


def onward(charter: Charter, run: Run) -> Run:
    """Return the run one small step further; it has no move, or the next one."""
    return _STAGES[run.top.stage](charter, run)


# ---- looking ------------------------------------------------------------------------------------------


def fact_of(charter: Charter, playbook: str, name: str) -> Fact | None:
    """Return a fact as a playbook sees it: its own, else the charter's."""
    if name == LANGUAGE_FACT and name not in charter.facts:
        domain = Domain(Sort.CHOICE, 0, len(charter.languages) - 1, tuple(charter.languages))
        return Fact(domain=domain, source="customer")
    return charter.playbooks[playbook].facts.get(name) or charter.facts.get(name)


def holds(charter: Charter, run: Run, fact: str, cell: Cell, noted: Noted) -> bool:
    """Tell whether what is noted of a fact passes a test; what nobody could say passes none."""
    declared = fact_of(charter, run.top.playbook, fact)
    number = number_of(declared.domain, noted.value) if declared else None
    return number is not None and cell.holds(number)


def _ask(charter: Charter, run: Run, fact: str, why: Why, step: str = "") -> Run:
    declared = fact_of(charter, run.top.playbook, fact)
    source = declared.source if declared else "customer"
    return run.waits(Ask(fact, source, why, step, run.asked))


def _heard(charter: Charter, run: Run, move: Ask, observation: Observation) -> Run:
    if isinstance(observation, Seen):
        value = _valid(charter, run, move.fact, observation.value)
        return run.noted(move.fact, value).wrote("seen", move.fact, move.step, value)
    if observation not in (Reply.UNKNOWN, Reply.SILENCE):
        raise Refused(sentence(N_("`{given}` answers no question."), given=observation))
    if run.asked + 1 < QUESTIONS and _once_more(charter, run, move, observation):
        return run.unanswered()
    return run.noted(move.fact, None).wrote(observation.value, move.fact, move.step)


def _once_more(charter: Charter, run: Run, move: Ask, observation: Observation) -> bool:
    """Tell whether the question is put again: after silence, and where "I don't know" would end the run."""
    if observation is Reply.SILENCE:
        return True
    if move.source != "customer" or move.why not in ("step", "policy"):
        return False
    step = steps_of(charter, run.top)[run.top.at]
    return not (way_of_unknown(step) if isinstance(step, Observe) else cast("LookUp", step).else_)


def _valid(charter: Charter, run: Run, fact: str, value: str) -> str:
    """Return the value in its one spelling; `Refused` with what the fact can be."""
    declared = fact_of(charter, run.top.playbook, fact)
    if not declared:
        raise Refused(sentence(N_("The fact `{fact}` is declared nowhere."), fact=fact))
    return declared.domain.text(declared.domain.number(value))


# ---- the stages ---------------------------------------------------------------------------------------


def steps_of(charter: Charter, frame: Frame) -> tuple[PlaybookStep, ...]:
    """Return the steps of the playbook in which a frame stands."""
    return charter.playbooks[frame.playbook].steps


def _goal(charter: Charter, run: Run) -> Run:
    """Look whether the goal is met, as far as something was done since; then enter the step."""
    goal = charter.playbooks[run.top.playbook].goal
    for fact, cell in goal.items():
        noted = run.fresh(fact)
        if noted is None:
            return _ask(charter, run, fact, "goal")
        if not holds(charter, run, fact, cell, noted):
            return _entered(run)
    return _finished(charter, run, Solved()) if goal else _entered(run)


def _entered(run: Run) -> Run:
    return run.at(run.top.on("step", 0))


def _stage(run: Run, stage: str, tries: int | None = None) -> Run:
    return run.at(run.top.on(stage, tries))


def _step(charter: Charter, run: Run) -> Run:
    """Enter a step, or stop where there is none."""
    steps, at = steps_of(charter, run.top), run.top.at
    if not 0 <= at < len(steps):
        return run.waits(HandOn("", "stuck"))
    step = steps[at]
    return (
        _ended(charter, run, step)
        if isinstance(step, Conclude | PassOn | End)
        else _begun(charter, run, step)
    )


def _begun(charter: Charter, run: Run, step: Observe | Act | PlayOther | LookUp) -> Run:
    match step:
        case Observe():
            return _stage(run.without(step.ask) if step.again else run, "look")
        case Act():
            return _stage(run, "consent" if step.consent else "act")
        case PlayOther():
            return _played(charter, run, step)
        case LookUp():
            return _stage(run, "look")


def _ended(charter: Charter, run: Run, step: Conclude | PassOn | End) -> Run:
    match step:
        case Conclude():
            return _finished(charter, run, Concluded(step.conclude))
        case PassOn():
            return run.waits(HandOn(step.hand_on, "asked" if step.hand_on in charter.teams else "stuck"))
        case End():
            return _finished(charter, run, Solved())


def _look(charter: Charter, run: Run) -> Run:
    """Go on by the value of a fact or the answer to a question, asking for what is not known."""
    step = steps_of(charter, run.top)[run.top.at]
    if isinstance(step, LookUp):
        return _decided(charter, run, step)
    return _observed(charter, run, cast("Observe", step))


def _observed(charter: Charter, run: Run, step: Observe) -> Run:
    noted = run.known.get(step.ask)
    if noted is None:
        return _ask(charter, run, step.ask, "step", step.name)
    declared = fact_of(charter, run.top.playbook, step.ask)
    number = number_of(declared.domain, noted.value) if declared else None
    way = way_of_unknown(step) if number is None else way_of(step, number)
    if way is None:
        return run.waits(HandOn("", "unknown" if number is None else "stuck"))
    return _left(charter, run, way)


def way_of(step: Observe, number: int) -> str | None:
    """Return where a value leads: the first way that fits, else `else`, else nothing; no ways at all mean
    the next.
    """
    found = next((way for cell, way in step.to if cell.holds(number)), None)
    return found or step.else_ or (None if step.to else NEXT)


def way_of_unknown(step: Observe) -> str | None:
    """Return where "I don't know" leads; one way for all counts, nothing means the person of the path."""
    one_for_all = step.to[0][1] if len(step.to) == 1 and step.to[0][0].text == "any" else ""
    return step.unknown or step.else_ or one_for_all or (None if step.to else NEXT)


def _decided(charter: Charter, run: Run, step: LookUp) -> Run:
    if step.decide not in charter.questions:
        return run.waits(HandOn("", "stuck"))
    found = look_up(charter, step.decide, run.facts())
    lacking = next((fact for fact in found.missing if fact not in run.known), None)
    if lacking:
        return _ask(charter, run, lacking, "policy", step.name)
    if found.answer:
        run = run.wrote("answered", step.decide, step.name, found.answer)
    way = step.to.get(found.answer) or step.else_ or ("" if step.to else NEXT)
    if not way:
        return run.waits(HandOn("", "unknown" if found.missing else "stuck"))
    return _left(charter, run, way)


def _act_of(charter: Charter, run: Run) -> Act:
    return cast("Act", steps_of(charter, run.top)[run.top.at])


def _consent(charter: Charter, run: Run) -> Run:
    step = _act_of(charter, run)
    return run.waits(Agree(step.consent, step.price, step.name, run.asked))


def _consented(charter: Charter, run: Run, move: Agree, observation: Observation) -> Run:
    if observation is Reply.DONE or (
        isinstance(observation, Seen) and observation.value not in ("yes", "no")
    ):
        given = observation.value
        raise Refused(
            sentence(N_("`{given}` answers no question."), given=given), sentence(N_("answer `yes` or `no`"))
        )
    if observation is Reply.SILENCE and run.asked + 1 < QUESTIONS:
        return run.unanswered()
    if observation == Seen("yes"):
        return _stage(run.wrote("agreed", move.consent, move.step), "act")
    return _not_done(charter, run.wrote("refused", move.consent, move.step))


def _act(charter: Charter, run: Run) -> Run:
    step = _act_of(charter, run)
    return run.waits(Do(step.do, step.by, step.name, step.with_, step.minutes, run.top.tries))


def _acted(charter: Charter, run: Run, move: Do, observation: Observation) -> Run:
    if isinstance(observation, Seen):
        raise Refused(
            sentence(N_("`{given}` is no answer to something that is to be done."), given=observation.value)
        )
    if observation is Reply.DONE:
        return _stage(run.wrote("done", move.action, move.step).did(), "see")
    if observation is Reply.SILENCE:
        return _again(charter, run.wrote("silence", move.action, move.step))
    return _not_done(charter, run.wrote("unable", move.action, move.step))


def _not_done(charter: Charter, run: Run) -> Run:
    """Leave an action that did not happen."""
    way = _act_of(charter, run).otherwise
    return _left(charter, run, way) if way else run.at(Frame(run.top.playbook, STUCK))


def _again(charter: Charter, run: Run) -> Run:
    """Ask for an action once more, or give it up after the last time."""
    if run.top.tries + 1 < TRIES:
        return _stage(run, "act", run.top.tries + 1)
    return _not_done(charter, run)


def _see(charter: Charter, run: Run) -> Run:
    """See whether what was done has happened."""
    step = _act_of(charter, run)
    for fact, cell in step.seen.items():
        noted = run.fresh(fact)
        if noted is None:
            return _ask(charter, run, fact, "check", step.name)
        if not holds(charter, run, fact, cell, noted):
            return _again(charter, run)
    return _left(charter, run, step.then)


# ---- ways on and ends ---------------------------------------------------------------------------------


def _left(charter: Charter, run: Run, way: str) -> Run:
    """Leave a step: the goal is looked at, then the step named is entered."""
    at = target(charter.playbooks[run.top.playbook], run.top.at, way)
    return run.at(Frame(run.top.playbook, at))


def target(playbook: Playbook, at: int, way: str) -> int:
    """Return the number of the step to which a way leads; `STUCK` when there is none or it is not a later
    one.
    """
    if way in ("", NEXT):
        return at + 1 if at + 1 < len(playbook.steps) else STUCK
    later = range(at + 1, len(playbook.steps))
    return next((index for index in later if playbook.steps[index].name == way), STUCK)


def _played(charter: Charter, run: Run, step: PlayOther) -> Run:
    playing = [frame.playbook for frame in run.frames]
    if step.play not in charter.playbooks or step.play in playing:
        return run.waits(HandOn("", "stuck"))
    return run.inside(step.play)


def _finished(charter: Charter, run: Run, end: Over) -> Run:
    """End the innermost playbook: the run is over, or the playbook around it goes on."""
    if len(run.frames) == 1:
        return run.waits(end)
    outer = run.outside()
    if isinstance(end, Concluded):
        for fact, cell in end.facts.items():
            outer = outer.noted(fact, cell.text)
    step = cast("PlayOther", steps_of(charter, outer.top)[outer.top.at])
    return _left(charter, outer, step.solved if isinstance(end, Solved) else step.else_)


_STAGES: dict[str, Callable[[Charter, Run], Run]] = {
    "goal": _goal,
    "step": _step,
    "look": _look,
    "consent": _consent,
    "act": _act,
    "see": _see,
}
