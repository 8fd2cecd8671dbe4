"""Who must be told what after a repair: sentences for customers and technicians, with the charter's
remedy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from possible.dispatch.plan import Window
from possible.dispatch.repair import Repaired, changes
from possible.dispatch.timetable import timetables
from possible.values.text import N_, Sentence, sentence

SENTENCES = {
    "other-technician": N_("{technician} will come instead, in the window that you were promised."),
    "other-language": N_(
        "{technician} will come instead, in the window that you were promised, "
        "but does not speak {language}. You may choose another window."
    ),
    "window-broken": N_(
        "We cannot keep the window that you were promised. You owe nothing for it, "
        "and what is due to you is: {remedy}. Choose another window, or a person who calls you."
    ),
    "not-come": N_(
        "Our technician did not come in the window that you were promised. What is due to you is: {remedy}."
    ),
    "come-as-promised": N_("{technician} will come today in the window that you were promised after all."),
    "you-were-away": N_(
        "Our technician rang and nobody opened. Nothing is charged for that. Choose another window."
    ),
    "new-route": N_("Your route has changed: {stops}."),
    "route-ends": N_("Somebody else takes over your visits."),
}


@dataclass(frozen=True, slots=True)
class Tell:
    """One message: to `customer` (of a visit) or `technician` (by id), which sentence, and what fills it.

    `windows` are the ones to offer with it; `remedy` is the charter's, by name.
    """

    to: str
    who: str
    key: str
    facts: Mapping[str, str] = field(default_factory=dict)
    windows: tuple[Window, ...] = ()
    remedy: str = ""

    def sentence(self) -> Sentence:
        """What is said, in English, with its key for the catalogues."""
        return sentence(SENTENCES[self.key], **self.facts)


def tells(
    repaired: Repaired,
    remedies: Mapping[str, str],
    offers: Mapping[str, Sequence[Window]] | None = None,
) -> list[Tell]:
    """All messages of a repair, customers first.

    `remedies` gives the charter's remedy for `window-broken`, `not-come`; `offers` the other windows that
    each open visit can have (from `slots`). KeyError when a remedy is needed and the charter names none.
    """
    told = [*_broken(repaired, remedies, offers or {}), *_changed(repaired)]
    return [*told, *_technicians(repaired)]


def _broken(
    repaired: Repaired, remedies: Mapping[str, str], offers: Mapping[str, Sequence[Window]]
) -> list[Tell]:
    found = []
    for visit in repaired.broken:
        if visit in repaired.away:
            found.append(Tell("customer", visit, "you-were-away", {}, tuple(offers.get(visit, ()))))
        else:
            remedy = remedies["not-come"]
            found.append(
                Tell("customer", visit, "not-come", {"remedy": remedy}, tuple(offers.get(visit, ())), remedy)
            )
    for visit in repaired.open:
        if visit not in repaired.broken:
            remedy = remedies["window-broken"]
            windows = tuple(offers.get(visit, ()))
            found.append(Tell("customer", visit, "window-broken", {"remedy": remedy}, windows, remedy))
    return found


def _changed(repaired: Repaired) -> list[Tell]:
    found = []
    people = repaired.plan.technicians
    for change in changes(repaired):
        who = people[change.after.technician]
        facts = {"technician": who.name or who.id}
        key = "come-as-promised" if change.visit in repaired.broken else "other-technician"
        if change.loses_language:
            key, facts = "other-language", {**facts, "language": repaired.plan.visits[change.visit].language}
        found.append(Tell("customer", change.visit, key, facts))
    return found


def _technicians(repaired: Repaired) -> list[Tell]:
    before, after = repaired.before, repaired.plan
    tables = timetables(after)
    found = []
    for key in sorted({*before.routes, *after.routes}):
        was = tuple(visit for visit in before.route(key) if visit not in repaired.done)
        now = after.route(key)
        if was == now:
            continue
        if not now:
            found.append(Tell("technician", key.technician, "route-ends"))
        elif tables.get(key) is not None:
            found.append(Tell("technician", key.technician, "new-route", {"stops": ", ".join(now)}))
    return found
