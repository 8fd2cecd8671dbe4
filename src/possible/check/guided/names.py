"""Names in playbooks: ways on to steps that are not there (`no-dead-end/dangling`), rings (`no-loop/goes-
back`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from possible.charter.playbooks import LookUp, PassOn, PlayOther
from possible.charter.steps import NEXT
from possible.charter.unreadable import did_you_mean
from possible.check.guided.paths import explored, way_to_playbook, way_to_step
from possible.check.law import Broken
from possible.playbooks.ways import named, played
from possible.values import N_, Sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from possible.charter.playbooks import PlaybookStep
    from possible.check.subject import Subject


def dangling_steps(subject: Subject) -> Iterator[Broken]:
    """Find ways on, plays, look-ups and hand-ons of playbooks that name what is not there."""
    for name, playbook in subject.charter.playbooks.items():
        steps = [step.name for step in playbook.steps]
        for at, step in enumerate(playbook.steps):
            for key, way in named(step):
                if way != NEXT and way not in steps:
                    message = _no_step(name, step.name, way)
                    yield _broken(subject, name, at, key, message, did_you_mean(way, steps[at + 1 :]))
            for message, known, main in _elsewhere(subject, name, step):
                yield _broken(subject, name, at, (main,), message, known)


def _no_step(playbook: str, step: str, way: str) -> Sentence:
    text = N_("Step `{step}` of playbook `{playbook}` leads to `{way}`, and there is no such step.")
    return sentence(text, step=step, playbook=playbook, way=way)


def _elsewhere(
    subject: Subject, playbook: str, step: PlaybookStep
) -> Iterator[tuple[Sentence, Sentence | None, str]]:
    charter = subject.charter
    facts = {"step": step.name, "playbook": playbook}
    if isinstance(step, PlayOther) and step.play not in charter.playbooks:
        text = N_("Step `{step}` of playbook `{playbook}` plays `{way}`, and there is no such playbook.")
        yield sentence(text, **facts, way=step.play), did_you_mean(step.play, charter.playbooks), "play"
    if isinstance(step, LookUp) and step.decide not in charter.questions:
        text = N_("Step `{step}` of playbook `{playbook}` asks `{way}`, and there is no such question.")
        yield sentence(text, **facts, way=step.decide), did_you_mean(step.decide, charter.questions), "decide"
    if isinstance(step, PassOn) and step.hand_on not in charter.teams:
        text = N_("Step `{step}` of playbook `{playbook}` hands on to `{way}`, and there is no such team.")
        yield sentence(text, **facts, way=step.hand_on), did_you_mean(step.hand_on, charter.teams), "hand-on"


def _broken(
    subject: Subject, name: str, at: int, key: tuple[str, ...], message: Sentence, attempt: Sentence | None
) -> Broken:
    place = subject.charter.place("playbooks", name, "steps", str(at), *key)
    passage = explored(subject, name).entered.get((name, at))
    return Broken(place, message, way_to_step(subject, name, passage), attempt)


def plays_itself(subject: Subject) -> Iterator[Broken]:
    """Find steps that play a playbook inside itself, directly or through others."""
    charter = subject.charter
    for name, playbook in charter.playbooks.items():
        for at, step in enumerate(playbook.steps):
            if isinstance(step, PlayOther) and name in played(charter, step.play):
                text = N_(
                    "Step `{step}` of playbook `{playbook}` plays `{way}`, which comes back to `{playbook}`."
                )
                message = sentence(text, step=step.name, playbook=name, way=step.play)
                place = charter.place("playbooks", name, "steps", str(at), "play")
                attempt = sentence(N_("a playbook runs forward only: play one that does not lead back here"))
                yield Broken(place, message, way_to_playbook(subject, name), attempt)
