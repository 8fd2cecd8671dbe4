"""Small random days for the dispatch tests: few people, narrow windows, everything that can get in the way."""

import random
from itertools import permutations, product

from possible.dispatch.plan import Break, Plan, Technician, Turn, TurnKey, Visit, Window
from possible.dispatch.proofs import walks
from possible.dispatch.spots import Spot
from possible.dispatch.travel import FlatMap

DAY = "2026-01-05"
HOUR = 3600
SKILLS = ("tv", "fibre", "mast")


def spot(rng: random.Random) -> Spot:
    return Spot(rng.randrange(15_000), rng.randrange(15_000))


def technician(number: int, rng: random.Random) -> Technician:
    return Technician(
        f"t{number}",
        spot(rng),
        skills=frozenset(rng.sample(SKILLS, rng.randint(1, 3))),
        languages=frozenset({"fr"} | ({"en"} if rng.random() < 0.5 else set())),
        equipment=frozenset({"ladder"} if rng.random() < 0.7 else ()),
        stock={"box": rng.randint(0, 2)},
    )


def turn(who: Technician, rng: random.Random, *, longest: bool = False) -> Turn:
    start = rng.choice((8, 9, 10)) * HOUR
    end = start + rng.choice((4, 6, 8)) * HOUR
    breaks = [
        Break(at * HOUR, at * HOUR + rng.choice((1800, 5400)), rng.choice((900, 2700)))
        for at in rng.choice(((), (12,), (12,), (10, 13)))
        if start < at * HOUR < end - HOUR
    ]
    limit = rng.choice((3, 5)) * HOUR if longest and rng.random() < 0.5 else 0
    return Turn(TurnKey(DAY, who.id), start, end, who.home, who.home, tuple(breaks), limit)


def visit(name: str, rng: random.Random) -> Visit:
    begin = rng.choice((8, 9, 10, 11, 12, 13, 14, 15)) * HOUR
    return Visit(
        name,
        spot(rng),
        rng.choice((900, 1800, 3600, 5400)),
        Window(begin, begin + rng.choice((1, 2, 2, 5)) * HOUR),
        frozenset({rng.choice(SKILLS)}),
        frozenset({"ladder"} if rng.random() < 0.2 else ()),
        (("box", 1),) if rng.random() < 0.2 else (),
        rng.choice(("fr", "en", "")),
    )


def plan(rng: random.Random, people: int = 2, most: int = 4, *, longest: bool = False) -> Plan:
    """A plan whose promises are all kept: visits are added one by one where the naive walk agrees."""
    technicians = {who.id: who for who in (technician(n, rng) for n in range(people))}
    turns = {t.key: t for t in (turn(who, rng, longest=longest) for who in technicians.values())}
    travel = FlatMap(rng.choice((3, 7)), rng.choice((60, 300)))
    made = Plan(technicians, turns, {}, {}, travel)
    for number in range(people * most * 3):
        asked = visit(f"v{number}", rng)
        key = rng.choice(sorted(turns))
        if len(made.route(key)) < most and naive_fit(made, key, asked):
            place = rng.randint(0, len(made.route(key)))
            route = (*made.route(key)[:place], asked.id, *made.route(key)[place:])
            tried = made.with_visits([asked]).with_routes({key: route})
            if walks(tried, turns[key], [tried.visits[name] for name in route]):
                made = tried
    return made


def naive_fit(made: Plan, key: TurnKey, asked: Visit) -> bool:
    """Skills, equipment and the parts left in the van."""
    who = made.technicians[key.technician]
    taken = sum(dict(made.visits[name].parts).get("box", 0) for name in made.route(key))
    parts = dict(asked.parts).get("box", 0)
    enough = not parts or taken + parts <= who.stock.get("box", 0)
    return enough and asked.skills <= who.skills and asked.equipment <= who.equipment


def insertable(made: Plan, key: TurnKey, asked: Visit) -> bool:
    """Whether the visit fits somewhere between the others as they stand, by the naive walk."""
    route = [made.visits[name] for name in made.route(key)]
    return naive_fit(made, key, asked) and any(
        walks(made, made.turns[key], [*route[:place], asked, *route[place:]])
        for place in range(len(route) + 1)
    )


def orderable(made: Plan, key: TurnKey, asked: Visit) -> bool:
    """Whether some order of the day has the visit, by the naive walk."""
    route = [made.visits[name] for name in made.route(key)]
    return naive_fit(made, key, asked) and any(
        walks(made, made.turns[key], order) for order in permutations([*route, asked])
    )


def arrangeable(made: Plan, asked: Visit) -> bool:
    """Whether all promises and the visit can be shared out among all turns, in any order: tries everything."""
    visits = [made.visits[name] for route in made.routes.values() for name in route] + [asked]
    keys = sorted(made.turns)
    known: dict = {}

    def keeps(key: TurnKey, mine: tuple[Visit, ...]) -> bool:
        name = (key, frozenset(v.id for v in mine))
        if name not in known:
            who = made.technicians[key.technician]
            boxes = sum(dict(v.parts).get("box", 0) for v in mine)
            able = all(v.skills <= who.skills and v.equipment <= who.equipment for v in mine)
            known[name] = (
                able
                and boxes <= who.stock.get("box", 0)
                and any(walks(made, made.turns[key], order) for order in permutations(mine))
            )
        return known[name]

    return any(
        all(keeps(key, tuple(v for v, to in zip(visits, given, strict=True) if to == key)) for key in keys)
        for given in product(keys, repeat=len(visits))
        if all(visits[n].skills <= made.technicians[key.technician].skills for n, key in enumerate(given))
    )
