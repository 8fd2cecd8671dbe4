"""Where a caller can end badly, whatever they choose, and where the way out is lost.

Every situation that can be reached must have a good end ahead. A situation without one is *dead*; the first
dead situation on the way is where the way out is lost, and that is what is told, not the shadows behind it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from possible.journey import End, Ended, Found, Put, Told, Waiting, With, has_person_or_promise, is_good

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from possible.check.subject import Subject
    from possible.journey import Move, Node, Spot, Web

COMMITTING = ("closed", "no-speaker", "then", "declined")


def alive(web: Web, goal: Callable[[Spot], bool]) -> set[Node]:
    """Return the nodes from which a spot that meets the goal lies ahead (backward search, linear time)."""
    before: dict[Node, list[Node]] = {}
    for node, moves in web.moves.items():
        for _, to in moves:
            before.setdefault(to, []).append(node)
    todo = [node for node in web.parents if goal(node.spot)]
    found = set(todo)
    for node in todo:
        for earlier in before.get(node, ()):
            if earlier not in found:
                found.add(earlier)
                todo.append(earlier)
    return found


def ended(subject: Subject, how: End) -> list[Found]:
    """Return the reachable bad ends of one sort, each place once, with the shortest way."""

    def find(web: Web) -> Iterator[Found]:
        for node in web.parents:
            spot = node.spot
            if isinstance(spot, Ended) and spot.how is how:
                way = subject.graph.told(web, node)
                yield Found(spot.key, tuple(web.way(node)[1]), way, about=(spot.name,))

    return subject.graph.search(find)


def hung_up(subject: Subject) -> list[Found]:
    """Return where the company hangs up on a caller who got nothing: at the move that lost the way out."""

    def find(web: Web) -> Iterator[Found]:
        living = alive(web, is_good)
        for node in web.parents:
            if not (isinstance(node.spot, Ended) and node.spot.how is End.HUNG_UP):
                continue
            nodes, moves = _nodes(web, node)
            if not isinstance(nodes[-2].spot, With):
                where = _lost(nodes, moves, living)
                yield Found(where.key, tuple(moves), subject.graph.told(web, node), where, (node.spot.name,))

    return subject.graph.search(find)


def without_person(subject: Subject) -> list[Found]:
    """Return where no person and no dated promise lies ahead any more, although an answer may."""

    def find(web: Web) -> Iterator[Found]:
        living = alive(web, is_good)
        personal = alive(web, lambda spot: has_person_or_promise(spot) or isinstance(spot, Waiting))
        lost = {node for node in living - personal if not isinstance(node.spot, (Ended, Told, Put))}
        for node, step in web.parents.items():
            if node in lost and not (step and step[0] in lost):
                where = step[1] if step else web.moves[node][0][0]  # what a line opens
                same = where.key if step else (str(where.label),)
                yield Found(same, tuple(web.way(node)[1]), subject.graph.told(web, node), where)

    return subject.graph.search(find)


def _nodes(web: Web, node: Node) -> tuple[list[Node], list[Move]]:
    nodes: list[Node] = [node]
    moves: list[Move] = []
    while step := web.parents[nodes[0]]:
        nodes.insert(0, step[0])
        moves.insert(0, step[1])
    return nodes, moves


def _lost(nodes: list[Node], moves: list[Move], living: set[Node]) -> Move:
    """Return the move that lost the way out: into the first dead node, or the last that commits to it."""
    first = next(index for index, node in enumerate(nodes) if node not in living)
    if first > 0:
        committing = [move for move in moves[first - 1 :] if move.key[-1] in COMMITTING]
        return committing[0] if committing else moves[first - 1]
    committing = [move for move in moves if move.key[-1] in COMMITTING]
    return committing[-1] if committing else moves[-1]
