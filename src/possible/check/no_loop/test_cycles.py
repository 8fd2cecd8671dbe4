"""Circles in small graphs: what hangs together and the shortest way round, against the plain definition."""

from hypothesis import given
from hypothesis import strategies as st

from possible.check.no_loop.cycles import components, cycle_through, cycles
from possible.check.no_loop.rules import _closing, _from_first
from possible.journey import At, Dialled, Move, Owner, Put, With
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


def lap_of(*spots):
    """Return the lap through these spots, each left by a move to the next, and the last one to the first."""
    ends = [*spots[1:], spots[0]]
    steps = [(at, to, sentence("{path}", path=str(to))) for at, to in zip(spots, ends, strict=True)]
    return [(Node(at), Move(Owner.COMPANY, label, to, (str(at),))) for at, to, label in steps]


def test_a_circle_is_told_from_the_spot_that_one_comes_to_first():
    menu, later, row = At("menu", 0), At("menu", 1), Put("question")
    first = {later: 0, menu: 1, row: 2}
    lap = lap_of(menu, row, later)
    assert _from_first(first, lap) == [lap[2], lap[0], lap[1]]


def test_a_circle_through_a_call_is_told_up_to_that_call():
    menu, later, line = At("menu", 0), At("menu", 1), Dialled("line")
    first = {line: 2, menu: 1, later: 0}
    lap = lap_of(later, line, menu)
    assert _from_first(first, lap) == [lap[1], lap[2], lap[0]]


def test_a_circle_is_closed_by_its_call_its_person_or_its_last_way_on():
    menu, later, row = At("menu", 0), At("menu", 1), Put("question")
    lap = lap_of(menu, later, row)
    assert _closing(lap) == lap[1][1]
    people = lap_of(menu, With("desk"), later)
    assert _closing(people) == people[1][1]
    calls = lap_of(menu, With("desk"), Dialled("line"), later)
    assert _closing(calls) == calls[1][1]
    assert _closing(calls).to == Dialled("line")
