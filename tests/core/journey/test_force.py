"""What a charter in force remembers: the same answers as without, and never more than so many."""

from possible.charter import files_of, read
from possible.journey import force as forces
from possible.journey.force import InForce
from possible.values.instant import MINUTE, read_instant
from tools.lint import ROOT

GOOD = read(files_of(str(ROOT / "charters" / "cest-possible")), "good")
NINE = read_instant("2026-12-07T08:00:00Z")


def test_ever_new_facts_and_minutes_are_forgotten_again_and_change_no_answer(monkeypatch):
    monkeypatch.setattr(forces, "KEPT", 10)
    force = InForce(GOOD)
    asked = [{"fault": "box", "swaps": str(number)} for number in range(25)]
    given = [force.answer("box-exchange", facts) for facts in [*asked, *asked]]
    assert given == [InForce(GOOD).answer("box-exchange", facts) for facts in asked] * 2
    assert [force.number("swaps", str(number)) for number in range(25)] == list(range(25))
    spoken = [force.spoken(NINE + minute * MINUTE) for minute in range(25)]
    assert spoken == [InForce(GOOD).spoken(NINE + minute * MINUTE) for minute in range(25)]
    kept = (force._answers, force._values, force._classes)
    assert [0 < len(each) <= 10 for each in kept] == [True, True, True]
