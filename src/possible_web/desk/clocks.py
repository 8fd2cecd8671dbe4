"""The promises of a case with their clocks, as an agent reads them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from possible.journey.case import Case
from possible.journey.force import InForce
from possible.promises import Clock, is_rung, promise_of
from possible.values import sentence
from possible_web.desk.words import Times, Words
from possible_web.keeping import gaps
from possible_web.pages.bills import OBJECTION
from possible_web.pages.said import say_html

_GAP = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise: `state` is `running`, `kept` or `late`; `share`: per mille of its time that has passed.

    `told`: it is kept by telling the customer where the matter stands.
    """

    id: str
    said: str
    state: str
    due: int | None
    left: int
    share: int
    told: bool


def filled(text: str, fills: Mapping[str, str]) -> str:
    """Return a sentence of the charter with the gaps that are known; the others as `‹name›`."""
    return _GAP.sub(lambda gap: str(fills.get(gap[1], f"‹{gap[1]}›")), text)


def promises_of(force: InForce, case: Case, words: Words, times: Times) -> list[Promise]:
    """Return the promises of a case that run or were broken, the next one first."""
    found = [_promise(force, case, clock, words, times) for clock in case.clocks]
    return sorted(found, key=lambda each: (each.state != "late", each.due is None, each.due or 0))


def said_of(force: InForce, case: Case, clock: Clock, words: Words, times: Times) -> str:
    """Return what was promised, in the charter's words, with the window of the visit that it is about."""
    if is_rung(clock.promise):
        return say_html(sentence(OBJECTION)).unescape()
    visit = next((each for each in case.visits if each.clock == clock.id), None)
    window = times.window(visit.starts, visit.ends) if visit else ""
    fills = gaps.of_promise(force, clock, window, case.owner, words.language)
    return filled(words.text("promises", clock.promise) or clock.promise, fills)


def _promise(force: InForce, case: Case, clock: Clock, words: Words, times: Times) -> Promise:
    due = clock.due
    late = clock.broken or (due is not None and due < times.now)
    whole = max(1, (due or times.now) - clock.started)
    return Promise(
        id=clock.id,
        said=said_of(force, case, clock, words, times),
        state="late" if late else "running",
        due=due,
        left=(due - times.now) if due is not None else 0,
        share=min(1000, max(0, (times.now - clock.started) * 1000 // whole)),
        told=promise_of(force.charter, clock.promise).until == "told",
    )
