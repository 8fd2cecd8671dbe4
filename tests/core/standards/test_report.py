"""A charter held against standards: what is chosen, on which day, and what comes of it."""

from collections import Counter
from datetime import date

import pytest

from possible.charter import load
from possible.check.standards import State, named, names, packs_of, standards_report
from possible.values import Level, Refused
from tests.core.edits import CHARTERS, edited


def charter(name):
    return load(str(CHARTERS / name))


def rows(report):
    return {row.standard.id: row for row in report.rows}


def levels(report):
    return Counter(finding.level for finding in report.findings)


def test_the_good_charter_passes_its_packs_and_those_of_its_market():
    report = standards_report(charter("cest-possible"))
    assert list(report.packs) == ["fr", "best", "eu"]
    assert report.findings == ()
    assert report.passes()
    assert report.counts("best") == {State.MET: 23, State.LIVE: 2}
    assert report.counts("fr") == {State.MET: 21, State.LIVE: 1, State.NOT_APPLICABLE: 2}


def test_the_legal_minimum_passes_the_law_and_fails_the_bar():
    law = standards_report(charter("legal-minimum-fr"))
    assert list(law.packs) == ["fr", "eu"]
    assert law.findings == ()
    bar = standards_report(charter("legal-minimum-fr"), ["best"])
    assert not bar.passes("best")
    assert bar.counts() == {State.NOT_MET: 16, State.MET: 7, State.LIVE: 2}
    assert set(levels(bar)) == {Level.ERROR}


def test_the_charter_as_it_was_breaks_the_law_of_its_day():
    report = standards_report(charter("as-it-was"))
    broken = {row.standard.id for row in report.rows if row.state is State.NOT_MET}
    assert broken == {"fr.conso.L224-38.number", "fr.conso.L224-38.free_wait", "fr.conso.L121-16"}
    waiting = [finding for finding in report.findings if finding.rule == "fr.conso.L224-38.free_wait"]
    assert str(waiting[1].message) == (
        "On line `service` the phase `queue` costs 0.34 EUR, from: own-network. [C. conso. L224-38 al.4; text read]"
    )
    assert (waiting[1].law, waiting[1].level) == ("standards", Level.ERROR)
    fee = rows(report)["fr.conso.L224-38.no_extra"]
    assert (fee.state, str(fee.why)) == (
        State.NOT_APPLICABLE,
        "It is in force from 2011-09-01; the charter is of 2009-11-01.",
    )


def test_the_same_charter_on_another_day_and_in_another_country():
    later = standards_report(charter("as-it-was"), ["fr"], date(2026, 11, 22))
    assert rows(later)["fr.conso.L224-38.no_extra"].state is State.NOT_MET
    america = standards_report(charter("cest-possible"), ["us"])
    assert {row.standard.id for row in america.rows if row.state is State.NOT_MET} == {"us.ny.outage_credit"}
    assert rows(america)["us.fcc.window_4h"].state is State.MET
    assert rows(america)["us.fcc.window_4h"].also_live


def test_markets_choose_their_packs():
    assert packs_of("FR") == ("eu", "fr")
    assert packs_of("DE") == ("de", "eu")
    assert packs_of("US-NY") == ("us",)
    assert packs_of("JP") == ()
    report = standards_report(
        edited("legal-minimum-fr", "market: FR", "market: US-NY", "standards: [fr]\n", "")
    )
    assert {name: len(found) for name, found in report.packs.items()} == {"us": 21}
    found = rows(report)
    assert found["us.ny.late_visit_free"].state is State.NOT_MET
    assert str(found["us.ca.1722"].why) == "It holds in US-CA; the charter is for US-NY."
    assert str(found["us.nyc.missed_25"].why) == "It holds in US-NYC; the charter is for US-NY."
    city = standards_report(
        edited("legal-minimum-fr", "market: FR", "market: US-NYC", "standards: [fr]\n", "")
    )
    assert rows(city)["us.ny.late_visit_free"].state is State.NOT_MET
    assert rows(city)["us.nyc.missed_25"].state is State.NOT_MET


def test_a_market_brings_only_what_binds():
    found = {row.standard.id for row in standards_report(charter("cest-possible")).rows}
    assert "eu.261" not in found
    assert "eu.en301549" not in found
    assert "eu.eecc.105" in found
    assert standards_report(charter("cest-possible"), ["eu.261"]).rows[0].state is State.NOT_MET


def test_norms_and_unverified_texts_only_warn():
    worse = edited("cest-possible", "relay: text-relay}", "relay: shops}")
    report = standards_report(worse, ["eu", "fr", "uk"])
    level = {
        finding.rule: finding.level
        for finding in report.findings
        if "by text or video" in str(finding.message)
    }
    assert level == {
        "eu.eecc.111": Level.WARNING,  # in force, from memory
        "eu.eaa.support": Level.ERROR,  # in force, a page read
        "fr.conso.L112-8": Level.ERROR,
        "fr.cpce.D98-13": Level.ERROR,
        "uk.c4.code": Level.WARNING,
        "uk.c5.priority_repair": Level.WARNING,
    }
    assert not report.passes("fr")
    assert report.passes("uk")


def test_a_law_that_is_not_due_warns_where_only_the_market_asks_for_it():
    spanish = (
        "market: FR",
        "market: ES",
        "standards: [fr, best]\n",
        "\n",
        "closes: customer agrees",
        "closes: after a week",
    )
    by_market = standards_report(edited("cest-possible", *spanish))
    assert levels(by_market) == {Level.WARNING: 1, Level.ERROR: 2}
    assert [finding.rule for finding in by_market.findings if finding.level is Level.WARNING] == [
        "es.10-2025.13-2_3"
    ]
    by_name = standards_report(edited("cest-possible", *spanish), ["es-10-2025"])
    assert levels(by_name) == {Level.ERROR: 1}
    due = standards_report(edited("cest-possible", *spanish), on=date(2026, 12, 28))
    assert levels(due) == {Level.ERROR: 3}


def test_names_of_packs_laws_and_rules():
    assert len(named("es")) == len(named("ES")) == 25
    assert {standard.id.split(".")[1] for standard in named("es-10-2025")} == {"10-2025"}
    assert named("ES.10-2025") == named("es-10-2025")
    assert {standard.id for standard in named("us-ny")} == {
        standard.id for standard in named("us") if standard.id.startswith("us.ny.")
    }
    assert [standard.id for standard in named("de.tkg.115")] == ["de.tkg.115"]
    assert [standard.id for standard in named("de-tkg-58-1")] == ["de.tkg.58-1"]
    assert {"fr", "es-10-2025", "fr-conso", "us-ny", "de.tkg.115"} <= set(names())


@pytest.mark.parametrize(
    ("wrong", "meant"), [("es-10-2026", "es-10-2025"), ("bset", "best"), ("de.tkg.116", "de.tkg.115")]
)
def test_an_unknown_name_is_refused_with_what_was_meant(wrong, meant):
    with pytest.raises(Refused) as refused:
        standards_report(charter("cest-possible"), [wrong])
    assert str(refused.value) == f"There is no standard `{wrong}`."
    assert str(refused.value.attempt) == f"did you mean `{meant}`?"


def test_an_unknown_name_in_a_charter_is_a_finding_in_its_place():
    wrong = edited("cest-possible", "standards: [fr, best]", "standards: [fr, bset]")
    report = standards_report(wrong)
    assert [(finding.id, str(finding.place), str(finding.attempt)) for finding in report.findings] == [
        (
            "standards/unknown-standard",
            f"cest-possible/charter.yaml:{wrong.place('standards').line}:17",
            "did you mean `best`?",
        )
    ]
    assert not report.passes()
    assert list(report.packs) == ["fr", "eu"]


def test_packs_that_contradict_are_told_and_never_merged():
    report = standards_report(charter("cest-possible"), ["pt", "es"])
    assert [(pair.one, pair.other) for pair in report.contradictions] == [
        ("pt.dl134.fifo_no_ads", "es.10-2025.10-5_6"),
        ("pt.dl134.record_90d", "es.10-2025.12.recording"),
    ]
    alone = standards_report(charter("cest-possible"), ["es"])
    assert alone.contradictions == ()
    assert report.packs["es"] == alone.packs["es"]


def test_other_currencies_and_services_do_not_apply():
    found = rows(standards_report(charter("cest-possible"), ["uk", "us-ny"]))
    assert (
        str(found["uk.autocomp.missed"].why) == "Its sums are in another currency than those of the charter."
    )
    assert str(found["us.ny.clear_24h"].why) == "The charter promises nothing for the service: telephone."
    assert found["uk.autocomp.missed"].state is State.NOT_APPLICABLE


def test_what_is_over_is_not_asked():
    old = rows(standards_report(charter("cest-possible"), ["br", "fr.su.supply_8d"]))
    assert (
        str(old["br.sac2008.human_everywhere"].why)
        == "It was in force until 2022-10-03; the charter is of 2026-12-01."
    )
    assert str(old["fr.su.supply_8d"].why) == "It is history; nothing shows that it still binds."


def test_what_no_machine_decides_is_listed_without_a_finding():
    row = standards_report(charter("cest-possible"), ["norm.nf345"]).rows[0]
    assert (row.state, row.findings) == (State.NOT_MECHANICAL, ())
    live = standards_report(charter("cest-possible"), ["us.fcc.answer_30s"]).rows[0]
    assert (live.state, live.also_live) == (State.LIVE, False)
    assert live.standard.live.limit == "≤ 30 s"


def test_asked_twice_is_told_once():
    assert len(standards_report(charter("cest-possible"), ["fr", "fr-conso", "fr.conso.L215-1-1"]).rows) == 24
