"""The laws of the floor on random scripts, beside a naive floor that shares no code with it."""

import os
import subprocess
import sys
from random import Random

import pytest
from hypothesis import given

from possible.floor import (
    Accepted,
    CameIn,
    Connected,
    Declined,
    Floor,
    Joined,
    Left,
    Offered,
    Paused,
    Released,
    Resumed,
    Ticked,
    WentOut,
    WrappedUp,
)
from possible.floor.parts import from_parts, parts
from possible.values import Refused
from tests.conftest import ROOT
from tests.core.floor import laws
from tests.core.floor.scripts import KINDS, RULES, Step, happening_of, scripts
from tests.naive.floor import NaiveFloor, No


def played(script):
    """Yield (floor, happening, assignments or None, the naive floor's) step by step."""
    floor, naive = Floor(RULES), NaiveFloor(RULES)
    for step in script:
        happening = happening_of(step, naive)
        try:
            expected = naive.feed(happening)
        except No:
            expected = None
        yield floor, naive, happening, expected


@given(scripts)
def test_it_says_what_a_naive_floor_says_and_refuses_what_that_refuses(script):
    for floor, _, happening, expected in played(script):
        if expected is None:
            with pytest.raises(Refused):
                floor.feed(happening)
        else:
            assert floor.feed(happening) == expected


@given(scripts)
def test_a_floor_from_its_parts_is_the_floor_that_was_told_everything(script):
    rebuilt = Floor(RULES)
    for floor, _, happening, expected in played(script):
        if expected is not None:
            assert rebuilt.feed(happening) == floor.feed(happening)
            assert rebuilt.next_time() == floor.next_time()
            assert parts(rebuilt) == parts(floor)
            rebuilt = from_parts(RULES, parts(floor))
            assert parts(rebuilt) == parts(floor)
            assert rebuilt.next_time() == floor.next_time()


@given(scripts)
def test_what_is_refused_changes_nothing(script):
    for floor, _, happening, expected in played(script):
        if expected is None:
            before, soon = parts(floor), floor.next_time()
            with pytest.raises(Refused):
                floor.feed(happening)
            assert parts(floor) == before
            assert floor.next_time() == soon
        else:
            floor.feed(happening)


@given(scripts)
def test_nobody_who_could_help_is_idle_while_somebody_waits_and_the_oldest_goes_first(script):
    for floor, _, happening, expected in played(script):
        if expected is not None:
            said = floor.feed(happening)
            rows = parts(floor)
            assert laws.idle_while_somebody_waits(rows, RULES) == []
            assert laws.passed_over(rows, RULES, said) == []


@given(scripts)
def test_nobody_is_lost_nobody_is_held_twice_and_nobody_holds_too_much(script):
    joined = left = connected = 0
    for floor, _, happening, expected in played(script):
        if expected is not None:
            said = floor.feed(happening)
            rows = parts(floor)
            joined += isinstance(happening, Joined)
            left += isinstance(happening, Left)
            connected += sum(isinstance(one, Connected) for one in said)
            assert joined == connected + left + len(rows.places)
            assert laws.overfull(rows, RULES) == []
            assert laws.strangers(rows, said) == []
            held = laws.holders(rows)
            assert not held or max(held.values()) == 1
            for place in rows.places:
                assert (held[place.want.contact] == 1) == bool(place.want.holder)


@given(scripts)
def test_when_the_floor_asks_for_no_tick_time_alone_changes_nothing(script):
    for floor, _, happening, expected in played(script):
        if expected is not None:
            floor.feed(happening)
            soon = floor.next_time()
            assert soon is None or soon > floor.now
            later = from_parts(RULES, parts(floor))
            assert later.feed(Ticked(at=floor.now + 1000 if soon is None else soon - 1)) == []


def at_random(seed, steps=80):
    """A longer script than Hypothesis likes to draw, by a seed."""
    random = Random(seed)
    return [
        Step(
            random.choice(KINDS),
            random.randrange(12),
            random.randrange(2**16),
            random.choice((0, 0, 1, 1, 2, 5, 11)),
        )
        for _ in range(steps)
    ]


def kept(script):
    """Everything at once, on one script."""
    rebuilt, told = Floor(RULES), []
    for floor, _, happening, expected in played(script):
        if expected is None:
            with pytest.raises(Refused):
                floor.feed(happening)
            continue
        said = floor.feed(happening)
        told.append(said)
        assert said == rebuilt.feed(happening) == expected
        rows = parts(floor)
        assert parts(rebuilt) == rows
        rebuilt = from_parts(RULES, rows)
        assert rebuilt.next_time() == floor.next_time()
        assert laws.idle_while_somebody_waits(rows, RULES) == []
        assert laws.passed_over(rows, RULES, said) == []
        assert laws.overfull(rows, RULES) == []
    return told


def test_longer_scripts():
    for seed in range(15):
        kept(at_random(seed))


@pytest.mark.endure
@pytest.mark.parametrize("part", range(8))
def test_many_long_scripts(part):
    for seed in range(1_000 * (part + 1), 1_000 * (part + 1) + 500):
        kept(at_random(seed, 200))


SAYS_ALL = """
from tests.core.floor.test_laws import at_random, played
for seed in range(8):
    for floor, _, happening, expected in played(at_random(seed)):
        if expected is not None:
            print(happening.at, floor.feed(happening), floor.next_time())
"""


def test_the_same_happenings_give_the_same_answer_whatever_the_order_of_sets():
    told = {
        subprocess.run(
            [sys.executable, "-c", SAYS_ALL],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "4711")
    }
    assert len(told) == 1
    assert told.pop().count("Offered(") > 100


def test_the_scripts_reach_everything():
    """A test of the tests: what random scripts never reach they cannot prove."""
    seen = set()
    for seed in range(70):
        for _, naive, happening, expected in played(at_random(seed)):
            seen.add((type(happening).__name__, expected is not None))
            seen.update(reached(naive, expected or ()))
    kinds = (Joined, Left, CameIn, Paused, Resumed, WentOut, Accepted, Declined, Released, WrappedUp)
    assert {(kind.__name__, could) for kind in kinds for could in (True, False)} <= seen
    assert seen >= {
        "OfferOver declined",
        "OfferOver expired",
        "OfferOver withdrawn",
        "let go",
        "ghost",
        "to the owner",
        "not to the owner",
        "transfer",
        "relaxed",
        "scheduled",
        "asked again",
    }


def reached(naive, said):
    """What of the special cases one step reached."""
    if any(person.gone for person in naive.people.values()):
        yield "ghost"
    for one in said:
        yield f"{type(one).__name__} {getattr(one, 'how', '')}"
        if isinstance(one, Connected) and one.released:
            yield "let go"
        if isinstance(one, Offered) and one.contact in naive.contacts:
            contact = naive.contacts[one.contact]
            want = contact.want
            cases = {
                "to the owner": want.owner == one.agent,
                "not to the owner": want.owner not in ("", one.agent),
                "transfer": bool(want.holder),
                "relaxed": (one.team, one.language) != (want.team, want.language),
                "scheduled": want.not_before > 0,
                "asked again": one.agent in contact.asked,
            }
            yield from (name for name, there in cases.items() if there)
