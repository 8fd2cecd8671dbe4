"""Who gets another answer: exactly the points at which two tables differ."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from possible.answers.compare import compared
from possible.charter import load
from tests.core.answers.tables import SAID, Small, small_tables
from tests.core.edits import CHARTERS, edited

WORDS = {said: number for number, said in enumerate(SAID)}


@st.composite
def pairs(draw: st.DrawFn, *, teams: bool = False) -> tuple[Small, Small]:
    one, other = draw(small_tables(teams=teams)), draw(small_tables(teams=teams))
    rows = [
        ({fact: cells for fact, cells in row[0].items() if fact < len(one.domains)}, *row[1:])
        for row in (*one.rows, *other.rows)
    ]
    kept = [
        row for row in rows if all(set(cells) <= set(one.domains[fact][1]) for fact, cells in row[0].items())
    ]
    chosen = draw(st.lists(st.sampled_from(kept), max_size=6)) if kept else []
    return one, replace(one, rows=tuple(chosen), first_wins=other.first_wins)


@given(pairs())
def test_they_are_the_points_that_are_answered_otherwise(pair):
    old, new = pair
    found = compared(old.charter(), new.charter())
    assert (found.unlike, found.undecided) == ((), ())
    for point in old.points:
        holding = [
            other for other in found.others for region in other.regions if old.holds(region.facts, point)
        ]
        assert len(holding) == (old.says(point) != new.says(point))
        for other in holding:
            assert len(other.old) == len(old.says(point))
            assert len(other.new) == len(new.says(point))
    for other in found.others:
        for region in other.regions:
            assert old.holds(region.facts, tuple(int(value) for value in region.example.values()))


@given(pairs(teams=True))
def test_each_team_is_told_its_own_difference(pair):
    old, new = pair
    found = compared(old.charter(), new.charter())
    for point in old.points[:40]:
        for team in ("red", "blue", "grey"):
            holding = [
                other
                for other in found.others
                if not other.teams or team in other.teams
                for region in other.regions
                if old.holds(region.facts, point)
            ]
            assert len(holding) == (old.says(point, team) != new.says(point, team))


GOOD = load(str(CHARTERS / "cest-possible"))


def one_difference(*edits: str):
    found = compared(GOOD, edited("cest-possible", *edits))
    assert (len(found.others), found.unlike, found.undecided) == (1, (), ())
    other = found.others[0]
    return (
        other.question,
        [str(one) for one in other.old],
        [str(one) for one in other.new],
        list(map(str, other.regions)),
    )


def test_a_new_price_reaches_those_who_pay_it():
    assert one_difference(
        "price: 119 EUR, because: fault-at-home", "price: 99 EUR, because: fault-at-home"
    ) == (
        "technician-visit",
        ["visit, 119 EUR, because fault-at-home"],
        ["visit, 99 EUR, because fault-at-home"],
        ["outage: no, fault: home"],
    )


def test_a_new_fee_reaches_the_rows_that_leave_the_price_to_it():
    fee = (
        "price: 119 EUR, because: fault-at-home",
        "because: fault-at-home",
        "    fee: 119 EUR",
        "    fee: 129 EUR",
    )
    assert one_difference(*fee)[2] == ["visit, 129 EUR, because fault-at-home"]


def test_a_row_for_one_team_leaves_the_others_without_an_answer():
    found = compared(
        GOOD,
        edited(
            "cest-possible",
            "{id: at-home,         when: {outage: no, fault: home}, answer",
            "{id: at-home, when: {outage: no, fault: home}, who: [tv], answer",
        ),
    )
    assert [(other.new, "tv" in other.teams, "front-desk" in other.teams) for other in found.others] == [
        ((), False, True)
    ]


def test_another_order_of_rows_or_facts_is_no_difference():
    again = edited(
        "cest-possible", "asks: [outage, fault, swaps, contacts]", "asks: [contacts, swaps, fault, outage]"
    )
    assert compared(GOOD, again).others == ()


def test_a_value_that_only_one_charter_knows_is_left_out():
    new = edited("cest-possible", "{is: [ours, none, unclear]", "{is: [ours, none, unclear, stolen]")
    found = compared(GOOD, new)
    assert (found.others, found.unlike) == ((), ())


def test_values_are_compared_by_name_not_by_position():
    values = ("{is: [ours, none, unclear]", "{is: [stolen, unclear, none, ours]")
    reason = ("because: bill-is-right, instead: instalments", "because: bill-is-right, instead: accounts")
    question, _, _, regions = one_difference(*values, *reason)
    assert (question, regions) == ("bill-correction", ["bill-error: none, bill-age: up to 365"])


def test_numbers_are_compared_as_far_as_both_charters_know_them():
    row = ("{late-bills: 3 or more, fragile: no}", "{late-bills: 4 or more, fragile: no}")
    for domain in ("0 to 9", "1 or more", "0 to 3"):
        found = compared(
            GOOD,
            edited(
                "cest-possible", "  late-bills:   {is: 0 or more", f"  late-bills:   {{is: {domain}", *row
            ),
        )
        told = [
            (str(region), region.example["late-bills"]) for other in found.others for region in other.regions
        ]
        assert told == [("late-bills: 3, fragile: no", "3")]


def test_a_fact_of_another_kind_is_not_compared():
    new = edited(
        "cest-possible",
        "minutes-late: {is: 0 or more",
        "minutes-late: {is: 0 EUR or more",
        "{minutes-late: 0}",
        "{minutes-late: 0 EUR}",
        "{minutes-late: 1 or more}",
        "{minutes-late: 0.01 EUR or more}",
    )
    assert compared(GOOD, new).unlike == (("technician-late", "minutes-late"),)
