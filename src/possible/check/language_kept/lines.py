"""`sent-away`, by a way on to a line that does not promise the language of those who are sent there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from possible.charter.facts import LANGUAGE_FACT
from possible.charter.steps import Ask, Queue
from possible.charter.ways import ways
from possible.check.language_kept.heard import languages_heard
from possible.check.language_kept.way import way_in
from possible.check.law import Broken
from possible.journey import moment_classes
from possible.values import N_, sentence

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from possible.charter import Charter
    from possible.charter.ways import Key
    from possible.check.language_kept.heard import Spoken
    from possible.check.subject import Subject


def other_line(subject: Subject) -> Iterator[Broken]:
    """Find ways on by which the company sends callers to a line that does not speak their language.

    A sentence that names a line sends nobody: "for English, dial …" is said to all.
    """
    charter = subject.charter
    heard = languages_heard(charter)
    for key, name in ways(charter):
        if name not in charter.lines:
            continue
        promised, sent = charter.languages_of(name), _sent(charter, heard, key)
        lost = [tag for tag in charter.languages if tag in sent and tag not in promised]
        if lost:
            text = N_("Who speaks `{language}` is sent to line `{line}`, which promises {promised} only.")
            message = sentence(text, language=lost[0], line=name, promised=", ".join(promised))
            attempt = sentence(N_("send them to a line of their language, or promise a call-back"))
            yield Broken(charter.place(*key), message, way_in(subject, lost[0], *key[:4]), attempt)


def _sent(charter: Charter, heard: dict[str, Spoken], key: Key) -> Container[str]:
    """Return the languages of those whom a way on can send: of all callers where no path is known."""
    everybody = frozenset(charter.languages)
    here = heard[key[1]] if key[0] == "paths" else everybody
    step = charter.paths[key[1]].steps[int(key[3])] if key[2:3] == ("steps",) and key[0] == "paths" else None
    if key[-1] == "no-speaker":
        return here & _unspoken(charter, step.queue if isinstance(step, Queue) else "")
    if isinstance(step, Ask) and step.ask == LANGUAGE_FACT and key[-2] == "to":
        numbers = (tag for index, tag in enumerate(charter.languages) if _chosen(step, key[-1], index))
        return here & frozenset(numbers)
    return here


def _chosen(step: Ask, text: str, number: int) -> bool:
    return any(cell.text == text and cell.holds(number) for cell, _ in step.to)


def _unspoken(charter: Charter, team: str) -> Spoken:
    """Return the languages that a team does not speak at some hour when it is open.

    Where none is named: any team for which one waits as `waiting:` says.
    """
    teams = {team} if team else set(_waited_for(charter))
    return frozenset(
        tag
        for each in moment_classes(charter)
        for name, there in each.spoken.items()
        if there and name in teams
        for tag in charter.languages
        if tag not in there
    )


def _waited_for(charter: Charter) -> Iterator[str]:
    """Yield the teams to which some way leads, but for that of want of a speaker, with no way of its own."""
    for key, name in ways(charter):
        step = charter.paths[key[1]].steps[int(key[3])] if key[0] == "paths" and key[-1] == "queue" else None
        own = isinstance(step, Queue) and step.no_speaker
        if name in charter.teams and key[-1] != "no-speaker" and not own:
            yield name
