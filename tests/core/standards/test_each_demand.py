"""Every static demand of every standard: met by the paragon, and refuted at the right place by one small edit."""

from datetime import date

import pytest

from possible.check import Subject
from possible.check.standards import State, standards, standards_report
from possible.check.standards.facts import FACTS
from tests.core.standards.paragon import BREAKS, line_of, paragon

DAYS = {"br.sac2008.human_everywhere": date(2015, 1, 1)}
NOW = date(2026, 12, 1)


def currency_of(standard):
    text = " ".join(demand.written for demand in standard.asks)
    return next((code for code in ("GBP", "USD", "AUD") if code in text and "EUR" not in text), "EUR")


def day_of(standard, demand):
    if demand.until:
        return max(filter(None, [standard.since, demand.since, date(2024, 1, 1)]))
    return DAYS.get(standard.id, NOW)


def break_of(demand):
    if demand.fact.name not in ("promise", "credit-at-least", "refusals-have"):
        return BREAKS[demand.fact.name]
    if demand.fact.name == "refusals-have":
        return BREAKS[f"refusals-have {demand.want[0]}"]
    suffix = ""
    if demand.fact.name == "promise" and demand.want.from_ == "agreed day":
        suffix = " agreed" if demand.want.within else " lost"
    return BREAKS[f"{demand.fact.name} {demand.want.until}{suffix}"]


DEMANDS = [(standard, demand) for standard in standards() for demand in standard.asks]
IDS = [f"{standard.id}: {demand.written}" for standard, demand in DEMANDS]


@pytest.mark.parametrize("standard", [s for s in standards() if s.asks], ids=lambda standard: standard.id)
def test_the_paragon_meets_it(standard):
    report = standards_report(paragon(currency_of(standard)), [standard.id], DAYS.get(standard.id))
    assert [(row.state, row.why, row.findings) for row in report.rows] == [(State.MET, None, ())]


@pytest.mark.parametrize(("standard", "demand"), DEMANDS, ids=IDS)
def test_a_small_edit_is_found_where_it_stands(standard, demand):
    texts, mark = break_of(demand)
    charter = paragon(currency_of(standard), *texts)
    lines = [broken.place.line for broken in demand.fact.find(Subject(charter), demand.want)]
    assert line_of(mark, *texts) in lines


@pytest.mark.parametrize("standard", [s for s in standards() if s.asks], ids=lambda standard: standard.id)
def test_the_report_says_so(standard):
    demand = next(demand for demand in standard.asks if demand.holds_on(day_of(standard, demand)))
    texts, _ = break_of(demand)
    report = standards_report(paragon(currency_of(standard), *texts), [standard.id], day_of(standard, demand))
    assert [row.state for row in report.rows] == [State.NOT_MET]
    assert {finding.rule for finding in report.findings} == {standard.id}
    assert all(standard.cite in str(finding.message) for finding in report.findings)


def test_every_fact_is_asked_by_a_standard_and_broken_here():
    assert {demand.fact.name for _, demand in DEMANDS} == set(FACTS)
    assert {name.split(" ")[0] for name in BREAKS} == set(FACTS)
