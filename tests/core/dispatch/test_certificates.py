"""No false "impossible", and few impossible windows without their certificate: small days, everything tried."""

import random
from dataclasses import replace

import pytest

from possible.dispatch.able import Able
from possible.dispatch.board import board_of
from possible.dispatch.certificates import Full, NoArrangement, NobodyCan, PartsGone, Reason, within
from possible.dispatch.explained import because
from possible.dispatch.plan import Plan, Technician, Turn, TurnKey, Visit, Window
from possible.dispatch.proofs import holds
from possible.dispatch.slots import Impossible, Possible, Tier, certify, slots
from possible.dispatch.spots import Spot
from possible.dispatch.tables import table_of
from possible.dispatch.travel import FlatMap
from tests.core.dispatch import small

HOUR = small.HOUR
WINDOWS = [Window(h * HOUR, (h + 2) * HOUR) for h in (8, 10, 12, 14, 16)]


def test_every_certificate_is_true_and_most_impossible_windows_get_one():
    impossible = proved = 0
    for seed in range(150):
        rng = random.Random(seed)
        made = small.plan(rng, people=2, most=3)
        visit = replace(small.visit("asked", rng), window=Window(0, 24 * HOUR), promised=False)
        for answer in slots(board_of(made), visit, WINDOWS, Tier.EXCHANGE):
            wanted = within(visit, answer.window)
            truth = small.arrangeable(made, wanted)
            if isinstance(answer, Impossible):
                assert not truth
                assert holds(made, wanted, answer.certificate)
                proved += 1
            if isinstance(answer, Possible):
                assert truth
            impossible += not truth
    assert impossible > 200
    assert proved >= 0.8 * impossible
    print(f"{proved} of {impossible} impossible windows got their certificate")


HOME = Spot(0, 0)


def plan_of(people, visits=(), routes=None, hours=(8, 16), resupply=None):
    turns = {
        (key := TurnKey(small.DAY, who.id)): Turn(key, hours[0] * HOUR, hours[1] * HOUR, who.home, who.home)
        for who in people
    }
    named = {TurnKey(small.DAY, who): route for who, route in (routes or {}).items()}
    return Plan(
        {who.id: who for who in people}, turns, {v.id: v for v in visits}, named, FlatMap(), resupply or {}
    )


def asked(**needs):
    return Visit("asked", HOME, 1800, Window(8 * HOUR, 10 * HOUR), **needs)


def proof(plan, visit):
    found = certify(Able(plan), visit, visit.window)
    assert found is None or holds(plan, visit, found)
    return found


def test_each_reason_is_named():
    amadou = Technician("amadou", HOME, skills=frozenset({"tv"}), territories=frozenset({"north"}))
    julie = Technician("julie", HOME, skills=frozenset({"fibre"}))
    both = plan_of([amadou, julie])
    assert proof(both, asked(skills=frozenset({"mast"}))).rule == "no-skill"
    assert proof(both, asked(equipment=frozenset({"platform"}))).rule == "no-equipment"
    assert proof(both, asked(skills=frozenset({"tv"}), equipment=frozenset({"ladder"}))).rule == "nobody-fits"
    assert proof(plan_of([amadou]), asked(territory="south")).rule == "no-territory"
    assert proof(both, asked(parts=(("box", 1),))).rule == "no-part"
    late = replace(asked(), window=Window(20 * HOUR, 22 * HOUR))
    assert proof(both, late) == NobodyCan(())
    assert proof(both, replace(asked(), spot=Spot(200_000, 0))).rule == "no-reach"
    assert proof(both, asked(skills=frozenset({"tv"}), territory="north")) is None


def test_parts_come_back_on_the_day_of_resupply():
    amadou = Technician("amadou", HOME, stock={"box": 1})
    taken = Visit("v1", HOME, 600, Window(8 * HOUR, 16 * HOUR), parts=(("box", 1),))
    plan = plan_of([amadou], [taken], {"amadou": ("v1",)}, resupply={"box": "2026-01-06"})
    found = proof(plan, asked(parts=(("box", 1),)))
    assert found == PartsGone("box", 1, 1, "2026-01-06")
    assert "2026-01-06" in str(because(plan, found))
    assert proof(replace(plan, resupply={"box": small.DAY}), asked(parts=(("box", 1),))) is None
    unpromised = replace(plan, visits={"v1": replace(taken, promised=False)})
    assert proof(unpromised, asked(parts=(("box", 1),))) is None


def test_too_much_work_between_two_instants():
    people = [Technician(f"t{n}", HOME) for n in range(3)]
    window = Window(8 * HOUR, 10 * HOUR)
    visits = [Visit(f"v{n}", Spot(0, 700 * n), 3000, window) for n in range(6)]
    routes = {f"t{n}": (f"v{2 * n}", f"v{2 * n + 1}") for n in range(3)}
    plan = plan_of(people, visits, routes)
    big = replace(asked(), duration=3 * HOUR, window=window)
    assert proof(plan, big) is None  # it can be the last of a technician
    crowd = [replace(visit, duration=3 * HOUR) for visit in visits[:3]]
    crowded = plan_of(people, crowd, {f"t{n}": (f"v{n}",) for n in range(3)})
    found = proof(crowded, replace(asked(), duration=3 * HOUR, window=window))
    assert isinstance(found, Full)
    assert (found.visits, found.most) == (("v0", "v1", "v2"), 1)
    assert str(because(crowded, found)) == (
        "The 3 technicians who could come can begin at most 1 such visits each "
        "between 28800 and 36000, and have promised 3."
    )
    busy = [replace(visit, duration=7000) for visit in visits] + [replace(visits[0], id="v6", duration=7000)]
    routes = {f"t{n}": (f"v{2 * n}", f"v{2 * n + 1}") for n in range(3)}
    full = proof(plan_of(people, busy[:6], routes), replace(asked(), duration=7000, window=window))
    assert (full.rule, full.most) == ("full", 2)


def test_a_certificate_that_was_tampered_with_is_not_believed():
    amadou = Technician("amadou", HOME, skills=frozenset({"tv"}))
    plan = plan_of([amadou])
    key = TurnKey(small.DAY, "amadou")
    visit = asked(skills=frozenset({"tv"}))
    assert not holds(plan, visit, NobodyCan(()))
    assert not holds(plan, visit, NobodyCan((Reason(key, "skill", "tv"),)))
    assert not holds(plan, visit, NobodyCan((Reason(key, "reach"),)))
    assert not holds(plan, visit, NobodyCan((Reason(key, "mood", "bad"),)))
    assert not holds(plan, visit, PartsGone("box", 0, 0, ""))
    assert not holds(plan, visit, Full(8 * HOUR, 10 * HOUR, (key,), (), 9, 1, 1))
    assert not holds(plan, visit, NoArrangement((key,), ()))
    assert not holds(plan, visit, NoArrangement((), ()))


def test_a_table_with_short_cuts_makes_no_false_proof():
    """Straight to the customer takes too long; over the other customer it does not."""
    amadou = Technician("amadou", HOME)
    over = Visit("over", Spot(1, 0), 0, Window(8 * HOUR, 16 * HOUR))
    plan = plan_of([amadou], [over], {"amadou": ("over",)})
    spots = [HOME, Spot(1, 0), Spot(2, 0)]
    slow = 5 * HOUR
    rows = [[0, 600, slow], [600, 0, 600], [slow, 600, 0]]
    plan = replace(plan, travel=table_of("short cut", spots, rows))
    visit = replace(asked(), spot=Spot(2, 0))
    answer = slots(board_of(plan), visit, [visit.window], Tier.INSERTION)[0]
    assert not isinstance(answer, Impossible)
    far = replace(plan, travel=table_of("far", spots, [[0, 600, slow], [600, 0, slow], [slow, slow, 0]]))
    found = proof(far, visit)
    assert found.rule == "no-reach"


@pytest.mark.parametrize("seed", range(40))
def test_larger_days_have_true_certificates_too(seed):
    rng = random.Random(7000 + seed)
    made = small.plan(rng, people=3, most=3)
    visit = replace(small.visit("asked", rng), window=Window(0, 24 * HOUR), promised=False)
    for window in WINDOWS:
        found = certify(Able(made), visit, window, 400_000)
        if found is not None and found.rule in ("full", "no-arrangement"):
            assert holds(made, within(visit, window), found)
