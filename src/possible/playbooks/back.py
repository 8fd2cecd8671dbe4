"""Taking an answer back: the run as it was before the customer's last one.

A run keeps what was seen and done, in order; so the run before is the same observations made again, without
the last one. Nothing else needs to be remembered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from possible.charter.playbooks import Act
from possible.playbooks.interpreter import advance, begin, fact_of
from possible.playbooks.moves import Observation, Reply, Seen
from possible.values import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from possible.charter import Charter
    from possible.playbooks.run import Evidence, Run

CUSTOMER = "customer"
MOST_REPEATS = 5  # the same answer again, where a question was put more than once
_ANSWERS: dict[str, Observation] = {
    "agreed": Seen("yes"),
    "refused": Seen("no"),
    "done": Reply.DONE,
    "unable": Reply.UNABLE,
    "unknown": Reply.UNKNOWN,
    "silence": Reply.SILENCE,
}


def back(charter: Charter, run: Run, facts: Mapping[str, str]) -> Run | None:
    """Return a run as it was before the customer's last answer, at the move that was answered.

    `facts`: what was known when it began. None where the customer has answered nothing yet, or where the same
    answers no longer lead here (the records say something else by now).
    """
    last = next((at for at in reversed(range(len(run.log))) if _theirs(charter, run.log[at])), None)
    if last is None:
        return None
    try:
        return _again(charter, run, last, facts)
    except Refused:
        return None


def _theirs(charter: Charter, line: Evidence) -> bool:
    """Tell whether the customer said or did what a line tells."""
    if line.what in ("agreed", "refused"):
        return True
    steps = charter.playbooks[line.playbook].steps
    act = next((step for step in steps if step.name == line.step and isinstance(step, Act)), None)
    if act is not None and act.do == line.name:
        return act.by == CUSTOMER
    declared = fact_of(charter, line.playbook, line.name)
    return line.what != "answered" and declared is not None and declared.source == CUSTOMER


def _again(charter: Charter, run: Run, count: int, facts: Mapping[str, str]) -> Run | None:
    """Return a new run after the first `count` lines of another; None where it goes another way."""
    made = begin(charter, run.playbook, facts)
    for at, line in enumerate(run.log[:count]):
        for _ in range(MOST_REPEATS):
            if len(made.log) > at:
                break
            made = advance(charter, made, _ANSWERS.get(line.what) or Seen(line.value))
        if made.log[at : at + 1] != (line,):
            return None
    return made if len(made.log) == count else None
