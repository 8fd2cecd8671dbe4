"""`possible check`: exit codes, the three forms, what is told and what is left out."""

import json
import re
from pathlib import Path

import pytest

from possible.check import LAWS
from possible.cli.main import main

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(autouse=True)
def here(monkeypatch):
    monkeypatch.chdir(ROOT)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def possible(capsys):
    def run(*words: str) -> tuple[int, str, str]:
        code = main(list(words))
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


GOOD, WAS, LEGAL = "charters/cest-possible", "charters/as-it-was", "charters/legal-minimum-fr"
TEXT = re.compile(r"^\S+(:\d+:\d+)?  [a-z-]+/[\w.-]+( \(\w+\))?\n  \S.*(\n  path: \S.*)?(\n  try: \S.*)?$")


def test_the_good_charter_holds(possible):
    code, out, err = possible("check", GOOD)
    assert (code, err) == (0, "")
    assert re.search(
        rf"^{GOOD}: errors 0 · warnings 0 · estimates 0 · digest [0-9a-f]{{12}}$", out, re.MULTILINE
    )


def test_the_charter_of_the_story_is_refuted(possible):
    code, out, _ = possible("check", WAS)
    assert code == 1
    *found, _standards, live, closing = out.rstrip("\n").split("\n\n")
    assert live.startswith("Measured live, which no check can prove:\n  fr.")
    assert all(TEXT.match(finding) for finding in found)
    assert any(
        finding.startswith(f"{WAS}/charter.yaml:129:9  no-loop/number-names-itself\n") for finding in found
    )
    assert re.match(rf"{WAS}: errors {len(found)} · warnings 0 · estimates 0 · digest ", closing)


@pytest.mark.parametrize(
    ("charters", "code"),
    [
        ((GOOD,), 0),
        ((LEGAL,), 1),
        ((GOOD, WAS), 1),
        (("nowhere",), 2),
        ((WAS, "nowhere", GOOD), 2),
        (("charters",), 2),
    ],
)
def test_of_several_charters_the_worst_code_counts(possible, charters, code):
    assert possible("check", *charters)[0] == code
    assert possible("check", *charters, "--format", "json")[0] == code
    assert possible("check", *charters, "--format", "sarif")[0] == code


def test_what_cannot_be_read_is_told_as_findings(possible):
    code, out, err = possible("check", "nowhere")
    assert (code, err) == (2, "")
    assert out == (
        "nowhere  reading/no-charter\n  There is no such folder.\n\nnowhere: cannot be read (faults: 1)\n"
    )
    content = json.loads(possible("check", "nowhere", "--format", "json")[1])
    assert content["findings"] == [
        {
            "law": "reading", "rule": "reading/no-charter", "level": "error", "file": "nowhere", "line": None,
            "column": None, "message": "There is no such folder.", "path": None, "try": None,
        }
    ]  # fmt: skip
    assert content["charters"][0] == {
        "charter": "nowhere", "company": None, "digest": None, "readable": False,
        "counts": {"error": 1, "warning": 0, "estimate": 0}, "live": [], "standards": [],
    }  # fmt: skip


def test_json_has_the_keys_that_were_promised(possible):
    content = json.loads(possible("check", WAS, LEGAL, "--format", "json")[1])
    assert list(content) == ["language", "findings", "charters", "counts"]
    assert {tuple(finding) for finding in content["findings"]} == {
        ("law", "rule", "level", "file", "line", "column", "message", "path", "try")
    }
    for finding in content["findings"]:
        assert finding["rule"].startswith(finding["law"] + "/")
        assert finding["level"] in ("error", "warning", "estimate")
        assert finding["path"] is None or (
            finding["path"] and all(isinstance(step, str) for step in finding["path"])
        )
    assert content["counts"]["error"] == sum(finding["level"] == "error" for finding in content["findings"])
    assert [charter["charter"] for charter in content["charters"]] == [WAS, LEGAL]
    assert all(len(charter["digest"]) == 64 for charter in content["charters"])


def test_each_pain_of_the_story_is_an_error_with_a_path_or_facts(possible):
    content = json.loads(possible("check", WAS, "--format", "json")[1])
    found = {finding["rule"]: finding for finding in content["findings"]}
    for rule in (
        "free-wait/paid-before-person",
        "free-wait/paid-on-hold",
        "no-loop/number-names-itself",
        "language-kept/nobody-speaks",
        "reasoned-no/no-reason",
        "reasoned-no/no-alternative",
        "one-answer/depends-on-who",
        "one-answer/two-answers",
        "never-dropped/hangs-up",
        "price-before/told-after",
        "never-dropped/closes-alone",
        "remedy-owed/nothing-owed",
        "every-wait-has-a-clock/queue-without-limit",
    ):
        assert found[rule]["level"] == "error", rule
        assert found[rule]["line"], rule
    for rule in ("free-wait/paid-on-hold", "no-loop/number-names-itself", "language-kept/nobody-speaks"):
        assert found[rule]["path"], rule


def test_sarif_is_whole(possible):
    content = json.loads(possible("check", WAS, "nowhere", "--format", "sarif")[1])
    assert content["version"] == "2.1.0"
    (run,) = content["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert {f"{law.name}/{rule.name}" for law in LAWS for rule in law.rules} < {rule["id"] for rule in rules}
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        (location,) = result["locations"]
        region = location["physicalLocation"].get("region")
        assert region is None or region["startLine"] >= 1 <= region["startColumn"]
        assert (region is None) == (result["ruleId"] == "reading/no-charter")
    pages = {rule["id"]: rule["help"]["markdown"] for rule in rules if "help" in rule}
    told_of = {r["ruleId"] for r in run["results"] if not r["ruleId"].startswith(("reading/", "standards/"))}
    assert set(pages) == told_of
    assert pages["no-loop/number-names-itself"].startswith("# ")
    text = next(r["message"]["text"] for r in run["results"] if r["ruleId"] == "no-loop/number-names-itself")
    assert [line.split(": ")[0] for line in text.splitlines()[1:]] == ["path", "try"]


def test_sarif_places_are_valid_uris(possible, tmp_path):
    folder = tmp_path / "a b é"
    assert possible("init", str(folder))[0] == 0
    (folder / "charter.yaml").write_text("charter: 1\n", encoding="utf-8")
    content = json.loads(possible("check", str(folder), "--format", "sarif")[1])
    places = {
        r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for r in content["runs"][0]["results"]
    }
    assert places == {f"{tmp_path}/a%20b%20%C3%A9/charter.yaml"}


@pytest.mark.parametrize("rule", ["no-loop", "no-loop/number-names-itself", "standards"])
def test_only_one_law_or_rule(possible, rule):
    content = json.loads(possible("check", WAS, "--rule", rule, "--format", "json")[1])
    assert content["findings"]
    assert all(rule in (finding["law"], finding["rule"]) for finding in content["findings"])


def test_several_rules(possible):
    words = ("--rule", "no-loop/number-names-itself", "--rule", "free-wait", "--format", "json")
    content = json.loads(possible("check", WAS, *words)[1])
    assert {finding["law"] for finding in content["findings"]} == {"no-loop", "free-wait"}


def test_a_charter_without_errors_of_the_law_asked_for_is_0(possible):
    assert possible("check", LEGAL, "--rule", "kept-slot")[0] == 0
    assert possible("check", LEGAL, "--rule", "free-wait")[0] == 1


def test_an_unknown_rule_is_told(possible):
    assert possible("check", GOOD, "--rule", "no-lop") == (
        2, "", "possible: There is no law or rule `no-lop`.\n  try: did you mean `no-loop`?\n",
    )  # fmt: skip


def test_what_to_try_is_in_every_form(possible, tmp_path):
    (tmp_path / "charter.yaml").write_text("chartr: 1\n", encoding="utf-8")
    content = json.loads(possible("check", str(tmp_path), "--format", "json")[1])
    assert "did you mean `charter`?" in {finding["try"] for finding in content["findings"]}
    assert "  try: did you mean `charter`?" in possible("check", str(tmp_path))[1]


def test_levels(possible, tmp_path):
    folder = tmp_path / "mine"
    possible("init", str(folder))
    charter = folder / "charter.yaml"
    charter.write_text(
        charter.read_text(encoding="utf-8").replace(
            "  news:", "  unused: {from: asked, until: told, within: 1 h, else: {credit: 1 EUR}}\n  news:"
        ),
        encoding="utf-8",
    )
    words = folder / "words" / "en.yaml"
    words.write_text(
        words.read_text(encoding="utf-8") + 'say:\n  never-said: "Never said."\n', encoding="utf-8"
    )

    def levels(*options: str) -> set[str]:
        content = json.loads(possible("check", str(folder), "--format", "json", *options)[1])
        return {finding["level"] for finding in content["findings"]}

    assert levels() == levels("--level", "estimate") >= {"error", "warning"}
    assert levels("--level", "warning") == {"error", "warning"}
    assert levels("--level", "error") == {"error"}


def test_a_standard_by_name_is_listed_with_citation_and_how_we_know_it(possible):
    code, out, _ = possible("check", GOOD, "--standard", "best")
    assert code == 0
    assert re.search(r"^  best +met \d+ · measured live \d+$", out, re.MULTILINE)
    assert re.search(r"^    met: best\.\S+ · .+ · our own$", out, re.MULTILINE)
    assert re.search(r"^    met: best\.\S+ · .+ · our own · a part is measured live$", out, re.MULTILINE)
    assert "  fr " not in out


def test_why_a_standard_does_not_apply_is_said(possible):
    out = possible("check", WAS, "--standard", "fr", "--rule", "standards")[1]
    assert re.search(
        r"^    not applicable: fr\.\S+ · .+\n      It is in force from \S+; the charter is of 2009-11-01\.$",
        out,
        re.MULTILINE,
    )
    rows = json.loads(possible("check", WAS, "--standard", "fr", "--format", "json")[1])["charters"][0][
        "standards"
    ]
    assert {row["state"] for row in rows if row["why"]} == {"not applicable"}


def test_standards_that_contradict_are_not_merged(possible):
    out = possible("check", GOOD, "--standard", "es", "--standard", "pt")[1]
    assert "\n  pt.dl134.record_90d and es.10-2025.12.recording contradict one another.\n" in out
    assert re.search(r"^  es +\S", out, re.MULTILINE)
    assert re.search(r"^  pt +\S", out, re.MULTILINE)
    assert "contradict" not in possible("check", GOOD, "--standard", "es")[1]


def test_the_american_and_the_french_standards(possible):
    assert possible("check", GOOD, "--standard", "fr", "--rule", "standards")[0] == 0
    assert possible("check", LEGAL, "--standard", "fr", "--rule", "standards")[0] == 0
    assert possible("check", GOOD, "--standard", "us-ny", "--rule", "standards")[0] == 1
    assert possible("check", WAS, "--standard", "best", "--rule", "standards")[0] == 1


def test_an_unknown_standard_is_told(possible):
    code, out, err = possible("check", GOOD, "--standard", "bets")
    assert (code, out) == (2, "")
    assert err.startswith("possible: There is no standard `bets`.\n")


def test_standards_in_json(possible):
    content = json.loads(possible("check", GOOD, "--standard", "fr", "--format", "json")[1])
    rows = content["charters"][0]["standards"]
    assert {row["pack"] for row in rows} == {"fr"}
    assert {tuple(row) for row in rows} == {
        ("id", "pack", "cite", "title", "status", "seen", "state", "why", "also-live")
    }
    assert content["charters"][0]["live"][0] == {
        "promise": "answered", "what": "from `first ring` until `person` within 90 s, in 95 %",
    }  # fmt: skip


def test_in_french(possible):
    code, out, _ = possible("check", WAS, "--lang", "fr")
    assert code == 1
    assert "\n  chemin" in out
    assert "\n  essayez" in out
    assert re.search(rf"^{WAS}\u00a0: erreurs \d+ · avertissements 0", out, re.MULTILINE)
    assert not re.search(r"^  (path|try):", out, re.MULTILINE)


def test_no_colour_in_a_pipe(possible):
    assert "\x1b" not in possible("check", WAS)[1]


def test_a_charter_must_be_named(possible):
    code, out, err = possible("check")
    assert (code, out) == (2, "")
    assert err.startswith("usage: possible check ")
