"""A multi-skill day for bench.floor: what is drawn before, the people, and what is counted of it."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from math import exp, pi, sin

from possible.floor import Agent, CameIn, Floor, Rules, Want
from possible.values import Language
from possible.values.instant import Instant

HALF_HOUR, HALF_HOURS, CALLS = 1_800_000, 24, 50_000
LANGUAGES = (Language("fr"), Language("en"))
TEAMS = ("internet", "tv", "mobile")
VIP_CREDIT, TARGET, OFFER_CALLBACK = 90_000, 20_000, 60_000
VIPS, CALLED_BACK = 0.1, 0.5
MEAN_SERVICE, MEAN_PATIENCE = 166_000, 400_000
# Ten skill sets: languages, teams, and how many people have them; two hundred in all.
SETS = (
    ("fr", "internet", 36),
    ("fr", "tv", 26),
    ("fr", "mobile", 22),
    ("en", "internet", 16),
    ("en", "tv", 12),
    ("en", "mobile", 10),
    ("fr en", "internet tv", 24),
    ("fr en", "internet mobile", 20),
    ("fr en", "tv mobile", 18),
    ("fr en", "internet tv mobile", 16),
)
SHARES = (30, 22, 18, 12, 10, 8)  # per cent of the calls, by language and team
BITS = 20  # an instant and a number below 2 ** 20 make one whole number, so that no two things fall together


@dataclass(frozen=True, slots=True)
class Call:
    """One call, all its chances drawn before; times in milliseconds, `number` its place in the day.

    `want`: what it waits for; `again`: the same with its place kept, to be called back.
    """

    number: int
    contact: str
    arrives: int
    queue: int
    patience: int
    service: int
    takes_callback: bool
    want: Want
    again: Want


@dataclass(slots=True)
class Totals:
    """What must be the same whoever drives."""

    arrived: int = 0
    answered: int = 0
    in_target: int = 0
    gave_up: int = 0
    called_back: int = 0
    waited: int = 0
    by_queue: list[int] = field(default_factory=lambda: [0] * 6)

    def answer(self, call: Call, at: int) -> None:
        """Count a call that is connected."""
        wait = at - call.arrives
        self.answered += 1
        self.in_target += wait <= TARGET
        self.waited += wait
        self.by_queue[call.queue] += wait


def day(seed: int) -> list[Call]:
    """Return some 50,000 calls: two humps over 24 half-hours, lognormal service, exponential patience."""
    draw = random.Random(seed)
    humps = [1.15 + sin(pi * (half - 1) / 6) * (0.22 if half < 12 else 0.15) for half in range(HALF_HOURS)]
    rate = CALLS / sum(humps) / HALF_HOUR
    sigma = 0.8
    at = 0.0
    calls: list[Call] = []
    while True:
        at += draw.expovariate(rate * humps[min(int(at // HALF_HOUR), HALF_HOURS - 1)])
        if at >= HALF_HOUR * HALF_HOURS:
            return calls
        service = draw.lognormvariate(0.0, sigma) * MEAN_SERVICE / exp(sigma * sigma / 2)
        number, queue = len(calls), draw.choices(range(6), SHARES)[0]
        want = Want(
            contact=str(number),
            team=TEAMS[queue % 3],
            language=LANGUAGES[queue // 3],
            channel="phone",
            since=Instant(int(at)),
            credit=VIP_CREDIT if draw.random() < VIPS else 0,
        )
        calls.append(
            Call(
                number=number,
                contact=want.contact,
                arrives=int(at),
                queue=queue,
                patience=int(draw.expovariate(1 / MEAN_PATIENCE)),
                service=int(service),
                takes_callback=draw.random() < CALLED_BACK,
                want=want,
                again=replace(want, out=True),
            )
        )


def staffed() -> Floor:
    """Return a floor with two hundred people in ten skill sets at work."""
    floor = Floor(Rules())
    for languages, teams, count in SETS:
        spoken = frozenset(map(Language, languages.split()))
        for number in range(count):
            name = f"{languages} {teams} {number}"
            agent = Agent(name=name, teams=tuple(teams.split()), languages=spoken)
            floor.feed(CameIn(at=Instant(0), agent=agent))
    return floor
