"""Ways on that name nothing, and what nobody ever comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from possible.charter.domains import Sort, merged
from possible.charter.steps import NEXT, Ask
from possible.charter.unreadable import did_you_mean
from possible.charter.ways import ways
from possible.check.law import Broken
from possible.journey import At, Waiting, With
from possible.values import N_, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from possible.charter import Cell, Charter, Domain
    from possible.check.subject import Subject
    from possible.values import Sentence

ANY = ("paths", "teams", "lines", "promises", "remedies", "questions")
ONE_SORT = {
    "play": ("playbooks",),
    "decide": ("questions",),
    "queue": ("teams",),
    "go": ("paths",),
    "hand-on": ("teams",),
    "send-to": ("lines",),
    "promise": ("promises",),
    "appeal": ("teams", "promises", "lines", "paths"),
}


def dangling_names(subject: Subject) -> Iterator[Broken]:
    """Find ways on that name nothing of this charter."""
    charter = subject.charter
    for key, name in (*_openings(charter), *ways(charter)):
        sections = ONE_SORT.get(key[-1] if key[-2:-1] != ("to",) else "", ANY)
        known = [known for section in sections for known in getattr(charter, section)]
        if name not in known and name != NEXT and key[0] != "playbooks":
            message = _dangling(charter, name, key[-1])
            yield Broken(charter.place(*key), message, subject.way_to(*key), did_you_mean(name, known))


def _dangling(charter: Charter, name: str, key: str) -> Sentence:
    """Return the sentence on a name that is nowhere, or stands under something else than is meant."""
    other = next((section for section in (*ANY, "playbooks") if name in getattr(charter, section)), "")
    if not other:
        return sentence(
            N_("The way on `{way}` leads nowhere: nothing in this charter has that name."), way=name
        )
    text = N_(
        "The way on `{way}` leads nowhere: `{way}` stands under `{section}`, and `{key}` means another."
    )
    return sentence(text, way=name, section=other, key=key)


def _openings(charter: Charter) -> Iterator[tuple[tuple[str, ...], str]]:
    for name, line in charter.lines.items():
        yield ("lines", name, "opens"), line.opens


def no_such_choice(subject: Subject) -> Iterator[Broken]:
    """Find values that a customer or the records can give, and that lead nowhere."""
    charter = subject.charter
    for name, walk in charter.paths.items():
        for index, step in enumerate(walk.steps):
            if not isinstance(step, Ask) or not step.to:
                continue
            domain = charter.domain_of(step.ask)
            missing = uncovered(domain, [cell for cell, _ in step.to])
            if missing:
                key = ("paths", name, "steps", str(index))
                message = sentence(
                    N_("Who answers `{fact}` with {values} has no way on."), fact=step.ask, values=missing
                )
                attempt = sentence(N_("add a way on for each value under `to`"))
                yield Broken(charter.place(*key, "to"), message, subject.way_to(*key), attempt)


def uncovered(domain: Domain, cells: list[Cell]) -> str:
    """Return the values of a domain that no cell holds, in words; empty when there are none."""
    missing: list[str] = []
    at = domain.low
    for low, high in merged([part for cell in cells for part in cell.ranges]):
        if low > at:
            missing.append(_told(domain, at, low - 1))
        if high is None:
            return ", ".join(missing)
        at = high + 1
    if domain.high is None or at <= domain.high:
        missing.append(_told(domain, at, domain.high))
    return ", ".join(missing)


def _told(domain: Domain, low: int, high: int | None) -> str:
    if high is None:
        return f"`{domain.text(low)} or more`"
    if domain.sort is Sort.CHOICE:
        return ", ".join(f"`{domain.text(number)}`" for number in range(low, high + 1))
    return f"`{domain.text(low)}`" if low == high else f"`{domain.text(low)} to {domain.text(high)}`"


def never_reached(subject: Subject) -> Iterator[Broken]:
    """Find paths, steps, teams and playbooks that no caller ever comes to."""
    charter = subject.charter
    spots = [node.spot for node in subject.graph.union().parents]
    steps = {(spot.path, spot.index) for spot in spots if isinstance(spot, At)}
    for name, walk in charter.paths.items():
        first = next((index for index in range(len(walk.steps)) if (name, index) not in steps), None)
        if (name, 0) not in steps:
            yield _unreached(subject, ("paths", name), N_("No caller ever comes to path `{name}`."), name)
        elif first is not None:
            text = N_("No caller ever comes to this step of path `{name}`.")
            yield _unreached(subject, ("paths", name, "steps", str(first)), text, name)
    played = {
        getattr(charter.paths[path].steps[index], "play", "")
        for path, index in steps
        if index < len(charter.paths[path].steps)
    }
    for name in charter.playbooks:
        if name not in played and not _played_inside(charter, name):
            yield _unreached(subject, ("playbooks", name), N_("No path ever plays playbook `{name}`."), name)
    yield from _teams(subject, {spot.team for spot in spots if isinstance(spot, (Waiting, With))})


def _played_inside(charter: Charter, name: str) -> bool:
    return any(
        getattr(step, "play", "") == name
        for playbook in charter.playbooks.values()
        for step in playbook.steps
    )


def _teams(subject: Subject, met: set[str]) -> Iterator[Broken]:
    charter = subject.charter
    named = {remedy.by for remedy in charter.remedies.values()} | {
        rung.who for rung in charter.complaints.ladder
    }
    named |= {
        team for question in charter.questions.values() for rule in question.rules for team in rule.who or ()
    }
    named |= {charter.exceptions.by} if charter.exceptions else set()
    named |= {name for _, name in ways(charter)}
    for name in charter.teams:
        if name not in met | named:
            yield _unreached(subject, ("teams", name), N_("No caller ever comes to team `{name}`."), name)


def _unreached(subject: Subject, key: tuple[str, ...], text: str, name: str) -> Broken:
    return Broken(
        subject.charter.place(*key),
        sentence(text, name=name),
        (),
        sentence(N_("name it somewhere, or take it away")),
    )
