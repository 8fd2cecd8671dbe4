"""`possible slots` and `possible improve`, as somebody at a terminal meets them."""

import json
from pathlib import Path

import pytest

from possible.cli.run import run
from possible.dispatch.planfile import read_plan

PLANS = Path(__file__).parents[3] / "examples" / "plans"
PARIS, CARTER = str(PLANS / "paris.json"), str(PLANS / "carter.json")


def test_carter_hears_which_windows_she_can_have(capsys):
    assert run(["slots", PARIS, "--visit", CARTER, "--verify"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "Visit carter, 60 minutes:"
    assert said[1] == "  2026-12-23 08:00-10:00  possible: Amadou, who speaks en, 9 minutes more on the road"
    assert said[2].startswith("    proof (between two visits): 08:15 carter · 09:36 v6")
    assert any(
        "2026-12-23 14:00-16:00  possible: Julie, who does NOT speak en (say so)" in line for line in said
    )
    assert "  2026-12-26 14:00-16:00  impossible: Nobody who works then has the skill: tv." in said


def test_in_french(capsys):
    run(["slots", PARIS, "--visit", CARTER, "--lang", "fr"])
    said = capsys.readouterr().out
    assert "Amadou, qui parle en, 9 minutes de route en plus" in said
    assert "Personne de ceux qui travaillent alors n’a la compétence\xa0: tv." in said


def test_in_json_with_one_window(capsys):
    window = "2026-12-24T08:00/2026-12-24T10:00"
    assert run(["slots", PARIS, "--visit", CARTER, "--window", window, "--format", "json", "--verify"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [answer["answer"] for answer in told["answers"]] == ["impossible"]
    assert told["answers"][0]["certificate"]["rule"] == "no-arrangement"


def test_a_reservation_is_a_stop_in_the_written_plan(tmp_path, capsys):
    kept = tmp_path / "kept.json"
    assert run(["slots", PARIS, "--visit", CARTER, "--reserve", "5", "--output", str(kept)]) == 0
    plan = read_plan(kept.read_text(encoding="utf-8")).plan
    assert plan.visits["carter"].held_until is not None
    assert plan.home_of("carter").technician == "amadou"
    capsys.readouterr()
    assert run(["slots", str(kept), "--visit", CARTER]) == 2
    assert "Visit carter is in the plan already." in capsys.readouterr().err


def test_a_deep_search_answers_within_its_seconds(capsys):
    code = run(["slots", PARIS, "--visit", CARTER, "--tier", "deep", "--seconds", "0.2", "--format", "json"])
    answers = json.loads(capsys.readouterr().out)["answers"]
    assert code == 0
    assert {answer["answer"] for answer in answers} <= {"possible", "not found yet", "impossible"}


def test_improving_keeps_every_promise_and_tells_what_became_of_it(tmp_path, capsys):
    better = tmp_path / "better.json"
    words = ["improve", PARIS, "--seconds", "0.3", "--engines", "own", "--output", str(better)]
    assert run(words) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("2026-12-23 own: 312 → ")
    assert said[-1].endswith("minutes on the road; every promise is kept.")
    before, after = (read_plan(Path(name).read_text(encoding="utf-8")).plan for name in (PARIS, str(better)))
    assert after.visits == before.visits
    assert sorted(v for r in after.routes.values() for v in r) == sorted(
        v for r in before.routes.values() for v in r
    )


def test_improving_in_json_and_one_day(capsys):
    words = [
        "improve",
        PARIS,
        "--seconds",
        "0.1",
        "--engines",
        "own",
        "--day",
        "2026-12-23",
        "--format",
        "json",
    ]
    assert run(words) == 0
    told = json.loads(capsys.readouterr().out)
    assert [verdict["day"] for verdict in told["verdicts"]] == ["2026-12-23"]
    assert told["after"] <= told["before"]


WRONG = {
    "no file": (["slots", "no.json", "--visit", CARTER], "no.json"),
    "no plan": (["slots", CARTER, "--visit", CARTER], "there is no key `id` here"),
    "no json": (["slots", PARIS, "--visit", "{"], "The visit is no JSON."),
    "visit": (["slots", PARIS, "--visit", '{"id": "x"}'], "visit: the key `at` is missing."),
    "window": (["slots", PARIS, "--visit", CARTER, "--window", "now"], "--window: a time such as"),
    "window back": (
        ["slots", PARIS, "--visit", CARTER, "--window", "2026-12-24T10:00/2026-12-24T08:00"],
        "ends before it starts",
    ),
    "reserve": (["slots", PARIS, "--visit", CARTER, "--reserve", "5"], "A reservation needs --output"),
    "day": (["improve", PARIS, "--day", "2026-12-25"], "Nobody works on 2026-12-25"),
    "engine": (["improve", PARIS, "--engines", "magic"], "There is no engine `magic`."),
    "server": (["improve", PARIS, "--osrm", "ftp://x"], "No travel times from ftp://x"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_read_is_said_and_ends_with_2(name, capsys):
    words, expected = WRONG[name]
    assert run(words) == 2
    assert expected in capsys.readouterr().err


def test_a_binary_plan_is_no_plan(tmp_path, capsys):
    file = tmp_path / "plan.json"
    file.write_bytes(b"\xff\xfe\x00")
    assert run(["slots", str(file), "--visit", CARTER]) == 2
    assert "is no text in UTF-8" in capsys.readouterr().err
