"""Open cases and complaints in which the company may wait for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

from possible.check.law import Broken, Rule
from possible.check.written import first_written
from possible.values import N_, Sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from possible.charter.promises import CaseWait
    from possible.check.subject import Subject

_FOR_EVER = sentence(N_("it waits, and nothing ends the wait"))


def case_waits(subject: Subject) -> Iterator[Broken]:
    """Find states of a case without a limit or without what follows it, and cases without any states."""
    charter = subject.charter
    attempt = sentence(N_("write {example}"), example="`{at-most: 1 day, then: …}`")
    if not charter.cases.waits:
        message = sentence(N_("Nothing says how long an open case may wait, nor what follows."))
        place = first_written(charter, ("cases",), ("lines",))
        yield Broken(
            place, message, (), sentence(N_("name its states under `waits`, each with `at-most` and `then`"))
        )
    for state, wait in charter.cases.waits.items():
        if wait.at_most is None or not wait.then:
            lacks = "at-most" if wait.at_most is None else "then"
            message = sentence(
                N_("A case may stay in `{state}` for ever: there is no `{key}`."), state=state, key=lacks
            )
            yield Broken(charter.place("cases", "waits", state), message, _way(state, wait), attempt)


def _way(state: str, wait: CaseWait) -> tuple[Sentence, ...]:
    start = sentence(N_("a case is in `{state}`"), state=state)
    if wait.at_most is None:
        return start, _FOR_EVER
    return start, sentence(N_("{limit} go by"), limit=wait.at_most.said), sentence(N_("nothing follows"))


def rung_without_time(subject: Subject) -> Iterator[Broken]:
    """Find rungs of the complaints ladder that may take for ever."""
    charter = subject.charter
    for index, rung in enumerate(charter.complaints.ladder):
        if rung.within is None:
            message = sentence(N_("`{team}` may take for ever over a complaint."), team=rung.who)
            attempt = sentence(N_("`within: 5 working days`"))
            way = (sentence(N_("a complaint goes to `{team}`"), team=rung.who), _FOR_EVER)
            yield Broken(charter.place("complaints", "ladder", str(index)), message, way, attempt)


CASE_WAITS_FOR_EVER = Rule(
    "case-waits-for-ever",
    N_("Every state of an open case has a limit, and something follows it."),
    case_waits,
)
RUNG_WITHOUT_TIME = Rule(
    "rung-without-time", N_("Every rung of the complaints ladder has a time."), rung_without_time
)
