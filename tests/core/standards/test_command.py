"""`possible standards`: packs, laws, rules, as text, JSON and the page of the reference."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from possible.check.standards import standards
from possible.cli.main import main

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def possible(capsys, monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)

    def run(*words: str) -> tuple[int, str, str]:
        code = main(["standards", *words])
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


def test_all_packs(possible):
    code, out, _ = possible()
    assert code == 0
    assert (
        "\nfr    France: consumer code, postal and telecom code\n      rules 24 · static 21 · live 11 · not mechanical 0\n"
        in out
    )
    assert (
        "\nnorm  Voluntary norms and benchmarks\n      rules 8 · static 3 · live 5 · not mechanical 2\n"
        in out
    )


def test_one_pack_and_one_law(possible):
    _, out, _ = possible("de")
    assert out.startswith("de: Germany: TKG 2021\nTKG 2021. Section 58 covers")
    assert "\nde.tkg.115  TKG § 115 with § 3 no. 73\n" in out
    assert "\n  in force · from 2021-12-01 · text read · static + live\n" in out
    _, law, _ = possible("es-10-2025")
    assert law.count("\nes.10-2025.") == 22
    assert "to be met by 2026-12-28" in law


def test_one_rule(possible):
    code, out, _ = possible("pt.dl134.fifo_no_ads")
    assert code == 0
    assert out.splitlines() == [
        "pt.dl134.fifo_no_ads: Calls are taken in order of arrival; no advertising while waiting; no sending on to a dearer number without express consent.",
        "  DL 134/2009",
        "  in force · trade or lawyer's page read",
        "  version seen: DL 134/2009, DL 72-A/2010",
        "  asks of a charter: never-plays: [advertising]",
        "  asks of a charter: no-dearer-line: yes",
        "  measured live: discipline; hold content; transfer tariffs (call.human_answered, call.transfer)",
        "  not mechanical: The order in the queue: the charter language has no word for it.",
        "  note: Strict FIFO contradicts the Spanish priority for 65+ : pick per pack.",
        "  contradicts es.10-2025.10-5_6: Portugal takes calls strictly in order of arrival; Spain puts people of 65 and more and disabled people first.",
        "  contradicts uk.c5.priority_repair: Portugal takes calls strictly in order of arrival; the United Kingdom puts disabled customers with a need first.",
        "  seen in: scribd consolidated preamble, centrodecontacto.com, escritosdispersos, quereralem.pt",
    ]


def test_a_demand_says_from_when_until_when(possible):
    _, out, _ = possible("uk.c4.adr_6w")
    assert "  asks of a charter: outside-body: {after: 8 weeks, deadlock: yes} (until 2026-04-08)\n" in out
    assert "  asks of a charter: outside-body: {after: 6 weeks, deadlock: yes} (from 2026-04-08)\n" in out


def test_in_french(possible):
    _, out, _ = possible("--lang", "fr", "fr.conso.L224-38.free_wait")
    assert out.startswith(
        "fr.conso.L224-38.free_wait: Quand on appelle depuis le service téléphonique du même opérateur"
    )
    assert "\n  en vigueur · dès le 2008-06-01 · texte lu\n" in out
    main(["--lang", "en"])  # the language spoken is the process's


def test_an_unknown_name(possible):
    code, out, err = possible("es-10-2026")
    assert (code, out) == (2, "")
    assert err == "possible: There is no standard `es-10-2026`.\n  try: did you mean `es-10-2025`?\n"


def test_json_has_all_that_is_known(possible):
    _, out, _ = possible("--format", "json")
    told = json.loads(out)
    assert [rule["id"] for rule in told["standards"]] == [standard.id for standard in standards()]
    free = next(rule for rule in told["standards"] if rule["id"] == "fr.conso.L224-38.free_wait")
    assert {name: free[name] for name in ("pack", "status", "since", "until", "seen", "verified", "certainty", "static")} == {
        "pack": "fr", "status": "in force", "since": "2008-06-01", "until": None, "seen": "text", "verified": True,
        "certainty": "high", "static": ["free-in: {phases: [connect, menu, queue, transfer], networks: [own-network]}"],
    }  # fmt: skip
    assert free["live"]["events"] == ["call.charge", "call.human_answered", "call.transfer"]
    assert len(told["contradictions"]) == 6


def test_the_page_of_the_reference_is_what_the_command_prints():
    printed = subprocess.run(
        [sys.executable, "-m", "possible", "--lang", "en", "standards", "--format", "markdown"],
        capture_output=True, check=True, encoding="utf-8",
    ).stdout  # fmt: skip
    page = (ROOT / "docs" / "reference" / "standards.md").read_text(encoding="utf-8")
    assert page == printed, "make it anew: possible standards --format markdown > docs/reference/standards.md"
    for standard in standards():
        assert f"| `{standard.id}`<br>" in page
