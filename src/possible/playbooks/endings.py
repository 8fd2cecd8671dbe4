"""Every way a run can end."""

from __future__ import annotations

from collections import Counter, deque
from typing import TYPE_CHECKING

from possible.charter.playbooks import Act, Conclude, End, LookUp, Observe, PassOn, Playbook, PlayOther
from possible.playbooks.ending import Ending

if TYPE_CHECKING:
    from collections.abc import Iterable

    from possible.charter import Charter
    from possible.charter.playbooks import PlaybookStep

Known = frozenset[tuple[str, str]]


def endings(charter: Charter, name: str) -> tuple[Ending, ...]:
    """Return every way a run of the playbook can end, each once, nearest first; a name that is not there gives none."""
    if name not in charter.playbooks:
        return ()
    found: dict[str, Ending] = {}
    for ending in _walk(charter, charter.playbooks[name], (name,)):
        found.setdefault(f"{ending.kind} {ending.team} {ending.facts}", ending)
    return tuple(found.values())


def _walk(charter: Charter, playbook: Playbook, inside: tuple[str, ...]) -> Iterable[Ending]:
    """Yield endings, breadth first over (step, what is known of the facts that several steps ask)."""
    if playbook.goal:
        yield Ending("solved", {}, "", ())
    asked = Counter(step.ask for step in playbook.steps if isinstance(step, Observe))
    index = {step.name: at for at, step in enumerate(playbook.steps)}
    start: tuple[int, Known] = (0, frozenset())
    todo, seen = deque([(start, ())]), {start}
    while todo:
        (at, known), way = todo.popleft()
        if at >= len(playbook.steps):
            yield Ending("stuck", {}, "", way)
            continue
        step = playbook.steps[at]
        here: tuple[str, ...] = (*way, step.name)
        end = _end(charter, step, here)
        if end:
            yield end
            continue
        for target, learnt in _ways(charter, step, known, asked, inside):
            if isinstance(target, Ending):
                yield Ending(target.kind, target.facts, target.team, (*here, *target.steps))
                continue
            to = at + 1 if target in ("", "next") else index.get(target, -1)
            if to <= at:
                yield Ending("stuck", {}, "", here)
            elif (to, learnt) not in seen:
                seen.add((to, learnt))
                todo.append(((to, learnt), here))


def _end(charter: Charter, step: PlaybookStep, here: tuple[str, ...]) -> Ending | None:
    if isinstance(step, Conclude):
        return Ending("concluded", step.conclude, "", here)
    if isinstance(step, PassOn):
        return Ending("handed-on" if step.hand_on in charter.teams else "stuck", {}, step.hand_on, here)
    return Ending("solved", {}, "", here) if isinstance(step, End) else None


def _ways(
    charter: Charter, step: PlaybookStep, known: Known, asked: Counter[str], inside: tuple[str, ...]
) -> Iterable[tuple[str | Ending, Known]]:
    if isinstance(step, Observe):
        before = dict(known).get(step.ask)
        for cell, way in step.to or ():
            if before is None or before == cell.text:
                yield way, known | {(step.ask, cell.text)} if asked[step.ask] > 1 else known
        if not step.to:
            yield "", known
        if step.else_ or step.unknown:
            yield from ((way, known) for way in (step.else_, step.unknown) if way)
        else:
            yield Ending("handed-on", {}, "", ()), known
    elif isinstance(step, Act):
        yield from ((way, known) for way in dict.fromkeys((step.then, step.else_)))
    elif isinstance(step, LookUp):
        yield from ((way, known) for way in dict.fromkeys((*step.to.values(), step.else_)))
    elif isinstance(step, PlayOther):
        yield from _played(charter, step, known, inside)


def _played(charter: Charter, step: PlayOther, known: Known, inside: tuple[str, ...]) -> Iterable[tuple[str | Ending, Known]]:
    other = charter.playbooks.get(step.play)
    if not other or step.play in inside:
        yield Ending("stuck", {}, "", ()), known
        return
    for ending in _walk(charter, other, (*inside, step.play)):
        if ending.kind in ("handed-on", "stuck"):
            yield ending, known
        else:
            yield step.solved if ending.kind == "solved" else step.else_, known
