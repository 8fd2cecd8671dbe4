"""The shortest way on which certain facts are met, to where a question is answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from possible.answers import domain_of
from possible.charter.steps import Decide
from possible.journey import At, Found, Move, Web, With
from possible.values import Sentence

if TYPE_CHECKING:
    from possible.charter import Charter
    from possible.check.subject import Subject
    from possible.journey import Node, Spot

Target = Callable[["Spot"], bool]


def way_by_facts(
    subject: Subject, question: str, facts: Mapping[str, str], teams: Sequence[str] = ()
) -> tuple[Sentence, ...]:
    """Return the shortest way to where a question is answered, every move of which agrees with the facts.

    Only these teams will do; where none is named, a path that decides the question comes first, then the
    people whose matter it is, then anybody. Nothing, when there is no such way.
    """
    charter = subject.charter
    numbers = {fact: domain_of(charter, fact).number(value) for fact, value in facts.items()}
    targets: list[Target] = [] if teams else [lambda spot: decides(charter, spot, question)]
    concerned = [name for name in _concerned(charter, question) if not teams or name in teams]
    targets += [partial(_with, concerned), partial(_with, teams or list(charter.teams))]
    for target in targets:
        found = subject.graph.search(partial(_search, subject, target, numbers))
        if found:
            return min((each.way for each in found), key=len)
    return ()


def _concerned(charter: Charter, question: str) -> list[str]:
    """Return the teams whose matter a question is: who refuse it, who do its remedies, or who have the
    skill.
    """
    given = {rule.answer for rule in charter.questions[question].rules}
    remedies = [remedy for name, remedy in charter.remedies.items() if name in given]
    skills = {skill for remedy in remedies for skill in remedy.skills}
    refusing = [
        name
        for name, team in charter.teams.items()
        if any(getattr(act, "refuse", "") == question for act in team.in_practice)
    ]
    return refusing or [
        name
        for name, team in charter.teams.items()
        if not team.visits and (skills & set(team.skills) or name in {remedy.by for remedy in remedies})
    ]


def _with(teams: Sequence[str], spot: Spot) -> bool:
    return isinstance(spot, With) and spot.team in teams


def _search(subject: Subject, target: Target, facts: Mapping[str, int], web: Web) -> Iterator[Found]:
    parents: dict[Node, tuple[Node, Move] | None] = dict.fromkeys(web.roots)
    waiting = list(parents)
    for node in waiting:
        if target(node.spot):
            yield way_found(subject, web, parents, node)
            return
        for move, to in web.moves.get(node, ()):
            if to not in parents and _agrees(move, facts):
                parents[to] = (node, move)
                waiting.append(to)


def decides(charter: Charter, spot: Spot, question: str) -> bool:
    """Tell whether a spot is at a step that decides a question."""
    if not isinstance(spot, At):
        return False
    steps = charter.paths[spot.path].steps
    step = steps[spot.index] if spot.index < len(steps) else None
    return isinstance(step, Decide) and step.decide == question


def _agrees(move: Move, facts: Mapping[str, int]) -> bool:
    return all(
        name not in facts
        or any(low <= facts[name] and (high is None or facts[name] <= high) for low, high in ranges)
        for name, ranges in move.learnt
    )


def way_found(
    subject: Subject, web: Web, parents: Mapping[Node, tuple[Node, Move] | None], node: Node
) -> Found:
    """Return the way to a node of a search, as moves and as a caller would tell it."""
    moves: list[Move] = []
    here = node
    while step := parents[here]:
        here, move = step
        moves.append(move)
    moves.reverse()
    way = (subject.graph.start(here, web.roots[here]), *(move.label for move in moves))
    return Found(("way",), tuple(moves), way)
