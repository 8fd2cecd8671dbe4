"""A run as a record of plain JSON values: it survives a hang-up, a restart and another channel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from possible.playbooks.interpreter import settled
from possible.playbooks.run import STUCK, Evidence, Frame, Noted, Run
from possible.values import N_, Refused, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from possible.charter import Charter

STAGES = ("goal", "step", "look", "consent", "act", "see", "playing")


def record(charter: Charter, run: Run) -> dict[str, Any]:
    """Return a run as plain JSON values, its steps by name, so that it outlives edits elsewhere in the
    playbook.
    """
    return {
        "playbook": run.playbook,
        "frames": [[frame.playbook, _name(charter, frame), frame.stage, frame.tries] for frame in run.frames],
        "known": {fact: [noted.value, noted.when] for fact, noted in run.known.items()},
        "done": run.done,
        "asked": run.asked,
        "log": [[line.playbook, line.step, line.what, line.name, line.value] for line in run.log],
    }


def resume(charter: Charter, kept: Mapping[str, Any]) -> Run:
    """Return the run that a record keeps, at the move at which it stood; `Refused` when the charter has no
    such step.
    """
    try:
        frames = tuple(_frame(charter, *frame) for frame in kept["frames"])
        known = {fact: Noted(value, when) for fact, (value, when) in kept["known"].items()}
        log = tuple(Evidence(*line) for line in kept["log"])
        run = Run(kept["playbook"], frames, known, kept["done"], kept["asked"], log)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        if isinstance(error, Refused):
            raise
        raise Refused(sentence(N_("This is no record of a run of a playbook."))) from None
    if not frames:
        raise Refused(sentence(N_("This is no record of a run of a playbook.")))
    return settled(charter, run)


def _name(charter: Charter, frame: Frame) -> str:
    steps = charter.playbooks[frame.playbook].steps
    return steps[frame.at].name if 0 <= frame.at < len(steps) else ""


def _frame(charter: Charter, playbook: str, step: str, stage: str, tries: int) -> Frame:
    steps = charter.playbooks[playbook].steps if playbook in charter.playbooks else ()
    at = next((index for index, known in enumerate(steps) if known.name == step), STUCK)
    if stage not in STAGES or (step and at == STUCK) or not isinstance(tries, int):
        message = sentence(
            N_("The charter has no step `{step}` in a playbook `{playbook}`."), step=step, playbook=playbook
        )
        raise Refused(message, sentence(N_("go on with the version of the charter in which the run began")))
    return Frame(playbook, at, stage, tries)
