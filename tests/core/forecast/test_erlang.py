"""The formulas against published and independently computed values, and against the laws of queues."""

import csv
import json
from math import log
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from possible.forecast import answered_within, erlang_a, erlang_b, erlang_c, mean_wait
from possible.values import Refused

ROWS = [
    row | {"params": json.loads(row["params"])}
    for row in csv.DictReader((Path(__file__).parent / "reference.csv").read_text().splitlines())
]


def ours(model, metric, given_):
    if model == "erlang-b":
        return erlang_b(given_["c"], given_["a"])
    if model == "erlang-a":
        found = erlang_a(given_["n"], given_["lam"], given_["mu"], given_["theta"])
        names = {"pw": "waits", "pab": "gives_up", "ew": "mean_wait", "lq": "queue", "occ": "busy"}
        return getattr(found, names[metric])
    if metric == "SL20s":
        load = given_["calls"] / given_["interval_s"] * given_["aht_s"]
        return answered_within(given_["c"], load, given_["aht_s"], 20)
    people, load = given_["c"], given_["a"]
    return {
        "P(W>0)": lambda: erlang_c(people, load),
        "ASA_s": lambda: mean_wait(people, load, 60),
        "wait_p90_s": lambda: 60 / (people - load) * log(erlang_c(people, load) / 0.1),
        "queue_len": lambda: mean_wait(people, load, 60) * load / 60,
    }[metric]()


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['id']} {row['model']} {row['metric']}" for row in ROWS])
def test_reference(row):
    kind, tolerance = row["tolerance"].split()
    wanted = {"abs": pytest.approx(float(row["value"]), abs=float(tolerance), rel=0)}
    wanted["rel"] = pytest.approx(float(row["value"]), rel=float(tolerance), abs=0)
    assert ours(row["model"], row["metric"], row["params"]) == wanted[kind]


def test_all_models_are_in_the_reference():
    assert {row["model"] for row in ROWS} == {"erlang-a", "erlang-b", "erlang-c"}
    assert len(ROWS) == 46


people = st.integers(1, 60)
busy = st.floats(0.01, 0.99)


@given(people, busy)
def test_one_more_person_never_makes_anybody_wait_longer(count, share):
    load = count * share
    assert erlang_c(count + 1, load) <= erlang_c(count, load)
    assert mean_wait(count + 1, load, 300) <= mean_wait(count, load, 300)


@given(people, busy, st.floats(0.01, 5))
def test_impatience_makes_the_wait_shorter_and_littles_law_holds(count, share, impatience):
    arrivals = count * share
    found = erlang_a(count, arrivals, 1.0, impatience)
    assert found.mean_wait <= mean_wait(count, arrivals, 1.0)
    assert found.queue == pytest.approx(arrivals * found.mean_wait)
    assert found.gives_up == pytest.approx(impatience * found.mean_wait, abs=1e-12)
    assert 0 <= found.gives_up <= found.waits <= 1


def test_almost_endless_patience_is_erlang_c():
    found = erlang_a(10, 8.0, 1.0, 1e-6)
    assert found.waits == pytest.approx(erlang_c(10, 8.0), rel=1e-4)
    assert found.mean_wait == pytest.approx(mean_wait(10, 8.0, 1.0), rel=1e-4)


def test_many_people_and_a_great_overload_do_not_overflow():
    assert erlang_a(2000, 4000.0, 1.0, 0.5).gives_up == pytest.approx(0.5, abs=1e-9)
    assert erlang_c(2000, 1960) == pytest.approx(0.2675450165059316, rel=1e-9)


def test_too_much_load_waits_for_ever():
    assert erlang_c(2, 2.0) == 1.0
    assert answered_within(2, 2.0, 300, 60) == 0.0
    assert mean_wait(2, 2.0, 300) == float("inf")


def test_what_cannot_be_is_refused():
    with pytest.raises(Refused, match="one person at least"):
        erlang_c(0, 1.0)
    with pytest.raises(Refused, match="no load below nothing"):
        erlang_b(1, -1.0)
    with pytest.raises(Refused, match="rate above nothing"):
        erlang_a(1, 1.0, 1.0, 0.0)
