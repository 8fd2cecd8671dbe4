"""Finds the cycles in which the company keeps a caller, across numbers, menus, hand-offs and spoken numbers.

The moves that a caller may choose otherwise each time (a person, please; agreeing; a question asked anew)
keep nobody in a cycle, unless every choice leads back into it. Everything else is the company's, the clock's
or chance's; what was asked once is not asked again, so the second time round it is nobody's choice either.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from possible.journey import Dialled, With

if TYPE_CHECKING:
    from collections.abc import Iterator

    from possible.journey import Move, Web
    from possible.journey.graph import Node

Edges = dict["Node", list[tuple["Move", "Node"]]]


def driving(web: Web) -> Edges:
    """Return the moves that can keep a caller in a cycle: only nodes and moves that lie on some cycle."""
    edges: Edges = {
        node: [out for out in moves if not out[0].free or out[0].again] for node, moves in web.moves.items()
    }
    while True:
        component = components(edges)
        left = {
            node: [
                (move, to)
                for move, to in moves
                if component[node] == component[to] and not _may_leave(web, node, move, component)
            ]
            for node, moves in edges.items()
        }
        left = {node: moves for node, moves in left.items() if moves}
        if left == edges:
            return edges
        edges = left


def _may_leave(web: Web, node: Node, move: Move, component: dict[Node, int]) -> bool:
    """Tell whether a question asked anew has an answer that leads out of the cycle."""
    return move.again and any(component.get(to, -1) != component[node] for _, to in web.moves[node])


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


def cycle_through(edges: Edges, node: Node, move: Move, to: Node) -> list[tuple[Node, Move]]:
    """Return the shortest cycle that begins with a move: each node with the move taken from it."""
    parents: dict[Node, tuple[Node, Move] | None] = {to: None}
    todo = deque([to])
    while todo and node not in parents:
        here = todo.popleft()
        for out, target in edges.get(here, ()):
            if target not in parents:
                parents[target] = (here, out)
                todo.append(target)
    back: list[tuple[Node, Move]] = []
    at = node
    while step := parents.get(at):
        back.append(step)
        at = step[0]
    return [(node, move), *reversed(back)]


def telling(edges: Edges) -> Iterator[tuple[str, Node, Move, Node]]:
    """Yield the moves that give a cycle its name: new calls, then hand-ons by people, then all others."""
    all_edges = [(node, move, to) for node, moves in edges.items() for move, to in moves]
    for node, move, to in all_edges:
        if isinstance(to[0], Dialled):
            yield "redial", node, move, to
    for node, move, to in all_edges:
        if isinstance(node[0], With):
            yield "hand-on", node, move, to
    for node, move, to in all_edges:
        yield "menu", node, move, to
