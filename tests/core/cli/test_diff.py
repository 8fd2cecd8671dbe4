"""`possible diff`: what changed, and who now gets another answer; exit codes as those of diff(1)."""

import json
import shutil
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
def diff(capsys):
    def run(*words: str) -> tuple[int, str, str]:
        code = main(["diff", *words])
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


@pytest.fixture
def new(tmp_path):
    """Return a way to make a copy of the good charter with texts exchanged."""

    def make(*texts: str) -> str:
        folder = tmp_path / "new"
        shutil.copytree(GOOD, folder)
        text = (folder / "charter.yaml").read_text(encoding="utf-8")
        for old, put in zip(texts[::2], texts[1::2], strict=True):
            assert text.count(old) == 1
            text = text.replace(old, put)
        (folder / "charter.yaml").write_text(text, encoding="utf-8")
        return str(folder)

    return make


def test_the_same_charter_has_no_differences(diff, new):
    code, out, err = diff(GOOD, new("teams:\n", "# who is there\nteams:\n"))
    assert (code, err) == (0, "")
    assert out.startswith("no differences · digest ")


def test_a_new_price_is_told_with_those_who_pay_it(diff, new):
    folder = new("price: 119 EUR, because: fault-at-home", "price: 99 EUR, because: fault-at-home")
    code, out, _ = diff(GOOD, folder)
    lines = out.splitlines()
    assert code == 1
    assert lines[0] == "questions"
    assert lines[1].startswith(
        f"  technician-visit.rules.at-home.price was `119 EUR`, is `99 EUR`  {folder}/charter.yaml:"
    )
    assert lines[3:7] == [
        "Who now gets another answer",
        "  technician-visit",
        "    was `visit, 119 EUR, because fault-at-home`, is `visit, 99 EUR, because fault-at-home`",
        "      when outage: no, fault: home  for example outage=no fault=home swaps=0 contacts=0",
    ]
    assert lines[-1].startswith("changes 1 · questions answered otherwise 1 · digest ")


def test_a_change_of_words_and_hours_changes_no_answer(diff, new):
    code, out, _ = diff(GOOD, new("  shops:  {mon-sat: 10:00-19:00}", "  shops:  {mon-sat: 10:00-20:00}"))
    assert code == 1
    assert "  shops was `{mon-sat: 10:00-19:00}`, is `{mon-sat: 10:00-20:00}`" in out
    assert "Who now gets another answer" not in out


def test_teams_are_told_where_it_depends_on_them(diff, new):
    row = "{id: at-home,         when: {outage: no, fault: home}, "
    code, out, _ = diff(GOOD, new(row, row + "who: [tv], "))
    assert code == 1
    assert "    front-desk, network, " in out
    assert " answer: was `visit, 119 EUR, because fault-at-home`, is `no answer`\n" in out


def test_what_cannot_be_compared_is_said(diff, new):
    folder = new(
        "minutes-late: {is: 0 or more", "minutes-late: {is: 0 EUR or more",
        "{minutes-late: 0}", "{minutes-late: 0 EUR}", "{minutes-late: 1 or more}", "{minutes-late: 0.01 EUR or more}",
    )  # fmt: skip
    _, out, _ = diff(GOOD, folder)
    assert "  technician-late: not compared, `minutes-late` is of another kind now\n" in out


def test_programs_get_the_same(diff, new):
    code, out, _ = diff(GOOD, new("    fee: 119 EUR", "    fee: 139 EUR"), "--format", "json")
    found = json.loads(out)
    assert (code, found["same"], found["answers"], found["not_compared"], found["incomplete"]) == (
        1,
        False,
        [],
        [],
        [],
    )
    (change,) = found["changes"]
    assert (change["path"], change["old"], change["new"]) == (
        ["remedies", "visit", "fee"],
        "119 EUR",
        "139 EUR",
    )
    assert found["digests"]["old"] != found["digests"]["new"]


def test_programs_get_examples(diff):
    code, out, _ = diff(WAS, GOOD, "--format", "json")
    found = json.loads(out)
    assert code == 1
    one = next(one for one in found["answers"] if one["question"] == "pay-later" and not one["old"])
    assert one["new"][0]["answer"] == "instalments"
    assert one["when"][0]["example"]["late-bills"] == "1"


def test_a_charter_that_cannot_be_read_ends_with_two(diff, new):
    code, out, err = diff(GOOD, new("charter: 1\n", "charter: 2\n"))
    assert (code, out) == (2, "")
    assert "reading/wrong-value" in err


def test_in_french(diff, new):
    _, out, _ = diff(GOOD, new("    fee: 119 EUR", "    fee: 139 EUR"), "--lang", "fr")
    assert "  visit.fee\u00a0: `119 EUR` devient `139 EUR`" in out
