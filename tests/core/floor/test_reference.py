"""The floor against what is known: Erlang A and C, priorities, and printed examples, by seeded replications.

A figure is believed when it is within 3.5 standard errors of the replications' mean (for printed simulations:
of both errors together). `make endure` plays the same for longer, and the multi-skill example.
"""

import csv
import json
from math import sqrt
from pathlib import Path
from random import Random
from statistics import mean, stdev

import pytest

from possible.floor import CameIn, WentOut
from tests.core.floor.small import agent
from tests.core.floor.twin import ARRIVES, UNIT, Stream, Twin, people

TABLE = (Path(__file__).parent / "reference.csv").read_text(encoding="utf-8")
ROWS = {row["id"]: row for row in csv.DictReader(TABLE.splitlines())}
STRICT = 10**12  # a credit so great that it is a strict priority


def far(samples, value, error=0.0):
    """How many standard errors the mean of the samples is from a value that has an error of its own."""
    return abs(mean(samples) - value) / sqrt(stdev(samples) ** 2 / len(samples) + error**2)


def figures(seen):
    """The figures of one stream in one replication, in the words of the table."""
    return {
        "pw": seen.waited / seen.arrived,
        "P(W>0)": seen.waited / seen.arrived,
        "pab": seen.left / seen.arrived,
        "ew": seen.waits / seen.arrived / UNIT,
    }


def replications(streams, staff, calls, count, seed):
    """Play a system so many times, some calls each, after a warm-up of twenty services."""
    length = 20 + calls / sum(stream.arriving for stream in streams)
    return [
        Twin(streams, people(staff), seed + each, warm_up=20 * UNIT, until=round(length * UNIT)).run().seen
        for each in range(count)
    ]


def check(row_ids, streams, staff, calls, count, seed):
    played = replications(streams, staff, calls, count, seed)
    for row_id in row_ids:
        row = ROWS[row_id]
        samples = [figures(seen["x"])[row["metric"]] for seen in played]
        assert far(samples, float(row["value"])) < 3.5, (row_id, mean(samples), row["value"])


def erlang_a(row_ids, calls, count, seed):
    params = json.loads(ROWS[row_ids[0]]["params"])
    stream = Stream("x", params["lam"], params["mu"], params["theta"])
    check(row_ids, [stream], params["n"], calls, count, seed)


def priorities(calls, count, seed):
    params = json.loads(ROWS["Q165"]["params"])
    streams = [Stream("x", params["lam1"], 1.0, credit=STRICT), Stream("y", params["lam2"], 1.0)]
    played = replications(streams, params["n"], calls, count, seed)
    for row_id, name in (("Q165", "x"), ("Q166", "y")):
        samples = [figures(seen[name])["ew"] for seen in played]
        assert far(samples, float(ROWS[row_id]["value"])) < 3.5, (row_id, mean(samples))


def test_erlang_a():
    erlang_a(["Q088", "Q089", "Q090"], 600, 12, seed=1)
    erlang_a(["Q098", "Q099", "Q100"], 900, 12, seed=2)


def test_erlang_c():
    check(["Q015"], [Stream("x", 8.0, 1.0)], 10, 800, 12, seed=3)


def test_a_great_credit_is_a_priority():
    priorities(1_500, 12, seed=4)


@pytest.mark.endure
def test_erlang_for_long():
    erlang_a(["Q088", "Q089", "Q090"], 20_000, 40, seed=11)
    erlang_a(["Q098", "Q099", "Q100"], 20_000, 40, seed=12)
    erlang_a(["Q128", "Q129", "Q130"], 20_000, 40, seed=13)
    check(["Q015"], [Stream("x", 8.0, 1.0)], 10, 20_000, 40, seed=14)
    priorities(20_000, 40, seed=15)


# ---- ContactCenters' printed examples -------------------------------------------------------------------


def printed(row_id):
    """The mean of a printed simulation, and its standard error from the 95 % interval."""
    row = ROWS[row_id]
    low, high = json.loads(row["tolerance"].split("CI ")[1].split(" (")[0])
    return float(row["value"]), (high - low) / 2 / 1.96


def believed(row_id, samples):
    value, error = printed(row_id)
    assert far(samples, value, error) < 3.5, (row_id, mean(samples), value)


def ratio(samples):
    """The values whose mean is the ratio of two means, made straight: the usual estimate of its error."""
    over, under = mean(top for top, _ in samples), mean(bottom for _, bottom in samples)
    return [over / under + (top - over / under * bottom) / under for top, bottom in samples]


def empty_day(theta, days, seed):
    """MMC and MMCAb: twelve people, 480 minutes, 4.2 calls a minute of two minutes each, from empty."""
    stream = Stream("x", 4.2, 0.5, theta)
    return [Twin([stream], people(12), seed + day, until=480 * UNIT).run().seen["x"] for day in range(days)]


def mmc(days, seed):
    played = empty_day(0.0, days, seed)
    believed("Q167", [seen.in_target for seen in played])
    believed("Q168", ratio([(seen.in_target, seen.arrived) for seen in played]))
    believed("Q169", ratio([(seen.waits / UNIT, seen.arrived) for seen in played]))


def mmc_with_abandonment(days, seed):
    played = empty_day(1.0, days, seed)
    believed("Q170", [seen.left for seen in played])
    believed("Q171", [seen.in_target for seen in played])
    believed("Q172", ratio([(seen.in_target, seen.answered + seen.late) for seen in played]))


@pytest.mark.endure
def test_printed_examples():
    mmc(300, seed=31)
    mmc_with_abandonment(300, seed=32)


class SimpleMsk(Twin):
    """Three types, two groups, three periods of two hours: rates and people change, and the day is more or
    less busy. Who is too many goes out, the idle first; who is busy finishes the call that is going on.
    """

    PERIOD = 120 * UNIT

    def run(self):
        self.params = json.loads(ROWS["Q174"]["params"])
        self.at_work = [[], []]
        for period in range(3):
            self.later(period * self.PERIOD, "period", period)
        return super().run()

    def comes(self, at, kind, what):
        if kind == "period":
            self.period(at, what)
        elif kind == ARRIVES:
            period, stream = what
            if at < (period + 1) * self.PERIOD:
                self.next_arrival(at, period, stream)
                self.arrives(at, stream)
        else:
            super().comes(at, kind, what)

    def period(self, at, period):
        for group, teams in enumerate(("t1 t0", "t2 t1")):
            there, wanted = self.at_work[group], self.params["agents"][group][period]
            while len(there) < wanted:
                one = agent(f"g{group} {self.number} {len(there)}", teams=teams)
                there.append(one.name)
                self.people[one.name] = one
                self.took(at, self.floor.feed(CameIn(at=at, agent=one)))
            there.sort(key=lambda name: self.floor.hall.desks[name].load)
            while len(there) > wanted:
                self.floor.feed(WentOut(at=at, agent=there.pop(0)))
        for stream in self.streams[period::3]:
            self.next_arrival(at, period, stream)

    def next_arrival(self, at, period, stream):
        rate = self.params["lam"][int(stream.team[1])][period] * self.busy
        self.later(at + self.drawn(rate), ARRIVES, (period, stream))


def simple_msk(days, seed):
    """Play it; service and patience go by the period of the call's arrival, not by its type.

    How busy the days are is drawn in layers, so that few days stand for many.
    """
    params = json.loads(ROWS["Q174"]["params"])
    streams = [
        Stream(
            f"type{kind} period{period}", 0.0, params["mu"][period], params["theta"][period], team=f"t{kind}"
        )
        for kind in range(3)
        for period in range(3)
    ]
    random = Random(seed)
    busy = sorted(random.gammavariate(28.7, 1 / 28.7) for _ in range(50 * days))[25::50]
    played = []
    for day, factor in enumerate(busy):
        twin = SimpleMsk(streams, [], seed + day)
        twin.busy = factor
        played.append(twin.run().seen)
    days = [list(seen.values()) for seen in played]
    believed("Q174", [sum(one.answered for one in seen) for seen in days])
    believed("Q175", [sum(one.left for one in seen) for seen in days])
    scored = [
        (sum(one.in_target for one in seen), sum(one.answered + one.late for one in seen)) for seen in days
    ]
    believed("Q176", ratio(scored))
    for row_id in (f"Q{number}" for number in range(178, 187)):
        name = ROWS[row_id]["metric"].removeprefix("in_target ")
        believed(row_id, [seen[name].in_target for seen in played])


@pytest.mark.endure
def test_several_skills_as_printed():
    simple_msk(250, seed=41)
