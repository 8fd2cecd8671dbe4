"""`possible explain`: the answer as the customer gets it, why, and what is still to be asked."""

import json
from pathlib import Path

import pytest

from possible.cli.main import main

ROOT = Path(__file__).resolve().parents[3]
GOOD, WAS = "charters/cest-possible", "charters/as-it-was"


@pytest.fixture(autouse=True)
def here(monkeypatch):
    monkeypatch.chdir(ROOT)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def explain(capsys):
    def run(*words: str) -> tuple[int, str, str]:
        code = main(["explain", *words])
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


def test_an_answer_is_told_with_its_row_and_its_facts(explain):
    code, out, err = explain(GOOD, "technician-visit", "outage=no", "fault=box", "swaps=1", "service=tv")
    lines = out.splitlines()
    assert (code, err) == (0, "")
    assert lines[0] == "technician-visit: visit, 0 EUR, because swap-did-not-help"
    assert lines[1].startswith(
        "  “A technician can come ‹window›. Price: €0.00, because the box has already been"
    )
    assert lines[2].startswith("  row         swap-was-in-vain  charters/cest-possible/charter.yaml:")
    assert lines[3:] == ["  facts       outage: no, fault: box, swaps: 1", "  not asked   service: tv"]


def test_the_customer_is_told_in_any_promised_language(explain):
    _, out, _ = explain(GOOD, "technician-visit", "outage=yes", "--language", "fr")
    assert "  “Nous ne vous proposons pas la visite d’un technicien, car la panne est sur notre réseau" in out
    assert "  instead     outage-news\n  appeal      supervisors → quality\n" in out


def test_messages_and_customer_have_each_their_language(explain):
    _, out, _ = explain(GOOD, "technician-visit", "outage=yes", "--language", "en", "--lang", "fr")
    assert "“We do not offer you" in out
    assert "  recours     supervisors → quality\n" in out
    _, out, _ = explain(GOOD, "technician-visit", "outage=yes", "--lang", "fr")
    assert "“Nous ne vous proposons pas" in out


def test_missing_facts_are_listed_in_the_order_to_ask(explain):
    code, out, _ = explain(GOOD, "leave-free")
    assert code == 0
    assert out.splitlines() == [
        "leave-free: not settled yet; facts are missing",
        "  1. reason        ask: “Why would you like to leave?”",
        "  2. months-left   look it up in the records",
        "  3. contacts      look it up in the records",
        "  4. days-without  look it up in the records",
    ]


def test_an_answer_that_depends_on_who_is_asked_is_told_for_each(explain):
    code, out, _ = explain(WAS, "technician-visit", "fault=home", "--language", "fr")
    assert code == 1
    assert "technician-visit: it depends on who is asked\n" in out
    assert "\ntv, technical, english-desk, accounts, counter: no\n" in out
    assert "\nevening-partner: visit, 119 EUR\n" in out
    assert "  In practice `tv` refuses it, whatever the table says: “Non, c’est pas possible.”\n" in out
    code, out, _ = explain(WAS, "technician-visit", "fault=home", "--team", "evening-partner")
    assert (code, out.splitlines()[0]) == (0, "technician-visit: visit, 119 EUR")


@pytest.mark.parametrize(
    ("words", "first"),
    [
        (("pay-later", "late-bills=1"), "pay-later: no row holds: nobody can say what the answer is"),
        (("bill-correction", "amount=10"), "bill-correction: several rows hold, and contradict one another"),
    ],
)
def test_no_answer_and_several_are_found(explain, words, first):
    code, out, _ = explain(WAS, *words)
    assert (code, out.splitlines()[0]) == (1, first)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ("pay-latr",),
            "possible: The charter has no question `pay-latr`.\n  try: did you mean `pay-later`?\n",
        ),
        (
            ("pay-later", "late-bill=1"),
            "possible: The charter has no fact `late-bill`.\n  try: did you mean `late-bills`?\n",
        ),
        (
            ("pay-later", "late-bills"),
            "possible: `late-bills` is no fact with a value.\n  try: write it as in `outage=no`\n",
        ),
        (
            ("pay-later", "late-bills=few"),
            "possible: late-bills=few: `few` is no number, sum, length of time or date.\n",
        ),
        (
            ("pay-later", "--team", "tvs"),
            "possible: The charter has no team `tvs`.\n  try: did you mean `tv`?\n",
        ),
        (
            ("pay-later", "--language", "de"),
            "possible: The charter does not promise the language `de`.\n  try: one of: `en`, `fr`\n",
        ),
    ],
)
def test_what_cannot_be_read_ends_with_two(explain, words, told):
    code, out, err = explain(WAS, *words)
    assert (code, out) == (2, "")
    assert err.startswith(told)


def test_a_charter_that_is_not_there(explain):
    code, out, err = explain("charters/nowhere", "pay-later")
    assert (code, out) == (2, "")
    assert "There is no such folder." in err


def test_programs_get_the_same(explain):
    code, out, _ = explain(
        GOOD, "technician-visit", "outage=yes", "service=tv", "--format", "json", "--language", "en"
    )
    found = json.loads(out)
    assert code == 0
    assert {
        key: found[key] for key in ("question", "status", "answer", "price", "because", "missing", "language")
    } == {
        "question": "technician-visit",
        "status": "answered",
        "answer": "no",
        "price": None,
        "because": "outage-under-repair",
        "missing": [],
        "language": "en",
    }
    assert found["instead"] == {"name": "outage-news", "section": "promises"}
    assert found["appeal"] == ["supervisors", "quality"]
    assert found["told"].startswith("We do not offer you a technician’s visit")
    assert (found["rows"][0]["id"], found["rows"][0]["file"]) == (
        "outage",
        "charters/cest-possible/charter.yaml",
    )
    assert (found["facts"], found["given"]) == ({"outage": "yes"}, {"outage": "yes", "service": "tv"})


def test_programs_get_what_is_missing(explain):
    _, out, _ = explain(GOOD, "leave-free", "reason=moving", "--format", "json", "--language", "fr")
    found = json.loads(out)
    assert (found["status"], found["answer"], found["told"]) == ("missing", None, None)
    assert found["missing"] == [{"fact": "months-left", "from": "records", "ask": "months-left"}]


def test_programs_get_each_team(explain):
    code, out, _ = explain(WAS, "technician-visit", "fault=home", "--format", "json")
    found = json.loads(out)
    assert (code, found["status"], found["refused_in_practice"]) == (1, "depends-on-who", ["tv", "technical"])
    assert [(one["teams"][0], one["answer"], one["price"]) for one in found["by_team"]] == [
        ("tv", "no", None),
        ("evening-partner", "visit", {"cents": 11900, "currency": "EUR"}),
    ]
