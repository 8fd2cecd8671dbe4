"""What no run comes to: a step (`no-dead-end/never-reached`), the goal or a hand-on (`no-dead-end/never-
solves`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from possible.check.guided.paths import explored, way_to_playbook
from possible.check.law import Broken
from possible.playbooks import HandOn, Solved
from possible.values import N_, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from possible.check.subject import Subject
    from possible.playbooks.run import Run


def never_solves(subject: Subject) -> Iterator[Broken]:
    """Find playbooks that can do nothing towards their goal, or have none and never hand on."""
    for name, playbook in subject.charter.playbooks.items():
        found = explored(subject, name)
        ends = [found.runs[at] for at in found.ends]
        if not found.whole or any(_solved(run) for run in ends):
            continue
        key = ("playbooks", name, "goal") if playbook.goal else ("playbooks", name)
        if playbook.goal:
            message = sentence(N_("No run of playbook `{playbook}` can reach its goal."), playbook=name)
        elif any(isinstance(run.move, HandOn) and run.move.why == "asked" for run in ends):
            continue
        else:
            message = sentence(
                N_("No run of playbook `{playbook}` solves anything or hands on."), playbook=name
            )
        attempt = sentence(N_("add an action that can help, or a `hand-on`"))
        yield Broken(subject.charter.place(*key), message, way_to_playbook(subject, name), attempt)


def _solved(run: Run) -> bool:
    """Tell whether a run ended solved by something that was done in it, or by a step that says so."""
    return isinstance(run.move, Solved) and (run.done > 0 or run.top.stage == "step")


def never_reached_steps(subject: Subject) -> Iterator[Broken]:
    """Find steps of playbooks that no run enters, whatever is answered."""
    for name, playbook in subject.charter.playbooks.items():
        found = explored(subject, name)
        for at, step in enumerate(playbook.steps):
            if found.whole and (name, at) not in found.entered:
                text = N_("No run of playbook `{playbook}` comes to step `{step}`.")
                message = sentence(text, playbook=name, step=step.name)
                place = subject.charter.place("playbooks", name, "steps", str(at))
                attempt = sentence(N_("lead an earlier step to it, or take it away"))
                yield Broken(place, message, way_to_playbook(subject, name), attempt)
