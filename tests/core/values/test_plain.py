"""Values as plain JSON and back: a case in the middle of everything, a floor, and what does not fit."""

from __future__ import annotations

import dataclasses
import json
import threading

import pytest

from possible.charter import load
from possible.journey import turns
from possible.journey.case import Case
from possible.journey.force import InForce
from possible.journey.step import opened, step
from possible.values import Language, Refused
from possible.values.instant import read_instant
from possible.values.plain import from_plain, to_plain

START = read_instant("2026-12-07T09:10:00Z")


@pytest.fixture(scope="module")
def force():
    return InForce(load("charters/cest-possible"))


def test_a_case_in_the_middle_of_a_playbook_survives_being_written_down(force):
    case = opened(force, "1", "carter", Language("en"), START)
    for turn in (
        turns.Arrives(contact="k", line="service", language=Language("en")),
        turns.Says(contact="k", fact="problem", value="fault"),
        turns.Says(contact="k", fact="service", value="tv"),
        turns.Knows(contact="k", fact="outage", value="no"),
        turns.Says(contact="k", fact="picture", value="no"),
    ):
        case = step(force, case, turn, START).case
    assert case.talks[0].run.move.fact == "swaps"
    written = json.dumps(to_plain(Case, case))
    assert from_plain(Case, json.loads(written)) == case
    assert "credits" not in json.loads(written)  # what is as usual is left out


def test_what_does_not_fit_is_refused_with_its_kind():
    with pytest.raises(Refused, match="record of a Case"):
        from_plain(Case, {"id": "1"})
    with pytest.raises(Refused, match="record of a Case"):
        from_plain(Case, ["1"])


def test_a_class_that_two_threads_write_for_the_first_time_is_written_whole():
    """Whoever comes second while the parts are being looked up waits for nothing, and leaves nothing out."""
    first, inside, done = [True], threading.Event(), threading.Event()

    def slow_default():
        if first.pop() if first else False:
            inside.set()
            done.wait(10)
        return ()

    @dataclasses.dataclass(frozen=True)
    class Row:
        name: str
        later: tuple[str, ...] = dataclasses.field(default_factory=slow_default)

    row, written = Row("a", ("b",)), []
    thread = threading.Thread(target=lambda: written.append(to_plain(Row, row)))
    thread.start()
    assert inside.wait(10)
    written.append(to_plain(Row, row))
    done.set()
    thread.join()
    assert written == [{"name": "a", "later": ["b"]}] * 2
