"""The analysis of tables agrees with looking at every point of small ones."""

from __future__ import annotations

import itertools

from hypothesis import given

from possible.answers import Examination, Status, decide
from tests.core.answers.tables import Small, small_tables


def examined(table: Small) -> Examination:
    return Examination(table.charter(), "q")


def regions_hold(table: Small, regions, where) -> None:
    for region in regions:
        for point in table.points:
            if table.holds(region.facts, point):
                assert where(point)
        assert table.holds(region.facts, tuple(int(value) for value in region.example.values()))


@given(small_tables())
def test_gaps_are_the_points_without_a_row(table: Small):
    gaps = [point for point in table.points if not table.hits(point)]
    found = examined(table).gaps
    assert bool(found) == bool(gaps)
    regions_hold(table, found, lambda point: not table.hits(point))
    if len(found) < 3:
        assert all(any(table.holds(region.facts, point) for region in found) for point in gaps)


@given(small_tables())
def test_a_gap_cannot_be_made_larger(table: Small):
    for region in examined(table).gaps[:1]:
        for name in region.facts:
            wider = {fact: test for fact, test in region.facts.items() if fact != name}
            assert any(table.hits(point) for point in table.points if table.holds(wider, point))


@given(small_tables())
def test_clashes_are_the_rows_that_say_different_things_together(table: Small):
    expected = set()
    if not table.first_wins:
        for point in table.points:
            hits = table.hits(point)
            expected |= {(i, j) for i in hits for j in hits if i < j and table.rows[i][2] != table.rows[j][2]}
    found = list(examined(table).clashes)
    pairs = {tuple(sorted((clash.row, other))) for clash in found for other in clash.others}
    assert _priced(pairs, table) == _priced(expected, table)
    for clash in found:
        regions_hold(
            table,
            [clash.region],
            lambda point, clash=clash: {clash.row, clash.others[0]} <= set(table.hits(point)),
        )


def _priced(pairs, table):
    """`visit` unpriced is 119 EUR, and no row of these tables writes 119: all five sayings differ."""
    return {pair for pair in pairs if table.rows[pair[0]][2] != table.rows[pair[1]][2]}


@given(small_tables(said=2))
def test_rows_without_use_can_go_together_and_no_other_row_can(table: Small):
    unused = {one.row for one in examined(table).unused}
    if not table.first_wins and any(len(table.says(point)) > 1 for point in table.points):
        return  # contradictions are told first; what a row adds to one is no use
    left = Small(
        table.domains, tuple(row for i, row in enumerate(table.rows) if i not in unused), table.first_wins
    )
    assert all(left.says(point) == table.says(point) for point in table.points)
    if table.first_wins:  # unused: never the first
        firsts = {table.hits(point)[0] for point in table.points if table.hits(point)}
        assert unused == set(range(len(table.rows))) - firsts
    else:
        for i in range(len(left.rows)):
            fewer = Small(table.domains, left.rows[:i] + left.rows[i + 1 :])
            assert any(fewer.says(point) != left.says(point) for point in table.points)


@given(small_tables(said=2))
def test_repeats_are_useful_rows_that_say_the_same_together(table: Small):
    found = examined(table)
    unused = {one.row for one in found.unused}
    expected = set()
    for point in table.points if not table.first_wins else ():
        hits = [row for row in table.hits(point) if row not in unused]
        expected |= {(i, j) for i in hits for j in hits if i < j and table.rows[i][2] == table.rows[j][2]}
    assert {tuple(sorted((one.row, other))) for one in found.repeats for other in one.others} == expected


@given(small_tables())
def test_order_for_nothing_means_that_any_order_says_the_same(table: Small):
    if not examined(table).order_for_nothing:
        return
    for rows in itertools.islice(itertools.permutations(table.rows), 24):
        other = Small(table.domains, rows, first_wins=True)
        assert all(other.says(point) == table.says(point) for point in table.points)


@given(small_tables(teams=True))
def test_departures_are_found_exactly_when_teams_answer_differently(table: Small):
    teams = ("red", "blue", "grey")
    differ = [point for point in table.points if len({table.says(point, team) for team in teams}) > 1]
    found = examined(table).departures
    assert bool(found) == bool(differ)
    for departure in found:
        point = tuple(int(value) for value in departure.region.example.values())
        said = {_words(table, point, groups[0]) for groups, _ in departure.said}
        assert len(said) == 2
        regions_hold(table, [departure.region], lambda point: point in differ)
        assert departure.row in {row for team in teams for row in table.hits(point, team)}
        assert table.rows[departure.row][1] is not None


def _words(table: Small, point, team):
    return table.says(point, team)


@given(small_tables(teams=True))
def test_decide_says_what_the_rows_say(table: Small):
    charter = table.charter()
    for point in table.points[:30]:
        facts = {f"f{i}": str(value) for i, value in enumerate(point)}
        for team in ("red", "blue"):
            answer = decide(charter, "q", facts, team)
            says = table.says(point, team)
            assert answer.status == {0: Status.NO_ROW, 1: Status.ANSWERED}.get(len(says), Status.SEVERAL)
            assert set(answer.rows) <= {f"r{row}" for row in table.hits(point, team)}
            assert bool(answer.rows) == bool(says)


@given(small_tables())
def test_missing_facts_are_asked_until_the_answer_is_settled_and_no_longer(table: Small):
    charter = table.charter()
    for point in table.points[::7][:8]:
        values = {f"f{i}": str(value) for i, value in enumerate(point)}
        known: dict[str, str] = {}
        while (answer := decide(charter, "q", known)).status is Status.MISSING:
            left = [
                p
                for p in table.points
                if all(str(p[int(name[1:])]) == value for name, value in known.items())
            ]
            assert len({table.says(p) for p in left}) > 1
            fact = answer.missing[0]
            assert fact not in known
            known[fact] = values[fact]
        left = [
            p for p in table.points if all(str(p[int(name[1:])]) == value for name, value in known.items())
        ]
        assert {table.says(p) for p in left} == {table.says(point)}
