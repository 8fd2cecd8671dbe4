"""Random playbooks, sound and broken, and random answers, silence included."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from possible.charter import Charter, Unreadable, read
from possible.playbooks import Agree, Ask, Do, Observation, Reply, Run, Seen
from possible.playbooks.interpreter import fact_of
from tests.core.playbooks.small import CHARTER

if TYPE_CHECKING:
    from collections.abc import Iterator

FACTS = {"a": ["x", "y"], "b": ["x", "y", "z"], "c": ["unknown", "x"]}
NAMES = [f"s{number}" for number in range(6)]
BOOKS = ("one", "two", "three")
WAYS = st.sampled_from([*NAMES, "next", "nowhere"])
MAYBE_WAY = st.one_of(st.just(""), WAYS)
VALUES = st.sampled_from([(fact, value) for fact, values in FACTS.items() for value in values])


@st.composite
def step(
    draw: st.DrawFn, name: str, *, tidy: bool, later: list[str], books: tuple[str, ...]
) -> dict[str, object]:
    """Draw one step; a tidy one names later steps only and leaves no case out."""
    way = st.sampled_from(later) if tidy else WAYS
    maybe = st.one_of(st.just(""), way)
    match draw(st.sampled_from(["ask", "ask", "do", "do", "play", "decide", "conclude", "hand-on"])):
        case "ask":
            fact = draw(st.sampled_from([*FACTS, "swaps"]))
            values = FACTS.get(fact, ["0", "1 or more"])
            kept = values if tidy else draw(st.lists(st.sampled_from(values), unique=True))
            found = {"ask": fact, "to": {value: draw(way) for value in kept}, "else": draw(maybe)}
            return _plain(name, found | ({"again": "yes"} if draw(st.integers(0, 5)) == 0 else {}))
        case "do":
            fact, value = draw(VALUES)
            checks = draw(
                st.sampled_from([{}, {"so-that": {fact: value}}, {"sets": {fact: value}, "consent": "reset"}])
            )
            otherwise = draw(way) if tidy and checks else draw(maybe)
            by = draw(st.sampled_from(["customer", "agent", "system"]))
            return _plain(name, {"do": "restart", "by": by, "then": draw(maybe), "else": otherwise} | checks)
        case "play":
            book = draw(st.sampled_from([*books, *([] if tidy else ["none"])]))
            return _plain(name, {"play": book, "solved": draw(maybe), "else": draw(maybe)})
        case "decide":
            to = {answer: draw(way) for answer in ("new-box", "no")} if draw(st.booleans()) else {}
            return _plain(name, {"decide": "swap", "to": to, "else": draw(maybe)})
        case "conclude":
            return {"name": name, "conclude": {"fault": draw(st.sampled_from(["box", "unknown"]))}}
        case _:
            return {
                "name": name,
                "hand-on": draw(st.sampled_from(["experts", *([] if tidy else ["nobody"])])),
            }


def _plain(name: str, found: dict[str, object]) -> dict[str, object]:
    return {"name": name} | {key: value for key, value in found.items() if value not in ("", {})}


@st.composite
def charters(draw: st.DrawFn, *, tidy: bool | None = None) -> Charter:
    """Draw a charter of up to three playbooks that may play one another."""
    neat = draw(st.booleans()) if tidy is None else tidy
    files = {"charter.yaml": CHARTER.encode()}
    books = BOOKS[: draw(st.integers(1, 3))]
    for book in books:
        names = NAMES[: draw(st.integers(1, 5))]
        steps = [
            draw(step(name, tidy=neat, later=[*names[at + 1 :], "last"], books=books))
            for at, name in enumerate(names)
        ]
        if neat or draw(st.booleans()):
            steps.append({"name": "last", "conclude": {"fault": "none"}})
        goal = dict([draw(VALUES)]) if draw(st.booleans()) else {}
        facts = {fact: {"is": values, "from": "customer"} for fact, values in FACTS.items()}
        text = {"playbook": book, "goal": goal, "facts": facts, "steps": steps}
        files[f"playbooks/{book}.yaml"] = json.dumps(text).encode()
    try:
        return read(files, "random")
    except Unreadable as unreadable:
        raise AssertionError(str(unreadable)) from None


def answers(charter: Charter, run: Run) -> list[Observation]:
    """Return everything that can be told to a run at its move, every value and every kind of silence."""
    match run.move:
        case Ask(fact=fact):
            declared = fact_of(charter, run.top.playbook, fact)
            values = declared.domain.values or ("0", "1", "5")
            return [*(Seen(value) for value in values), Reply.UNKNOWN, Reply.SILENCE]
        case Agree():
            return [Seen("yes"), Seen("no"), Reply.UNKNOWN, Reply.SILENCE]
        case Do():
            return [Reply.DONE, Reply.UNABLE, Reply.UNKNOWN, Reply.SILENCE]
        case _:
            return []


def told(charter: Charter, run: Run, choose: st.DataObject) -> Iterator[tuple[Run, Observation]]:
    """Yield the runs of a random caller, each with what it is told, to its end."""
    from possible.playbooks import advance

    while choices := answers(charter, run):
        observation = choose.draw(st.sampled_from(choices))
        yield run, observation
        run = advance(charter, run, observation)
    yield run, Reply.SILENCE
