"""What is said of the wait: exact in small scenes, unbiased and covering in a seeded twin."""

from math import isclose, sqrt
from random import Random
from statistics import mean, pvariance, quantiles

import pytest

from possible.floor import Estimate, Joined, Relaxation, Rules, Want
from possible.floor.pace import P80, Pace, Spread, qlm
from possible.floor.parts import from_parts, parts
from possible.floor.scores import Scores
from possible.values import Refused
from tests.core.floor.small import FR, Talk, agent
from tests.core.floor.twin import UNIT, Stream, Twin, people


def want(contact="new", **more):
    return Want(
        **({"contact": contact, "team": "tech", "language": FR, "channel": "phone", "since": 0} | more)
    )


def busy(*names, service=60_000):
    """A floor on which everybody is with somebody."""
    talk = Talk(*names, service=service)
    for name in list(talk.floor.hall.desks):
        talk.joins(f"with {name}")
        talk.takes(name, f"with {name}")
    return talk


# ---- formulas -------------------------------------------------------------------------------------------


def slow_qlm(ahead, serving, leaving):
    """The same sum, every term of it."""
    rates = [serving + step * leaving for step in range(ahead + 1)]
    return sum(1 / rate for rate in rates), sum(1 / rate**2 for rate in rates)


@pytest.mark.parametrize("ahead", [0, 1, 30, 31, 32, 33, 100, 5_000])
@pytest.mark.parametrize(("serving", "leaving"), [(0.1, 0.0), (0.1, 0.001), (0.01, 0.02), (2.0, 0.5)])
def test_long_queues_are_reckoned_as_exactly_as_short_ones(ahead, serving, leaving):
    spread = qlm(ahead, serving, leaving)
    total, variance = slow_qlm(ahead, serving, leaving)
    assert isclose(spread.mean, total, rel_tol=1e-6)
    assert isclose(spread.variance, variance, rel_tol=1e-4)


def test_quantiles_are_those_of_a_sum_of_exponential_times():
    random, rates = Random(5), [2.0 + step for step in range(6)]
    drawn = [1000 * sum(random.expovariate(rate) for rate in rates) for _ in range(40_000)]
    spread = Spread(mean(drawn), pvariance(drawn))
    cuts = quantiles(drawn, n=10)
    assert abs(spread.quantile(0.0) / cuts[4] - 1) < 0.02
    assert abs(spread.quantile(P80) / cuts[7] - 1) < 0.02


def test_a_time_that_is_sure_is_told_as_it_is():
    assert Spread(7.0, 0.0).quantile(P80) == 7
    assert Spread(0.0, 0.0).quantile(P80) == 0


def test_old_contacts_weigh_less():
    pace = Pace()
    for _ in range(2047):
        pace.ended(1_000)
    assert (pace.served, pace.busy) == (2047, 2_047_000)
    pace.ended(1_001)
    assert (pace.served, pace.busy) == (1024, 1_024_000)


# ---- scenes ---------------------------------------------------------------------------------------------


def test_where_somebody_is_free_there_is_no_wait():
    assert Talk("ada").floor.estimate_for(want()) == Estimate(low=0, high=0, method="QLm", mean=0)


def test_where_nobody_who_could_serve_is_there_nothing_is_said():
    nothing = Estimate(low=None, high=None)
    talk = busy("ada")
    assert talk.floor.estimate_for(want(language="en")) == nothing
    talk.pauses("ada")
    assert talk.floor.estimate_for(want()) == nothing
    assert not talk.floor.staffed(want())


def test_the_next_in_line_waits_for_the_first_of_all_who_are_busy():
    one = busy("ada").floor.estimate_for(want())
    assert (one.mean, one.method) == (60_000, "QLm")
    assert busy("ada", "bo", "cy").floor.estimate_for(want()).mean == 20_000


def test_each_place_ahead_costs_one_more_departure_and_the_patience_of_those_ahead_saves_some():
    talk = busy("ada", "bo")
    talk.joins("first")
    assert talk.floor.estimate("first").mean == 30_000
    assert talk.floor.estimate_for(want()).mean == 60_000
    talk.joins("second")
    assert talk.floor.estimate("first").mean == 30_000
    assert talk.floor.estimate("second").mean == 60_000
    talk.at = 30_000
    talk.leaves("second")
    leaving = 1 / 30_000  # one gave up in thirty seconds of patience
    assert talk.floor.estimate_for(want()).mean == round(30_000 + 1 / (1 / 30_000 + leaving))


def test_who_is_withdrawn_says_nothing_of_patience():
    talk = busy("ada", "bo")
    talk.joins("first")
    talk.joins("second")
    talk.at = 30_000
    talk.leaves("second", gave_up=False)
    assert talk.floor.estimate_for(want()).mean == 60_000


def test_who_is_called_back_or_handed_on_says_nothing_of_patience():
    talk = busy("ada")
    talk.joins("called back", out=True)
    talk.joins("with ada", holder="ada")
    talk.at = 30_000
    talk.comes("bo")
    talk.takes("bo", "called back")
    talk.comes("cy")
    talk.takes("cy", "with ada")
    (measured,) = parts(talk.floor).measured
    assert measured.numbers[3] == 0  # nobody waited who could have given up


def test_what_contacts_take_is_measured_wrap_up_included():
    talk = Talk("ada", service=10_000, wrap_up=(("phone", 5_000),))
    talk.joins("x")
    talk.takes("ada", "x")
    talk.at = 25_000
    talk.releases("ada", "x")
    talk.joins("y")
    talk.ticks(30_000)
    talk.takes("ada", "y")
    assert talk.floor.estimate_for(want()).mean == (10_000 + 30_000) // 2


def test_a_scheduled_callback_waits_until_its_time_and_then_its_turn():
    talk = Talk("ada")
    assert talk.floor.estimate_for(want(not_before=9_000)).low == 9_000


def test_an_offered_contact_waits_no_more():
    talk = Talk("ada")
    talk.joins("x")
    assert talk.floor.estimate("x") == Estimate(low=0, high=0, method="offered", mean=0)


def test_who_waits_for_an_owner_waits_for_her_or_until_others_may():
    talk = busy("ada")
    talk.comes("bo")
    owned = want(owner="ada", owner_until=20_000)
    assert talk.floor.estimate_for(owned).mean == 20_000
    owned = want(owner="ada", owner_until=200_000)
    assert (talk.floor.estimate_for(owned).mean, talk.floor.estimate_for(owned).method) == (60_000, "owner")
    talk.releases("ada", "with ada")
    assert talk.floor.estimate_for(owned).mean == 0


def test_what_was_agreed_to_counts_from_when_it_may_help():
    talk = busy("ada")
    talk.comes(agent("bo", teams="sales"))
    relaxed = want(relaxations=(Relaxation(from_=15_000, team="sales", language=FR),))
    assert talk.floor.estimate_for(relaxed).mean == 15_000


def test_where_agents_differ_the_head_of_the_line_tells():
    talk = busy(agent("ada", skills="tv"), agent("bo", skills="tv net"))
    talk.joins("net", skills="net")
    talk.joins("tv", skills="tv")
    talk.at = 40_000
    said = talk.floor.estimate_for(want(since=40_000, skills=frozenset({"tv"})))
    assert said.method == "HOL"
    assert said.mean == 40_000 + 30_000  # what the first has waited, and a gap: two agents, a minute each
    vip = want(since=40_000, skills=frozenset({"tv"}), credit=25_000)
    assert talk.floor.estimate_for(vip).mean == 40_000 - 25_000 + 30_000


def test_where_nobody_is_in_line_those_count_whom_the_next_to_be_free_would_take():
    talk = busy(agent("ada", skills="net"), agent("bo", skills="tv net"))
    talk.joins("tv", skills="tv")
    talk.ticks(40_000)
    said = talk.floor.estimate_for(want(since=40_000, skills=frozenset({"net"})))
    assert (said.method, said.mean) == ("HOL", 30_000)  # ada has nobody else to take
    talk.pauses("ada")
    said = talk.floor.estimate_for(want(since=40_000, skills=frozenset({"net"})))
    assert (said.method, said.mean) == ("QLm", 120_000)  # bo alone is a pool, and one is ahead


def test_gaps_are_counted_only_while_somebody_waits():
    pace = Pace()
    pace.connected(10, more=True)
    pace.connected(25, more=False)
    pace.connected(100, more=True)
    assert (pace.taken, pace.gaps, pace.last) == (1, 15, 100)


def test_who_does_not_wait_has_no_estimate():
    with pytest.raises(Refused, match="does not wait"):
        Talk("ada").floor.estimate("x")


def test_a_rebuilt_floor_says_the_same():
    stream = Stream("x", 14.0, 1.0, 1.0)
    twin = Twin([stream], people(10), 3, until=20 * UNIT)
    talk = twin.run().floor
    for number in range(15):
        waits = want(f"last {number}", team="team", since=talk.now)
        talk.feed(Joined(at=talk.now, want=waits))
    rebuilt = from_parts(Rules(), parts(talk))
    assert rebuilt.estimate("last 14") == talk.estimate("last 14")
    assert rebuilt.estimate("last 12") == talk.estimate("last 12")
    assert talk.estimate("last 14").mean > 0


# ---- scores ---------------------------------------------------------------------------------------------


def test_estimates_are_scored_against_what_came():
    scores = Scores()
    for contact, at in (("x", 0), ("y", 10), ("z", 20), ("gone", 0), ("open", 0)):
        scores.told(contact, at, Estimate(low=80, high=150, mean=100))
    scores.told("unknown", 0, Estimate(low=None, high=None))
    scores.connected("x", 80)  # 80, 20 too much
    scores.connected("y", 170)  # 160, 60 too little
    scores.stayed("z", 120)  # 20 too little
    scores.gave_up("gone")
    scores.connected("unknown", 5)
    score = scores.score()
    assert (score.scored, score.unscored, score.mean_wait) == (3, 2, 120)
    assert score.bias == (20 - 60 - 20) / 3 / 120
    assert score.rase == sqrt((400 + 3600 + 400) / 3) / 120
    assert (score.within_low, score.within_high) == (1 / 3, 2 / 3)


def test_nothing_told_is_nothing_scored():
    score = Scores().score()
    assert (score.scored, score.rase, score.bias, score.within_high) == (0, 0.0, 0.0, 0.0)


def ours(floor, wanted):
    return floor.estimate_for(wanted)


def with_true_rates(leaving):
    """The estimate of somebody who knows all rates: QLm, or QL where nobody is thought to leave."""

    def say(floor, wanted):
        ahead = sum(queue.length for queue in floor.hall.queues.values())
        return Estimate(low=0, high=0, mean=round(qlm(ahead, 100 / UNIT, leaving / UNIT).mean))

    return say


def overloaded(until, seed):
    estimators = {"ours": ours, "QLm": with_true_rates(1.0), "QL": with_true_rates(0.0)}
    twin = Twin(
        [Stream("x", 140.0, 1.0, 1.0)],
        people(100),
        seed,
        warm_up=40 * UNIT,
        until=until * UNIT,
        estimators=estimators,
        rules=Rules(service=UNIT),
    ).run()
    return {name: scores.score() for name, scores in twin.scores.items()}


def judged(found, slack):
    assert found["ours"].rase <= 1.05 * found["QLm"].rase
    assert found["ours"].rase <= 0.75 * found["QL"].rase
    assert abs(found["ours"].bias) < slack
    assert abs(found["ours"].within_high - 0.8) < slack
    assert abs(found["ours"].within_low - 0.5) < slack


def test_in_one_pool_the_estimate_is_nearly_as_good_as_with_known_rates():
    judged(overloaded(90, seed=2), 0.05)


@pytest.mark.endure
def test_in_one_pool_the_estimate_is_nearly_as_good_as_with_known_rates_for_long():
    judged(overloaded(1_500, seed=3), 0.02)


def several_skills(until, seed):
    tv, net = frozenset({"tv"}), frozenset({"net"})
    staff = people(20, "a", tv) + people(20, "b", net) + people(10, "c", tv | net)
    streams = [Stream("x", 30.0, 1.0, 1.0, skills=tv), Stream("y", 30.0, 1.0, 1.0, skills=net)]
    twin = Twin(
        streams,
        staff,
        seed,
        warm_up=10 * UNIT,
        until=until * UNIT,
        estimators={"ours": ours},
        rules=Rules(service=UNIT),
    )
    return twin.run().scores["ours"].score()


def test_with_several_skills_the_estimate_is_hardly_biased_and_its_p80_is_a_p80():
    score = several_skills(110, seed=4)
    assert abs(score.bias) < 0.05
    assert abs(score.within_low - 0.5) < 0.07
    assert abs(score.within_high - 0.8) < 0.05


@pytest.mark.endure
def test_with_several_skills_the_estimate_is_hardly_biased_for_long():
    score = several_skills(3_000, seed=5)
    assert abs(score.bias) < 0.02
    assert abs(score.within_low - 0.5) < 0.05
    assert abs(score.within_high - 0.8) < 0.05
