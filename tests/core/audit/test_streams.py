"""Whatever happens: nothing is found twice or elsewhere because others call too; it ends, and forgets."""

from dataclasses import replace
from heapq import merge

from hypothesis import given
from hypothesis import strategies as st

from possible.audit import Auditor, audit
from possible.charter import load
from tests.core.audit.good import GOOD, LAST
from tests.core.happenings import later
from tests.core.measure.streams import stream
from tests.core.values import random_events

CHARTER = load("charters/cest-possible")
ALONE = ("one-answer/another-answer-live",)  # the one law across customers: who was told first counts


def of(customer, events):
    """Return the stream of another customer: all names are their own."""
    return [
        replace(
            event,
            case=event.case and f"{customer}-{event.case}",
            contact=event.contact and f"{customer}-{event.contact}",
            **({"customer": f"{customer}-{event.customer}"} if hasattr(event, "customer") else {}),
        )
        for event in events
    ]


def found(events, charter):
    return [
        (breach.rule.id, breach.event) for breach in audit(events, charter) if breach.rule.id not in ALONE
    ]


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.sampled_from([None, CHARTER]))
def test_interleaved_customers_are_judged_as_if_each_were_alone(one, other, charter):
    mine = [event for event in of("a", stream(one, customers=2)) if event.case or event.contact]
    theirs = [event for event in of("b", stream(other, customers=2)) if event.case or event.contact]
    together = [*merge(mine, theirs, key=lambda event: event.at), LAST]
    apart = [*found([*mine, LAST], charter), *found([*theirs, LAST], charter)]
    key = repr
    assert sorted(found(together, charter), key=key) == sorted(apart, key=key)


@given(st.lists(random_events.ANY, max_size=40), st.sampled_from([None, CHARTER]))
def test_events_in_no_sensible_order_are_no_fault_of_the_audit(events, charter):
    events = [replace(event, at=later(number)) for number, event in enumerate(events)]
    for breach in audit(events, charter):
        assert breach.event is events[breach.index]
        assert all(step.text for step in breach.path)
        assert breach.message.text


@given(st.integers(0, 10**9))
def test_fed_one_by_one_or_at_once_it_is_the_same(seed):
    events = [*stream(seed), LAST]
    auditor = Auditor()
    live = [breach for event in events for breach in auditor.feed(event)] + auditor.finish()
    assert sorted(live, key=lambda breach: (breach.index, breach.rule.id)) == audit(events)


def test_what_is_over_is_forgotten(monkeypatch):
    monkeypatch.setattr("possible.audit.run.OVER", 20)
    auditor = Auditor(CHARTER)
    for number in range(300):
        for event in of(f"n{number}", GOOD[:-1]):
            auditor.feed(replace(event, at=later(number * 200_000) + (event.at - later(0))))
    held = [len(mapping) for watch in auditor.watches for mapping in watch.kept]
    assert max(held) <= 40
    assert len(auditor.strands) <= 40
    assert len(auditor.debts.heap) <= 200
    loops, prices, said = auditor.watches[1], auditor.watches[6], auditor.watches[10]
    assert (len(loops.trails), len(prices.quotes), len(said.problems), len(said.open)) == (0, 0, 0, 0)
