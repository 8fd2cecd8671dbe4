"""A charter whose playbooks never get stuck: what is missing leads to the next step.

So that one defect is told once, and not again by everything that cannot be reached behind it.
"""

from __future__ import annotations

import dataclasses
from functools import lru_cache
from typing import TYPE_CHECKING

from possible.charter import Cell
from possible.charter.domains import merged
from possible.charter.playbooks import Act, LookUp, Observe, PlayOther
from possible.charter.steps import NEXT
from possible.playbooks.interpreter import fact_of, target
from possible.playbooks.run import STUCK
from possible.playbooks.same import Same

if TYPE_CHECKING:
    from possible.charter import Charter
    from possible.charter.playbooks import Playbook, PlaybookStep


def mended(charter: Charter) -> Charter:
    """Return the charter with each way that leads nowhere, and each case without a way, led to the next
    step.
    """
    return _mended(Same(charter))


@lru_cache(maxsize=16)
def _mended(same: Same) -> Charter:
    charter = same.charter
    playbooks = {name: _playbook(charter, name, playbook) for name, playbook in charter.playbooks.items()}
    return charter if playbooks == charter.playbooks else charter.with_(playbooks=playbooks)


def _playbook(charter: Charter, name: str, playbook: Playbook) -> Playbook:
    steps = tuple(_step(charter, name, playbook, at) for at in range(len(playbook.steps)))
    return dataclasses.replace(playbook, steps=steps)


def _step(charter: Charter, name: str, playbook: Playbook, at: int) -> PlaybookStep:
    def led(way: str) -> str:
        return NEXT if way and target(playbook, at, way) == STUCK else way

    step = playbook.steps[at]
    match step:
        case Observe():
            to = (*((cell, led(way)) for cell, way in step.to), *_rest(charter, name, step))
            return dataclasses.replace(step, to=to, else_=led(step.else_), unknown=led(step.unknown))
        case Act():
            otherwise = led(step.else_) if step.otherwise else NEXT
            return dataclasses.replace(step, then=led(step.then), else_=otherwise)
        case PlayOther():
            return dataclasses.replace(step, solved=led(step.solved), else_=led(step.else_))
        case LookUp():
            answers = _rest_of_answers(charter, step) | step.to
            led_answers = {answer: led(way) for answer, way in answers.items()}
            return dataclasses.replace(step, to=led_answers, else_=led(step.else_))
        case _:
            return step


def _rest(charter: Charter, name: str, step: Observe) -> tuple[tuple[Cell, str], ...]:
    """Return the way of the values that have none, as a last way; nothing where each has one."""
    declared = fact_of(charter, name, step.ask)
    if not step.to or step.else_ or not declared:
        return ()
    whole = ((declared.domain.low, declared.domain.high),)
    covered = merged([part for cell, _ in step.to for part in cell.ranges])
    return () if covered == whole else ((Cell(whole, ""), NEXT),)


def answers_of(charter: Charter, question: str) -> list[str]:
    """Return the answers that a question can have, in the order of its rules."""
    return list(dict.fromkeys(rule.answer for rule in charter.questions[question].rules))


def _rest_of_answers(charter: Charter, step: LookUp) -> dict[str, str]:
    if not step.to or step.else_ or step.decide not in charter.questions:
        return {}
    return {answer: NEXT for answer in answers_of(charter, step.decide) if answer not in step.to}
