"""Whether what only a playbook can find out is known wherever a path decides by it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from possible.charter.domains import intersected
from possible.charter.steps import Ask, Decide, Play
from possible.check.law import Broken
from possible.check.one_answer.ways import decides
from possible.journey import At, Dialled, Found, Move, Web
from possible.playbooks import endings
from possible.values import N_, sentence

if TYPE_CHECKING:
    from possible.charter import Charter
    from possible.charter.domains import Range
    from possible.check.subject import Subject
    from possible.journey import Node

Known = tuple[tuple[str, tuple["Range", ...]], ...]
State = tuple["Node", Known]


def fact_never_learnt(subject: Subject) -> Iterator[Broken]:
    """Find `decide` steps that are reached without a fact that only a playbook finds out."""
    charter = subject.charter
    for question, facts in _needed(charter).items():
        for fact in facts:
            found = subject.graph.search(partial(_unlearnt, subject, question, fact))
            for each in found:
                path, index = each.about
                message = sentence(
                    N_("`{question}` is decided here by `{fact}`, which no playbook has found out before."),
                    question=question,
                    fact=fact,
                )
                yield Broken(
                    charter.place("paths", path, "steps", index, "decide"),
                    message,
                    each.way,
                    sentence(N_("play a playbook that concludes `{fact}` before this step"), fact=fact),
                )


def _needed(charter: Charter) -> dict[str, list[str]]:
    """Return the questions that paths decide, each with the facts that rows test and only playbooks find
    out.
    """
    steps = [step for walk in charter.paths.values() for step in walk.steps]
    decided = dict.fromkeys(step.decide for step in steps if isinstance(step, Decide))
    return {
        name: [
            fact
            for fact in charter.questions[name].asks
            if fact in charter.facts
            and charter.facts[fact].source == "playbook"
            and any(fact in rule.when for rule in charter.questions[name].rules)
        ]
        for name in decided
        if name in charter.questions
    }


def _unlearnt(subject: Subject, question: str, fact: str, web: Web) -> Iterator[Found]:
    """Yield each step that decides the question and can be reached without having learnt the fact."""
    charter = subject.charter
    asks = frozenset(charter.questions[question].asks)
    parents: dict[State, tuple[State, Move] | None] = {(root, ()): None for root in web.roots}
    waiting = list(parents)
    told: set[At] = set()
    for state in waiting:
        (node, known), spot = state, state[0].spot
        decided = isinstance(spot, At) and spot not in told and decides(charter, spot, question)
        if isinstance(spot, At) and decided and _matters(charter, question, fact, dict(known)):
            told.add(spot)
            yield _found(subject, web, parents, state, spot)
            continue
        for move, to in web.moves.get(node, ()):
            if fact not in _learns(charter, spot, move) and not _stuck(charter, spot, move):
                after = (to, _after(charter, dict(known), move, asks))
                if after not in parents and all(ranges for _, ranges in after[1]):
                    parents[after] = (state, move)
                    waiting.append(after)


def _learns(charter: Charter, spot: object, move: Move) -> frozenset[str]:
    """Return the facts that a move brings; an `ask` brings its fact also where all values lead the
    same way.
    """
    step = None
    if isinstance(spot, At) and spot.index < len(charter.paths[spot.path].steps):
        step = charter.paths[spot.path].steps[spot.index]
    asked = {step.ask} if isinstance(step, Ask) and "steps" in move.key else set()
    return frozenset(asked | {name for name, _ in move.learnt})


def _stuck(charter: Charter, spot: object, move: Move) -> bool:
    """Tell whether a playbook goes on here with nothing learnt, because it does not know what to do.

    That is a finding of `no-dead-end`; what follows from it is none.
    """
    if not isinstance(spot, At) or move.learnt or spot.index >= len(charter.paths[spot.path].steps):
        return False
    step = charter.paths[spot.path].steps[spot.index]
    return isinstance(step, Play) and any(ending.kind == "stuck" for ending in endings(charter, step.play))


def _after(charter: Charter, known: dict[str, tuple[Range, ...]], move: Move, asks: frozenset[str]) -> Known:
    """Return what is known of the facts of the question after a move."""
    if isinstance(move.to, Dialled) and charter.cases.joins is None:
        known = {}
    for name, ranges in move.learnt:
        if name in asks:
            known[name] = intersected(known[name], ranges) if name in known and not move.again else ranges
    return tuple(sorted(known.items()))


def _matters(charter: Charter, question: str, fact: str, known: dict[str, tuple[Range, ...]]) -> bool:
    """Tell whether any row that can still hold tests the fact."""
    return any(
        fact in rule.when
        and all(
            name not in known or intersected(cell.ranges, known[name]) for name, cell in rule.when.items()
        )
        for rule in charter.questions[question].rules
    )


def _found(
    subject: Subject, web: Web, parents: dict[State, tuple[State, Move] | None], state: State, spot: At
) -> Found:
    moves: list[Move] = []
    while step := parents[state]:
        state, move = step
        moves.append(move)
    moves.reverse()
    root = state[0]
    way = (subject.graph.start(root, web.roots[root]), *(move.label for move in moves))
    return Found((spot.path, str(spot.index)), tuple(moves), way, None, (spot.path, str(spot.index)))
