"""The packs themselves: whole, in two languages, honest about what was seen, and equal to the data they came from."""

import re
from datetime import date

import pytest
import yaml

from possible.charter import Unreadable
from possible.check.standards import contradictions, markets, pack, pack_names, packs, standards
from possible.check.standards.standard import BINDING, Seen, Status

ALL = standards()


def test_the_packs_and_their_sizes():
    assert {name: len(pack(name).rules) for name in pack_names()} == {
        "au": 4, "be": 1, "best": 25, "br": 7, "de": 5, "es": 25, "eu": 13, "fr": 24, "guar": 1, "ie": 1, "il": 1,
        "in": 2, "it": 3, "norm": 8, "pt": 4, "uk": 8, "us": 22,
    }  # fmt: skip


def test_each_id_stands_once_and_begins_with_its_pack():
    assert len({standard.id for standard in ALL}) == len(ALL)
    for name in pack_names():
        assert {standard.pack for standard in pack(name).rules} == {name} == {pack(name).pack}


@pytest.mark.parametrize("standard", ALL, ids=lambda standard: standard.id)
def test_each_rule_is_whole(standard):
    assert standard.asks or standard.live or standard.not_mechanical
    for told in (
        standard.title,
        standard.unless,
        standard.note,
        standard.not_mechanical,
        getattr(standard.live, "what", None),
    ):
        assert told is None or (told.en.strip() and told.fr.strip() and told.en != told.fr)
    days = [day for day in (standard.since, standard.due, standard.until) if day]
    assert days == sorted(days)
    assert (standard.seen is Seen.OURS) == (standard.status is Status.OURS) == (standard.pack == "best")


@pytest.mark.parametrize("standard", ALL, ids=lambda standard: standard.id)
def test_an_unverified_text_never_makes_an_error(standard):
    assert standard.binding == (standard.status in BINDING and standard.seen not in (Seen.PRESS, Seen.MEMORY))


def test_a_demand_that_changes_is_asked_once_on_each_day():
    repair = next(standard for standard in ALL if standard.id == "uk.autocomp.repair")
    for day in (date(2026, 3, 31), date(2026, 4, 1)):
        clocks = [demand for demand in repair.asks if demand.fact.name == "promise" and demand.holds_on(day)]
        assert len(clocks) == 1
    assert [str(d.want.else_.credit[0]) for d in repair.asks if d.fact.name == "promise"] == [
        "8 GBP",
        "10.34 GBP",
    ]


def test_each_pack_of_a_market_is_there():
    assert set(markets()) < set(pack_names())
    assert [name for name in pack_names() if name not in markets()] == ["best", "guar", "norm"]
    assert all(re.fullmatch("[A-Z]{2}", country) for countries in markets().values() for country in countries)
    assert len(markets()["eu"]) == 27


def test_contradictions_name_rules_of_different_packs():
    ids = {standard.id for standard in ALL}
    for pair in contradictions():
        assert {pair.one, pair.other} <= ids
        assert pair.one.split(".")[0] != pair.other.split(".")[0]
        assert pair.why.en != pair.why.fr
    found = {frozenset((pair.one, pair.other)) for pair in contradictions()}
    assert frozenset(("pt.dl134.fifo_no_ads", "es.10-2025.10-5_6")) in found
    assert frozenset(("pt.dl134.record_90d", "es.10-2025.12.recording")) in found


def test_a_damaged_pack_says_where(tmp_path, monkeypatch):
    text = (packs.FOLDER / "il.yaml").read_text(encoding="utf-8")
    (tmp_path / "il.yaml").write_text(text.replace("certainty: medium", "certainty: quite"), encoding="utf-8")
    monkeypatch.setattr(packs, "FOLDER", tmp_path)
    pack.cache_clear()
    with pytest.raises(Unreadable) as raised:
        pack("il")
    pack.cache_clear()
    assert str(raised.value.faults[0].message) == "`quite` is not one of the words that can stand here."
    assert raised.value.faults[0].place.line == 1 + text[: text.index("certainty: medium")].count("\n")


STATUS = {"in_force": "in force", "adopted_future": "adopted"}


def test_nothing_was_lost_or_made_surer_than_the_data(data):
    given = yaml.safe_load((data / "standards.yaml").read_text(encoding="utf-8"))
    ours = {standard.id: standard for standard in ALL if standard.pack != "best"}
    assert {rule["id"] for rule in given["rules"]} == set(ours)
    for rule in given["rules"]:
        mine = ours[rule["id"]]
        assert (mine.cite, mine.seen.value, mine.certainty) == (
            rule["cite"],
            rule["seen"],
            rule["certainty"],
        ), rule["id"]
        assert mine.status.value == STATUS.get(rule["status"], rule["status"]), rule["id"]
        assert (mine.live is not None) == ("M" in rule["check"]), rule["id"]
        known = set(given["facts"]["live"])
        assert mine.live is None or set(mine.live.events) <= known, rule["id"]


STATIC_ELSEWHERE = {  # static in the data, and why no demand stands for it here
    "us.nyc.on_the_way": "the charter has no word for a notice that the technician is on the way",
    "eu.gdpr.12-3": "the charter has no word for rights over data",
    "norm.itil": "the charter does not mark the question that decides about priority",
}


def test_each_static_rule_of_the_data_is_decided_or_says_why_not(data):
    given = yaml.safe_load((data / "standards.yaml").read_text(encoding="utf-8"))
    ours = {standard.id: standard for standard in ALL}
    without = {rule["id"] for rule in given["rules"] if "S" in rule["check"] and not ours[rule["id"]].asks}
    assert without == set(STATIC_ELSEWHERE)
    assert all(ours[name].not_mechanical or ours[name].status is Status.HISTORIC for name in without)


def test_the_best_pack_is_the_twenty_five():
    numbers = [re.search(r"Possible best (\d+) ", standard.cite)[1] for standard in pack("best").rules]
    assert numbers == [str(number) for number in range(1, 26)]
    sources = {
        name
        for standard in pack("best").rules
        for name in re.search(r"\((.*)\)", standard.cite)[1].split(", ")
    }
    assert sources <= {standard.id for standard in ALL}
    live_only = [standard.id for standard in pack("best").rules if not standard.asks]
    assert live_only == ["best.person-in-30s", "best.busy"]
