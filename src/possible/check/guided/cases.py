"""Total case maps: each value that can be seen, and each answer of a policy, has a way on (`no-dead-end`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from possible.charter.playbooks import Act, LookUp, Observe, PlayOther
from possible.charter.steps import NEXT
from possible.check.guided.paths import explored, way_to_step
from possible.check.law import Broken
from possible.playbooks.explore import Kinds
from possible.playbooks.interpreter import fact_of, way_of
from possible.playbooks.mended import answers_of
from possible.playbooks.policy import number_of
from possible.playbooks.ways import all_ways
from possible.values import N_, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from possible.check.subject import Subject
    from possible.playbooks.explore import Passage


def missing_cases(subject: Subject) -> Iterator[Broken]:
    """Find steps of playbooks at which something can be seen or answered that has no way on (`no-such-
    choice`).
    """
    for name, playbook in subject.charter.playbooks.items():
        for at, step in enumerate(playbook.steps):
            if isinstance(step, Observe):
                yield from _values(subject, name, at, step)
                yield from _impossible(subject, name, at, step)
            elif isinstance(step, LookUp):
                yield from _answers(subject, name, at, step)
            elif isinstance(step, Act) and step.otherwise is None:
                yield _no_else(subject, name, at, step)


def _values(subject: Subject, name: str, at: int, step: Observe) -> Iterator[Broken]:
    """Tell the values that really come up at a step and have no way."""
    found: dict[str, Passage | None] = {}
    declared = fact_of(subject.charter, name, step.ask)
    for (book, index, value), passage in explored(subject, name).looked.items():
        number = number_of(declared.domain, value) if declared else None
        if (book, index) == (name, at) and number is not None and value and way_of(step, number) is None:
            found[value] = passage
    if not explored(subject, name).whole:
        found |= _not_covered(subject, name, step, found)
    if not found:
        return
    values = ", ".join(f"`{value}`" for value in found)
    text = N_("Step `{step}` of playbook `{playbook}` asks `{fact}` and has no way on for {values}.")
    message = sentence(text, step=step.name, playbook=name, fact=step.ask, values=values)
    place = subject.charter.place("playbooks", name, "steps", str(at), "to")
    way = way_to_step(subject, name, next(iter(found.values())))
    yield Broken(place, message, way, sentence(N_("add each of them under `to`, or an `else`")))


def _not_covered(
    subject: Subject, name: str, step: Observe, found: dict[str, Passage | None]
) -> dict[str, Passage | None]:
    """Return the values without a way, whether they come up or not: where not all runs could be looked at."""
    declared = fact_of(subject.charter, name, step.ask)
    values = Kinds(subject.charter, name).values(name, step.ask)
    numbers = {value: number_of(declared.domain, value) for value in values} if declared else {}
    return {
        value: None
        for value, number in numbers.items()
        if value not in found and number is not None and not way_of(step, number)
    }


def _impossible(subject: Subject, name: str, at: int, step: Observe) -> Iterator[Broken]:
    """Tell ways for values that the fact cannot be."""
    declared = fact_of(subject.charter, name, step.ask)
    for cell, _ in step.to:
        if declared and cell.outside:
            text = N_("`{value}` never comes up: `{fact}` is one of {domain}.")
            message = sentence(text, value=", ".join(cell.outside), fact=step.ask, domain=declared.domain)
            place = subject.charter.place("playbooks", name, "steps", str(at), "to", cell.text)
            passage = explored(subject, name).entered.get((name, at))
            yield Broken(place, message, way_to_step(subject, name, passage))


def _answers(subject: Subject, name: str, at: int, step: LookUp) -> Iterator[Broken]:
    if not step.to or step.else_ or step.decide not in subject.charter.questions:
        return
    missing = [answer for answer in answers_of(subject.charter, step.decide) if answer not in step.to]
    if missing:
        text = N_(
            "Step `{step}` of playbook `{playbook}` looks `{question}` up and has no way on for {values}."
        )
        values = ", ".join(f"`{answer}`" for answer in missing)
        message = sentence(text, step=step.name, playbook=name, question=step.decide, values=values)
        place = subject.charter.place("playbooks", name, "steps", str(at), "to")
        passage = explored(subject, name).entered.get((name, at))
        way = way_to_step(subject, name, passage)
        yield Broken(place, message, way, sentence(N_("add each of them under `to`, or an `else`")))


def _no_else(subject: Subject, name: str, at: int, step: Act) -> Broken:
    key = "so-that" if step.so_that else "sets" if step.sets else "consent"
    text = N_("Step `{step}` of playbook `{playbook}` can fail (`{key}`), and has no `else` for that.")
    message = sentence(text, step=step.name, playbook=name, key=key)
    place = subject.charter.place("playbooks", name, "steps", str(at), key)
    passage = explored(subject, name).entered.get((name, at))
    last = sentence(N_("{action}: cannot be done"), action=step.do)
    return Broken(
        place,
        message,
        (*way_to_step(subject, name, passage), last),
        sentence(N_("write `else:` with a later step")),
    )


def runs_out_steps(subject: Subject) -> Iterator[Broken]:
    """Find playbooks whose last step is no end (`runs-out`)."""
    for name, playbook in subject.charter.playbooks.items():
        if not playbook.steps:
            message = sentence(N_("Playbook `{playbook}` has no steps."), playbook=name)
            yield Broken(subject.charter.place("playbooks", name, "steps"), message)
            continue
        at = len(playbook.steps) - 1
        step = playbook.steps[at]
        if isinstance(step, Observe | Act | LookUp | PlayOther) and NEXT in all_ways(step):
            text = N_("Step `{step}` ends playbook `{playbook}`, and nothing follows when it has not helped.")
            message = sentence(text, step=step.name, playbook=name)
            attempt = sentence(
                N_("end with `conclude`, so that a question can be answered, or with `hand-on`")
            )
            passage = explored(subject, name).entered.get((name, at))
            place = subject.charter.place("playbooks", name, "steps", str(at))
            yield Broken(place, message, way_to_step(subject, name, passage), attempt)
