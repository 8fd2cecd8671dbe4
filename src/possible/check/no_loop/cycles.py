"""Finds the cycles in which the company keeps a caller, across numbers, menus, hand-offs and spoken numbers.

The moves that a caller may choose otherwise each time (agreeing, declining, a question that is asked anew)
keep nobody in a cycle, unless every choice leads back into it. Everything else is the company's, the clock's
or chance's; what was asked once is not asked again, so the second time round it is nobody's choice either.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from possible.journey import Dialled, With

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from possible.journey import Key, Move, Node, Spot, Web

Edges = dict["Node", list[tuple["Move", "Node"]]]
Lap = list[tuple["Node", "Move"]]


def driving(web: Web, unanswered: Collection[Spot], among: Collection[Spot] | None = None) -> Edges:
    """Return the moves that can keep a caller in a cycle: only nodes and moves that lie on some cycle.

    `unanswered`: questions of which some value leads nowhere, so that it leaves every cycle.
    `among`: only these spots are looked at, because no others lie on a cycle in any world.
    """
    edges: Edges = {
        node: [out for out in moves if not out[0].free or out[0].again]
        for node, moves in web.moves.items()
        if among is None or node.spot in among
    }
    while True:
        component = components(edges)
        left = {
            node: [out for out in moves if _stays(web, node, out, component, unanswered)]
            for node, moves in edges.items()
        }
        left = {node: moves for node, moves in left.items() if moves}
        if left == edges:
            return edges
        edges = left


def _stays(
    web: Web, node: Node, out: tuple[Move, Node], component: dict[Node, int], unanswered: Collection[Spot]
) -> bool:
    move, to = out
    if component.get(to) != component[node]:
        return False
    return not (move.again and (node.spot in unanswered or _may_leave(web, node, component)))


def _may_leave(web: Web, node: Node, component: dict[Node, int]) -> bool:
    """Tell whether a question asked anew has an answer that leads out of the cycle."""
    answers = (out for out in web.moves[node] if out[0].again)
    return any(component.get(to) != component[node] for _, to in answers)


def components(edges: Edges) -> dict[Node, int]:
    """Return the strongly connected component of each node (Tarjan 1972, with an own stack)."""
    number: dict[Node, int] = {}
    low: dict[Node, int] = {}
    found: dict[Node, int] = {}
    stack: list[Node] = []
    for root in edges:
        if root not in number:
            _visit(root, edges, number, low, found, stack)
    return found


def _visit(
    root: Node,
    edges: Edges,
    number: dict[Node, int],
    low: dict[Node, int],
    found: dict[Node, int],
    stack: list[Node],
) -> None:
    work = [(root, iter(edges.get(root, ())))]
    number[root] = low[root] = len(number)
    stack.append(root)
    while work:
        node, out = work[-1]
        for _, to in out:
            if to not in number:
                number[to] = low[to] = len(number)
                stack.append(to)
                work.append((to, iter(edges.get(to, ()))))
                break
            if to not in found:
                low[node] = min(low[node], number[to])
        else:
            work.pop()
            if work:
                low[work[-1][0]] = min(low[work[-1][0]], low[node])
            if low[node] == number[node]:
                _close(node, number[node], stack, found)


def _close(node: Node, name: int, stack: list[Node], found: dict[Node, int]) -> None:
    while True:
        member = stack.pop()
        found[member] = name
        if member == node:
            return


def cycle_through(edges: Edges, node: Node, move: Move, to: Node) -> Lap:
    """Return the shortest cycle that begins with a move: each node with the move taken from it.

    Each edge must lie on some cycle, as those of `driving` do.
    """
    parents: dict[Node, tuple[Node, Move] | None] = {to: None}
    todo = deque([to])
    while node not in parents:
        here = todo.popleft()
        for out, target in edges[here]:
            if target not in parents:
                parents[target] = (here, out)
                todo.append(target)
    back: list[tuple[Node, Move]] = []
    at = node
    while step := parents[at]:
        back.append(step)
        at = step[0]
    return [(node, move), *reversed(back)]


def cycles(edges: Edges) -> Iterator[Lap]:
    """Yield shortest cycles: through each new call, then through each hand-on by people, then all others.

    Each sort is looked for where the ones before are left out, so that no cycle is the shadow of another.
    """
    yield from _through(edges, lambda _, move: isinstance(move.to, Dialled))
    within_call = _without(edges, lambda _, move: isinstance(move.to, Dialled))
    yield from _through(within_call, lambda node, _: isinstance(node.spot, With))
    menus = _without(within_call, lambda node, _: isinstance(node.spot, With))
    seen: set[int] = set()
    component = components(menus)
    for node, moves in menus.items():
        if component[node] not in seen:
            seen.add(component[node])
            yield cycle_through(menus, node, *moves[0])


def _through(edges: Edges, wanted: Callable[[Node, Move], bool]) -> Iterator[Lap]:
    told: set[Key] = set()
    for node, moves in edges.items():
        for move, to in moves:
            if wanted(node, move) and move.key not in told:
                lap = cycle_through(edges, node, move, to)
                told.update(step.key for _, step in lap)
                yield lap


def _without(edges: Edges, unwanted: Callable[[Node, Move], bool]) -> Edges:
    """Return what still lies on a cycle when these moves are left out."""
    left = {node: [out for out in moves if not unwanted(node, out[0])] for node, moves in edges.items()}
    component = components(left)
    left = {
        node: [out for out in moves if component.get(out[1]) == component[node]]
        for node, moves in left.items()
    }
    return {node: moves for node, moves in left.items() if moves}
