"""Actions are verified, and set rather than switch (`no-dead-end/unchecked-action`, `no-dead-end/toggle`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from possible.charter.domains import merged
from possible.charter.playbooks import Act, End, Observe
from possible.check.guided.paths import explored, way_to_playbook, way_to_step
from possible.check.law import Broken
from possible.playbooks.interpreter import fact_of, target
from possible.values import N_, Sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from possible.charter import Cell
    from possible.charter.playbooks import Playbook
    from possible.check.subject import Subject


def unchecked_actions(subject: Subject) -> Iterator[Broken]:
    """Find playbooks that act without a goal, and actions that nothing observes."""
    for name, playbook in subject.charter.playbooks.items():
        acts = [(at, step) for at, step in enumerate(playbook.steps) if isinstance(step, Act)]
        if acts and not playbook.goal and not any(isinstance(step, End) for step in playbook.steps):
            message = sentence(
                N_("Playbook `{playbook}` acts, and has no goal that would show whether it helped."),
                playbook=name,
            )
            attempt = sentence(N_("write `goal:` with what must be seen, such as `{{picture: yes}}`"))
            yield Broken(
                subject.charter.place("playbooks", name), message, way_to_playbook(subject, name), attempt
            )
            continue
        yield from _goal_of_anything(subject, name, playbook)
        for at, act in acts:
            yield from _unseen(subject, name, at, act)


def _goal_of_anything(subject: Subject, name: str, playbook: Playbook) -> Iterator[Broken]:
    """Tell a goal that is met whatever is seen: nothing would be done, and all would count as solved."""
    if playbook.goal and all(_anything(subject, name, fact, cell) for fact, cell in playbook.goal.items()):
        fact = next(iter(playbook.goal))
        text = N_("Whatever is seen of `{fact}`, the goal of playbook `{playbook}` is met.")
        message = sentence(text, fact=fact, playbook=name)
        place = subject.charter.place("playbooks", name, "goal", fact)
        attempt = sentence(N_("name only the values with which it is solved"))
        yield Broken(place, message, way_to_playbook(subject, name), attempt)


def _anything(subject: Subject, name: str, fact: str, cell: Cell) -> bool:
    """Tell whether a cell holds every value of its fact, so that looking at it shows nothing."""
    declared = fact_of(subject.charter, name, fact)
    return declared is not None and merged(list(cell.ranges)) == (
        (declared.domain.low, declared.domain.high),
    )


def _unseen(subject: Subject, name: str, at: int, act: Act) -> Iterator[Broken]:
    playbook = subject.charter.playbooks[name]
    for keys, cells in (("so-that", act.so_that), ("sets", act.sets)):
        for fact, cell in cells.items():
            if cell.outside:
                text = N_("After `{step}` nobody can ever see `{fact}: {value}`: it is no value of `{fact}`.")
                message = sentence(text, step=act.name, fact=fact, value=", ".join(cell.outside))
                yield _broken(subject, name, at, (keys, fact), message)
            elif _anything(subject, name, fact, cell):
                text = N_("Whatever is seen of `{fact}`, `{step}` counts as done: that observes nothing.")
                yield _broken(subject, name, at, (keys, fact), sentence(text, fact=fact, step=act.name))
    if act.else_ and not act.seen and not act.consent:
        text = N_(
            "Step `{step}` says what follows when it did not happen, and nothing observes whether it did."
        )
        yield _broken(subject, name, at, ("else",), sentence(text, step=act.name))
    elif not playbook.goal and not act.seen and not _looked_at(playbook, at, act):
        text = N_("Nothing observes whether `{step}` happened or helped.")
        yield _broken(subject, name, at, ("do",), sentence(text, step=act.name))


def _looked_at(playbook: Playbook, at: int, act: Act) -> bool:
    """Tell whether a question follows an action at once."""
    then = target(playbook, at, act.then)
    return 0 <= then < len(playbook.steps) and isinstance(playbook.steps[then], Observe)


def toggles(subject: Subject) -> Iterator[Broken]:
    """Find actions that switch something over instead of setting it."""
    for name, playbook in subject.charter.playbooks.items():
        for at, step in enumerate(playbook.steps):
            if isinstance(step, Act) and step.switches:
                text = N_(
                    "Step `{step}` switches `{fact}` over: who does it twice, or finds it done, undoes it."
                )
                message = sentence(text, step=step.name, fact=step.switches)
                yield _broken(
                    subject,
                    name,
                    at,
                    ("switches",),
                    message,
                    sentence(N_("set it: `sets: {{{fact}: …}}`"), fact=step.switches),
                )


def _broken(
    subject: Subject,
    name: str,
    at: int,
    key: tuple[str, ...],
    message: Sentence,
    attempt: Sentence | None = None,
) -> Broken:
    place = subject.charter.place("playbooks", name, "steps", str(at), *key)
    passage = explored(subject, name).entered.get((name, at))
    hint = attempt or sentence(N_("write `so-that:` with what must be seen afterwards"))
    return Broken(place, message, way_to_step(subject, name, passage), hint)
