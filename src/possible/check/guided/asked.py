"""What is known is not asked again inside a playbook (`said-once/asked-twice`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from possible.charter.playbooks import Observe
from possible.check.guided.paths import explored, way_to_playbook, way_to_step
from possible.check.law import Broken
from possible.values import N_, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from possible.check.subject import Subject
    from possible.playbooks.explore import Passage


def asked_twice_in_playbooks(subject: Subject) -> Iterator[Broken]:
    """Find questions that a playbook puts again although the answer is known, and facts that it declares
    anew.
    """
    for name, playbook in subject.charter.playbooks.items():
        yield from _declared_anew(subject, name)
        for at, step in enumerate(playbook.steps):
            passage = explored(subject, name).entered.get((name, at))
            if isinstance(step, Observe) and step.again and passage:
                yield from _again(subject, name, at, passage)


def _again(subject: Subject, name: str, at: int, passage: Passage) -> Iterator[Broken]:
    step = subject.charter.playbooks[name].steps[at]
    fact = getattr(step, "ask", "")
    before = next((line for line in passage.run.log if line.name == fact), None)
    if before is None:
        return
    text = N_(
        "Step `{step}` of playbook `{playbook}` asks `{fact}` again; step `{before}` has asked it already."
    )
    message = sentence(text, step=step.name, playbook=name, fact=fact, before=before.step or "goal")
    place = subject.charter.place("playbooks", name, "steps", str(at), "again")
    attempt = sentence(
        N_("go on by what is known, or write what an action must bring about under its `so-that`")
    )
    yield Broken(place, message, way_to_step(subject, name, passage), attempt)


def _declared_anew(subject: Subject, name: str) -> Iterator[Broken]:
    charter = subject.charter
    for fact in charter.playbooks[name].facts:
        if fact in charter.facts:
            text = N_("Playbook `{playbook}` declares `{fact}` anew, and will ask what the case may know.")
            message = sentence(text, playbook=name, fact=fact)
            place = charter.place("playbooks", name, "facts", fact)
            attempt = sentence(N_("take it away here: a playbook knows the facts of the charter"))
            yield Broken(place, message, way_to_playbook(subject, name), attempt)
