"""`possible audit`, `possible receipt`, `possible measure`: text, JSON, French, a pipe, and what cannot be read."""

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from possible.cli.main import main
from possible.values import events as h
from possible.values.event_forms import line_of
from tests.core.audit.good import GOOD, changed

ROOT = Path(__file__).resolve().parents[3]
BROKEN = changed(h.AnswerGiven, 1, because="")


@pytest.fixture
def possible(capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    write("good.jsonl", GOOD)
    write("broken.jsonl", BROKEN)

    def run(*words):
        code = main([*words])
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


def write(name, events):
    lines = [line_of(event) for event in events]
    Path(name).write_text(
        "\n".join([lines[0], "", *lines[1:]]) + "\n", encoding="utf-8"
    )  # an empty line counts


def test_a_clean_stream_is_0_and_one_line(possible):
    assert possible("audit", "good.jsonl") == (
        0, f"good.jsonl: errors 0 · warnings 0 · estimates 0 · events {len(GOOD)}\n", "",
    )  # fmt: skip


def test_a_broken_law_names_the_line_of_its_event(possible):
    code, out, _ = possible("audit", "broken.jsonl", "--charter", str(ROOT / "charters/cest-possible"))
    line = BROKEN.index(next(event for event in BROKEN if getattr(event, "answer", "") == "no")) + 2
    assert code == 1
    assert out.splitlines()[:4] == [
        f"broken.jsonl:{line}:1  reasoned-no/no-reason-live",
        "  spare-connection is refused, and no reason is given.",
        "  path: we call (phone) → we called and reached them → marc (tv) answers in en → spare-connection: no",
        "  try: tell the row of the table: it has reason, alternative and appeal",
    ]


def test_json_names_the_event_itself(possible):
    code, out, _ = possible("audit", "broken.jsonl", "--format", "json")
    content = json.loads(out)
    (finding,) = content["findings"]
    assert code == 1
    assert content["counts"] == {"error": 1, "warning": 0, "estimate": 0}
    assert {key: finding[key] for key in ("rule", "event", "at", "contact", "case", "index")} == {
        "rule": "reasoned-no/no-reason-live", "event": "answer-given", "at": "2026-12-01T09:05:10.000Z",
        "contact": "k2", "case": "c1", "index": finding["line"] - 2,
    }  # fmt: skip


def test_an_estimate_is_no_error(possible):
    month = [replace(GOOD[-1], at=GOOD[0].at)]
    write("empty.jsonl", month)
    assert possible("audit", "empty.jsonl")[0] == 0


def test_standard_input_and_french(possible, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(Path("broken.jsonl").read_text(encoding="utf-8")))
    code, out, _ = possible("audit", "-", "--lang", "fr")
    assert code == 1
    assert "spare-connection est refusé, et aucune raison n’est donnée." in out
    assert "erreurs 1" in out


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "nonsense\n",
            "possible: Line 1: This is no JSON.\n  try: write one event as an object on each line\n",
        ),
        (
            line_of(GOOD[1]) + "\n" + line_of(GOOD[0]) + "\n",
            (
                "possible: Line 2: An event of 2026-12-01T09:00:00.000Z follows one of 2026-12-01T09:00:02.000Z.\n"
                "  try: sort the events by `at`\n"
            ),
        ),
    ],
)
def test_what_cannot_be_read_is_2(possible, text, told):
    Path("bad.jsonl").write_text(text, encoding="utf-8")
    assert possible("audit", "bad.jsonl") == (2, "", told)


@pytest.mark.parametrize("command", ["audit", "receipt", "measure"])
def test_no_file_and_no_text_are_2(possible, command):
    assert possible(command, "nowhere.jsonl") == (
        2,
        "",
        "possible: nowhere.jsonl: No such file or directory\n",
    )
    Path("bytes.jsonl").write_bytes(b"\xff\xfe\n")
    assert possible(command, "bytes.jsonl") == (2, "", "possible: bytes.jsonl is no text in UTF-8.\n")


def test_the_receipt_of_a_case(possible):
    code, out, _ = possible("receipt", "good.jsonl", "--case", "c1", "--timezone", "Europe/Paris")
    lines = out.splitlines()
    assert code == 0
    assert lines[:5] == [
        "Receipt of c1 (reference R1)",
        (
            "  2026-12-01 10:00 service (phone, en): 3 min 0 s in all · waited 1 min 0 s · in menus 10 s · on hold 10 s"
            " · handed on 20 s · spoke 1 min 20 s · ended: lost"
        ),
        "  2026-12-01 10:05 service (phone, en): 1 min 40 s in all · waited 2 s · spoke 1 min 38 s · ended: done",
        "  Waited 1 min 2 s, on hold or handed on 30 s; waiting cost nothing.",
        "  Calls: 0.34 EUR · remedies: 119 EUR · paid back: 32 EUR",
    ]
    assert "    repair, by 2026-12-03 10:00: kept" in lines
    assert (
        "    2026-12-01 10:05 spare-connection: no · because repair-is-faster · instead technician-visit"
        " · appeal quality" in lines
    )
    assert lines[-1] == "  Solved at 2026-12-02 12:45."


def test_the_receipt_of_a_customer_in_french_and_as_json(possible):
    code, out, _ = possible("receipt", "good.jsonl", "--customer", "carter", "--lang", "fr")
    assert code == 0
    assert out.startswith("Reçu de carter (référence R1)\n")
    code, out, _ = possible("receipt", "good.jsonl", "--customer", "carter", "--format", "json")
    (receipt,) = json.loads(out)["receipts"]
    assert receipt["in-all"]["lasted"] == 280_000
    assert receipt["fees"] == [{"cents": 11900, "currency": "EUR"}]
    assert receipt["promised"][0]["due"] == "2026-12-03T09:00:00.000Z"
    assert (
        sum(receipt["in-all"][kind] for kind in ("waited", "menu", "held", "transferred", "spoke")) == 280_000
    )


def test_nobody_of_that_name_is_2(possible):
    told = "possible: No event is of `c9`.\n  try: leave out --case and --customer to see all\n"
    assert possible("receipt", "good.jsonl", "--case", "c9") == (2, "", told)


def test_figures_with_their_formulas(possible):
    code, out, _ = possible("measure", "good.jsonl", "--within", "1 min", "--standard", "best")
    assert code == 0
    assert (
        "service-level  answered within 60 s of joining the queue ÷ offered (who gave up was not answered)\n"
        "  all           100 % (1/1)\n"
        "  language en   100 % (1/1)\n"
    ) in out
    assert "  not met: best.person-in-30s 2026-Q4 · 50 % (1/2) · ≤ 30 s · 90 % · worst 58 s\n" in out
    assert "    best.busy\n" in out


def test_figures_for_programs(possible):
    code, out, _ = possible(
        "measure", "good.jsonl", "--format", "json", "--charter", str(ROOT / "charters/cest-possible")
    )
    content = json.loads(out)
    assert code == 0
    figures = {(one["indicator"], one["by"], one["name"]): one for one in content["figures"]}
    assert figures["time-to-human", "language", "en"]["value"] == 70_000
    assert figures["promises-kept", "promise in", "repair 2026-12"]["value"] == 1.0
    states = {row["id"]: row["state"] for row in content["standards"]}
    assert states["best.language"] == "met"
    assert states["fr.su.supply_8d"] == "not measurable from events"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ["--within", "2 days"],
            "possible: A service level is a matter of seconds, minutes or hours, not `2 days`.\n",
        ),
        (["--timezone", "Paris"], "possible: `Paris` is no time zone; write `Europe/Paris`.\n"),
    ],
)
def test_settings_that_cannot_be_are_2(possible, words, told):
    assert possible("measure", "good.jsonl", *words) == (2, "", told)
