"""Circles in small graphs: what hangs together and the shortest way round, against the plain definition."""

from hypothesis import given
from hypothesis import strategies as st

from possible.check.no_loop.cycles import components, cycle_through, cycles
from possible.journey import At, Dialled, Move, Owner, With
from possible.journey.web import Node
from possible.values import sentence

GRAPHS = st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=16)
NODES = [Node(At("path", number)) for number in range(7)]


def edges_of(pairs, nodes=NODES):
    """Return the moves between nodes that pairs of numbers name; each has a key of its own."""
    edges = {}
    for start, end in sorted(pairs):
        label = sentence("{path}", path=f"{start}{end}")
        move = Move(Owner.COMPANY, label, nodes[end].spot, (str(start), str(end)))
        edges.setdefault(nodes[start], []).append((move, nodes[end]))
    return edges


def steps(start, end, pairs):
    """Return how many moves lead from one number to another, at least none; None: no way leads there."""
    reached, last = {start: 0}, [start]
    for here in last:
        for to in sorted(to for at, to in pairs if at == here and to not in reached):
            reached[to] = reached[here] + 1
            last.append(to)
    return reached.get(end)


def circular(pairs):
    """Return the pairs that lie on a circle."""
    return {(start, end) for start, end in pairs if steps(end, start, pairs) is not None}


@given(GRAPHS)
def test_two_nodes_hang_together_when_each_leads_to_the_other(pairs):
    component = components(edges_of(pairs))
    numbers = {number for pair in pairs for number in pair}
    assert set(component) == {NODES[number] for number in numbers}
    for one in numbers:
        for other in numbers:
            together = steps(one, other, pairs) is not None and steps(other, one, pairs) is not None
            assert (component[NODES[one]] == component[NODES[other]]) is together


@given(GRAPHS)
def test_the_way_round_through_a_move_is_the_shortest(pairs):
    edges = edges_of(circular(pairs))
    for node, moves in edges.items():
        for move, to in moves:
            lap = cycle_through(edges, node, move, to)
            assert lap[0] == (node, move)
            ends = [NODES[int(step.key[1])] for _, step in lap]
            assert ends == [*(at for at, _ in lap[1:]), node]
            start, end = map(int, move.key)
            assert len(lap) == 1 + steps(end, start, pairs)


@given(GRAPHS)
def test_within_one_contact_each_tangle_has_one_circle(pairs):
    rest = circular(pairs)
    laps = list(cycles(edges_of(rest)))
    tangles = {frozenset(at for at, _ in rest if steps(start, at, rest) is not None) for start, _ in rest}
    homes = [next(t for t in tangles if all(NODES.index(at) in t for at, _ in lap)) for lap in laps]
    assert sorted(map(sorted, homes)) == sorted(map(sorted, tangles))


def told(pairs, *spots):
    nodes = [Node(spot) for spot in spots]
    return [[step.key for _, step in lap] for lap in cycles(edges_of(pairs, nodes))]


def test_a_call_a_person_and_a_menu_have_a_circle_of_their_own():
    """The circle through the new call is told first; the menu's stays when calls and people are left out."""
    spots = At("menu", 0), Dialled("line"), With("desk"), At("menu", 1)
    calls, people, menu = {(0, 1), (1, 0)}, {(0, 2), (2, 0)}, {(0, 3), (3, 0)}
    assert told(calls | people | menu, *spots) == [
        [("0", "1"), ("1", "0")],
        [("2", "0"), ("0", "2")],
        [("0", "3"), ("3", "0")],
    ]
    assert told(calls | menu, *spots) == [[("0", "1"), ("1", "0")], [("0", "3"), ("3", "0")]]
    assert told(people, *spots) == [[("2", "0"), ("0", "2")]]


def test_a_circle_through_two_calls_is_told_once():
    spots = Dialled("one"), Dialled("other")
    assert told({(0, 1), (1, 0)}, *spots) == [[("0", "1"), ("1", "0")]]
