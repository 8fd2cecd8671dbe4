"""What changed between two charters: every part, at its place, in the words of charters."""

from __future__ import annotations

import pytest

from possible.charter import digest, load
from possible.charter.compare import Change, changes, written
from tests.core.edits import CHARTERS, edited

GOOD = load(str(CHARTERS / "cest-possible"))
TECHNICIANS = "technicians:  {skills: [tv, internet], visits: yes, languages: {fr: visits, en: visits}"


@pytest.mark.parametrize(
    ("old", "new", "path", "was", "now"),
    [
        ("    fee: 119 EUR", "    fee: 99 EUR", ("remedies", "visit", "fee"), "119 EUR", "99 EUR"),
        ("  shops:  {mon-sat: 10:00-19:00}", "  shops:  {mon-fri: 10:00-19:00, sat: 10:00-12:00}", ("hours", "shops"), "{mon-sat: 10:00-19:00}", "{mon-fri: 10:00-19:00, sat: 10:00-12:00}"),
        ("contacts: under 3}, answer: swap", "contacts: under 2}, answer: swap", ("questions", "technician-visit", "rules", "box-first", "when", "contacts"), "under 3", "under 2"),
        ("quotes: {good-for: 14 days}", "quotes: {}", ("quotes", "good-for"), "14 days", None),
        ("share: 95 %, each: month", "share: 99.5 %, each: month", ("promises", "answered", "share"), "95 %", "99.5 %"),
        (TECHNICIANS, TECHNICIANS.replace("en: visits", "en: office"), ("teams", "technicians", "languages", "en"), "visits", "office"),
        ("selling-in-a-fault: no", "selling-in-a-fault: yes", ("declarations", "selling-in-a-fault"), "no", "yes"),
        ("  published: {where: pamplemousse.example/charte", "  published: {where: pamplemousse.example/promesse", ("declarations", "published", "where"), "pamplemousse.example/charte", "pamplemousse.example/promesse"),
        ("bill-error:   {is: [ours, none, unclear]", "bill-error:   {is: [ours, none, unclear, both]", ("facts", "bill-error", "is"), "[ours, none, unclear]", "[ours, none, unclear, both]"),
        ('  mediator: "turn, free', '  mediator: "You may turn, free', ("words", "en", "outside", "mediator"), "turn, free of charge, to the electronic communications ombudsman", "You may turn, free of charge, to the electronic communications ombudsman"),
    ],
)  # fmt: skip
def test_one_edit_is_one_change(old, new, path, was, now):
    charter = edited("cest-possible", old, new)
    assert changes(GOOD, charter) == (Change(path, was, now),)
    assert changes(charter, GOOD) == (Change(path, now, was),)


def test_a_change_stands_where_it_is_written():
    charter = edited(
        "cest-possible", "price: 119 EUR, because: fault-at-home", "price: 99 EUR, because: fault-at-home"
    )
    (change,) = changes(GOOD, charter)
    names = [rule.id for rule in charter.questions["technician-visit"].rules]
    index = str(names.index("at-home"))
    assert change.place(GOOD, charter) == charter.place(
        "questions", "technician-visit", "rules", index, "price"
    )


def test_what_is_gone_stands_in_the_old_charter():
    text = "      - decide: spare-connection\n"
    charter = edited("cest-possible", text, "")
    gone = [change for change in changes(GOOD, charter) if change.new is None]
    assert [(change.path[:3], change.old) for change in gone] == [
        (("paths", "internet-trouble", "steps"), "{decide: spare-connection}")
    ]
    assert gone[0].place(GOOD, charter) == GOOD.place(*gone[0].path)


def test_a_row_more_is_one_change_and_moves_no_other():
    row = "      - {id: more, when: {outage: no, fault: home, swaps: 9}, answer: no, because: not-the-box, instead: accounts}\n"
    first = "      - {id: nothing-found,"
    (change,) = changes(GOOD, edited("cest-possible", first, row + first))
    assert (change.path[-1], change.old) == ("more", None)
    assert (
        change.new
        == "{id: more, when: {outage: no, fault: home, swaps: 9}, answer: no, because: not-the-box, instead: accounts}"
    )


def test_another_order_of_rows_is_told_as_an_order():
    text = (CHARTERS / "cest-possible" / "charter.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
    ours, unclear = (
        next(line for line in text if f"id: {name}," in line) for name in ("our-error", "unclear")
    )
    (change,) = changes(GOOD, edited("cest-possible", ours + unclear, unclear + ours))
    assert change.path == ("questions", "bill-correction", "rules")
    assert (change.old.split(", ")[:2], change.new.split(", ")[:2]) == (
        ["our-error", "unclear"],
        ["unclear", "our-error"],
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("quotes: {good-for: 14 days}", "quotes:   # for all\n  good-for: 14 days"),
        ("credits: {paid-within: 30 days, unasked: yes}", "credits: {unasked: yes, paid-within: 30 days}"),
        ("    takes: 90 min\n", "    takes: 1.5 h\n    price-told: before\n"),
    ],
)
def test_layout_order_of_names_and_what_is_built_in_are_no_change(old, new):
    charter = edited("cest-possible", old, new)
    assert changes(GOOD, charter) == ()
    assert digest(charter) == digest(GOOD)


@pytest.mark.parametrize("name", ["as-it-was", "legal-minimum-fr"])
def test_no_changes_exactly_when_the_charters_say_the_same(name):
    other = load(str(CHARTERS / name))
    assert changes(other, load(str(CHARTERS / name))) == ()
    assert len(changes(other, GOOD)) == len(changes(GOOD, other)) > 100
    assert all(change.place(other, GOOD).line for change in changes(other, GOOD) if change.path[0] != "words")


def test_a_part_is_written_as_a_charter_writes_it():
    assert written(GOOD.teams["technicians"]).startswith(
        "{skills: [tv, internet], languages: {fr: visits, en: visits}"
    )
    assert written(GOOD.facts["outage"]) == "{is: yes/no, from: records}"
    assert written(GOOD.hours_of("always")) == "always"
