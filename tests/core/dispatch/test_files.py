"""Plans as JSON, travel tables as CSV and from a server: what is read is what was meant, or it is said where not."""

import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from possible.dispatch.board import board_of, faults
from possible.dispatch.plan import Break, TurnKey, Window
from possible.dispatch.planfile import read_plan, write_plan
from possible.dispatch.reading import PlanFault
from possible.dispatch.slots import Possible, Tier, accepted, slots
from possible.dispatch.spots import Spot
from possible.dispatch.tables import osrm_table, read_table, table_of
from possible.dispatch.travel import FlatMap, GreatCircle, Slowed, TableTravel, Trip, UnknownSpot, calibrated

EXAMPLE = Path(__file__).parents[3] / "examples" / "plans" / "paris.json"
LOUVRE, BASTILLE, MONTMARTRE = (
    Spot(48_860_600, 2_337_600),
    Spot(48_853_300, 2_369_200),
    Spot(48_886_700, 2_343_100),
)


def raw():
    return json.loads(EXAMPLE.read_text(encoding="utf-8"))


def read(changed):
    return read_plan(json.dumps(changed))


def test_the_example_says_what_it_says():
    file = read(raw())
    plan = file.plan
    assert plan.days() == ("2026-12-23", "2026-12-24", "2026-12-26")
    amadou = plan.turns[TurnKey("2026-12-23", "amadou")]
    assert file.local(amadou.start) == "2026-12-23T08:00"
    assert file.local(amadou.end) == "2026-12-23T17:00"
    noon = amadou.start + 3 * 3600 + 1800
    assert amadou.breaks == (Break(noon, noon + 9000, 2700),)
    assert TurnKey("2026-12-24", "julie") not in plan.turns  # her day off
    assert not any(key.day == "2026-12-25" for key in plan.turns)  # a holiday
    assert TurnKey("2026-12-26", "tom") not in plan.turns  # a Saturday
    assert plan.turns[TurnKey("2026-12-26", "karim")].longest == 480 * 60
    assert plan.scarce("tv-box", "2026-12-24")
    assert not plan.scarce("tv-box", "2026-12-26")
    assert not faults(plan)


def test_what_is_written_is_read_again():
    file = read(raw())
    assert read_plan(write_plan(file, file.plan)).plan == file.plan
    carter = read_plan(json.dumps(raw() | {"visits": [], "routes": []}))
    visit = file.plan.visits["v1"]
    answers = slots(board_of(carter.plan), visit, [visit.window], Tier.INSERTION)
    assert isinstance(answers[0], Possible)
    after = accepted(carter.plan, visit, answers[0])
    assert read_plan(write_plan(carter, after)).plan == after


def test_summer_time_changes_at_night_and_the_hours_stay_local():
    changed = raw() | {"days": ["2026-10-25", "2026-10-26"], "visits": [], "routes": [], "holidays": []}
    changed["technicians"] = [changed["technicians"][0] | {"shifts": {"sun-mon": "01:00-09:00"}}]
    plan = read(changed).plan
    lengths = [plan.turns[key].end - plan.turns[key].start for key in sorted(plan.turns)]
    assert lengths == [9 * 3600, 8 * 3600]  # the hour from two to three comes twice


FAULTS = {
    "no form": (lambda p: p.pop("possible-plan"), "the key `possible-plan` is missing"),
    "another form": (lambda p: p.update({"possible-plan": 2}), "form 1 is expected"),
    "unknown key": (lambda p: p.update({"visit": []}), "there is no key `visit`"),
    "zone": (lambda p: p.update({"timezone": "Paris"}), "a time zone such as Europe/Paris"),
    "no days": (lambda p: p.pop("days"), "`days` is missing"),
    "days backwards": (
        lambda p: p.update({"days": {"from": "2026-12-26", "to": "2026-12-23"}}),
        "first one first",
    ),
    "a date": (lambda p: p.update({"holidays": ["Christmas"]}), "holidays[0]: a date such as"),
    "home": (lambda p: p["technicians"][1].update({"home": [148, 2]}), "technicians[1].home: degrees"),
    "home of three": (lambda p: p["technicians"][1].update({"home": [48, 2, 0]}), "two numbers"),
    "twins": (lambda p: p["technicians"].append(p["technicians"][0]), "each technician has one"),
    "weekday": (lambda p: p["technicians"][0].update({"shifts": {"lundi": "08:00-17:00"}}), "no weekday"),
    "hours": (lambda p: p["technicians"][0].update({"shifts": {"mon": "8-17"}}), "hours such as 08:00-17:00"),
    "hours back": (
        lambda p: p["technicians"][0].update({"shifts": {"mon": "18:00-08:00"}}),
        "end after they start",
    ),
    "stock": (lambda p: p["technicians"][0].update({"stock": {"tv-box": -1}}), "from 0 on"),
    "a flag": (lambda p: p["visits"][0].update({"promised": "yes"}), "visits[0].promised: true or false"),
    "minutes": (lambda p: p["visits"][0].update({"minutes": True}), "a whole number"),
    "window": (lambda p: p["visits"][0].update({"window": ["2026-12-23T10:00"]}), "window of two times"),
    "window back": (
        lambda p: p["visits"][0].update({"window": ["2026-12-23T10:00", "2026-12-23T08:00"]}),
        "ends after it starts",
    ),
    "visits twice": (lambda p: p["visits"].append(p["visits"][0]), "each visit has one"),
    "unknown visit": (lambda p: p["routes"][0]["visits"].append("v999"), "the id of a visit"),
    "route of nobody": (lambda p: p["routes"][0].update({"technician": "nobody"}), "who works on that day"),
    "planned twice": (
        lambda p: p["routes"][0]["visits"].append(p["routes"][1]["visits"][0]),
        "planned twice",
    ),
    "not kept": (lambda p: p["routes"][0]["visits"].reverse(), "cannot keep the windows"),
    "no skill": (lambda p: p["technicians"][0].update({"skills": []}), "lacks a skill"),
    "no part": (lambda p: p["technicians"][2].update({"stock": {}}), "too few `tv-box`"),
    "travel": (lambda p: p.update({"travel": {"kind": "teleport"}}), "great-circle, flat-map or table"),
    "table": (
        lambda p: p.update({"travel": {"kind": "table", "spots": [[48, 2]], "seconds": [[0, 1]]}}),
        "a square of seconds",
    ),
    "place not in the table": (
        lambda p: p.update({"travel": {"kind": "table", "spots": [[48, 2]], "seconds": [[0]]}}),
        "does not hold the place",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_named_with_its_place(name):
    change, expected = FAULTS[name]
    plan = raw()
    change(plan)
    with pytest.raises(PlanFault) as refused:
        read(plan)
    assert expected in str(refused.value)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "[" * 100_000, '{"possible-plan": NaN}', "\x00"])
def test_what_is_no_plan_is_refused(text):
    with pytest.raises(PlanFault):
        read_plan(text)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.integers(0, 10**6), ANYTHING)
def test_whatever_stands_anywhere_in_a_plan_it_is_read_or_refused(seed, value):
    rng, plan = random.Random(seed), raw()
    here = plan
    while True:
        keys = list(here) if isinstance(here, dict) else list(range(len(here)))
        key = rng.choice(keys)
        if isinstance(here[key], (dict, list)) and here[key] and rng.random() < 0.8:
            here = here[key]
            continue
        here[key] = value
        break
    try:
        made = read_plan(json.dumps(plan)).plan
    except PlanFault:
        return
    assert not faults(made)


CSV = """from-north,from-east,to-north,to-east,seconds
48.8606,2.3376,48.8533,2.3692,600
48.8533,2.3692,48.8606,2.3376,700
"""


def test_a_table_of_travel_times_is_read_both_ways():
    table = read_table("mine", CSV)
    there, back = table.point(LOUVRE), table.point(BASTILLE)
    assert (table.seconds(there, back), table.seconds(back, there), table.seconds(there, there)) == (
        600,
        700,
        0,
    )
    with pytest.raises(UnknownSpot):
        table.point(MONTMARTRE)
    for wrong in (
        CSV + CSV.splitlines()[1],
        CSV.replace("48.8533,2.3692,48.8606,2.3376,700\n", ""),
        CSV + "a,b,c,d,e",
    ):
        with pytest.raises(ValueError, match=r"row|convert"):
            read_table("wrong", wrong)


def test_a_plan_names_its_table_s_file():
    plan = raw()
    spots = {tuple(t["home"]) for t in plan["technicians"]} | {tuple(v["at"]) for v in plan["visits"]}
    rows = [f"{a[0]},{a[1]},{b[0]},{b[1]},300" for a in spots for b in spots if a != b]
    plan["travel"] = {"kind": "table", "name": "flat", "file": "times.csv"}
    made = read_plan(json.dumps(plan), {"times.csv": "\n".join(rows)}.__getitem__).plan
    assert isinstance(made.travel, TableTravel)
    assert made.travel.name == "flat"


def osrm(address):
    """A server that says one second per place of difference, and remembers nothing."""
    path, _, query = address.partition("?")
    places = path.rsplit("/", 1)[1].split(";")
    asked = dict(part.split("=") for part in query.split("&"))
    sources, targets = ([int(n) for n in asked[key].split(";")] for key in ("sources", "destinations"))
    assert len(places) <= 100
    rows = [[abs(hash_of(places[a]) - hash_of(places[b])) + 0.4 for b in targets] for a in sources]
    return json.dumps({"code": "Ok", "durations": rows}).encode()


def hash_of(place):
    east, north = place.split(",")
    return round(float(north) * 1000) + round(float(east) * 1000)


def test_an_osrm_server_is_asked_in_blocks_and_its_answer_is_a_table():
    spots = [Spot(48_000_000 + 1000 * n, 2_000_000 + 2000 * n) for n in range(120)]
    table = osrm_table(spots, osrm, "http://osrm.test/")
    assert table.name == "osrm/v1 http://osrm.test driving"
    for one, other in ((0, 119), (60, 3), (7, 7), (49, 50)):
        assert table.seconds(table.point(spots[one]), table.point(spots[other])) == 3 * abs(one - other)


@pytest.mark.parametrize(
    "body",
    [
        b"<html>",
        b'{"code": "TooBig", "message": "too big"}',
        b'{"code": "Ok", "durations": [[0, null], [1, 0]]}',
        b"[]",
    ],
)
def test_a_server_that_does_not_answer_well_is_refused(body):
    with pytest.raises(ValueError, match="travel server"):
        osrm_table([LOUVRE, BASTILLE], lambda _: body, "http://osrm.test")


def test_the_chord_is_the_great_circle_within_a_metre():
    import math

    travel = GreatCircle(100, 3600, 0)
    for spot in (BASTILLE, MONTMARTRE, Spot(49_500_000, 2_300_000)):
        a, b = (math.radians(s.north / 1e6) for s in (LOUVRE, spot))
        east = math.radians((spot.east - LOUVRE.east) / 1e6)
        half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(east / 2) ** 2
        metres = 2 * 6_371_009 * math.asin(math.sqrt(half))
        assert abs(travel.seconds(travel.point(LOUVRE), travel.point(spot)) - metres) < 3


def test_travel_is_calibrated_by_the_trips_that_were_driven():
    travel = GreatCircle(145, 28_000, 180)
    point = travel.point
    straight = GreatCircle(100, 3600, 0).seconds(point(LOUVRE), point(BASTILLE))
    driven = [Trip(LOUVRE, BASTILLE, 180 + straight * 36 * factor // 28_000) for factor in (120, 160, 200)]
    assert calibrated(travel, driven).detour in (159, 160)
    assert calibrated(travel, driven, 90).detour in (199, 200)
    assert calibrated(travel, []) == travel
    assert calibrated(travel, [Trip(LOUVRE, BASTILLE, 0)]).detour == 100


def test_traffic_rounds_up_and_is_named():
    slowed = Slowed(FlatMap(7, 120), 150)
    point = slowed.point
    assert slowed.seconds(point(Spot(0, 0)), point(Spot(0, 7))) == 182  # 121 x 1.5 = 181.5
    assert slowed.name == "flat-map/1 speed 7 m/s parking 120 s at 150 %"


def test_what_cannot_be_is_refused():
    for wrong in (
        lambda: Window(2, 1),
        lambda: Break(2, 1, 0),
        lambda: Spot.at_degrees(91, 0),
        lambda: TurnKey("soon", "a"),
    ):
        with pytest.raises(ValueError, match=r"."):
            wrong()
    for rows in ([[0, 1]], [[0, 1], [-1, 0]]):
        with pytest.raises(ValueError, match="table"):
            table_of("wrong", [LOUVRE, BASTILLE], rows)
