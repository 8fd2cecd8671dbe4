"""Contacts that join no case, and hand-ons without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from possible.charter.steps import HandOn
from possible.check.law import Broken, Rule
from possible.check.written import first_written
from possible.values import N_, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from possible.charter.ways import Key
    from possible.check.subject import Subject

STAYS_BEHIND = "stays behind"


def forgets(subject: Subject) -> Iterator[Broken]:
    """Find that a new contact on the same matter begins again with nothing known."""
    charter = subject.charter
    joins = charter.cases.joins
    if joins is None or not joins.count:
        message = sentence(N_("A new contact joins no case: each call begins again."))
        place = first_written(charter, ("cases", "joins"), ("cases",), ("lines",))
        way = (
            sentence(N_("a customer tells what is wrong")),
            sentence(N_("calls again the next day")),
            sentence(N_("nothing is known: all of it is asked again")),
        )
        yield Broken(place, message, way, sentence(N_("`joins: 60 days`")))


def stays_behind(subject: Subject) -> Iterator[Broken]:
    """Find hand-ons after which the customer must tell everything again."""
    charter = subject.charter
    for path, walk in charter.paths.items():
        for index, step in enumerate(walk.steps):
            if isinstance(step, HandOn) and step.case == STAYS_BEHIND:
                yield _left(subject, ("paths", path, "steps", str(index)), step.hand_on)
    for name, team in charter.teams.items():
        for index, act in enumerate(team.in_practice):
            if getattr(act, "case", "") == STAYS_BEHIND:
                yield _left(subject, ("teams", name, "in-practice", str(index)), getattr(act, "hand_on", ""))


def _left(subject: Subject, key: Key, team: str) -> Broken:
    message = sentence(
        N_("The customer is handed on to `{team}` and the case is not: they tell it all again."), team=team
    )
    place = subject.charter.place(*key, "case")
    return Broken(place, message, subject.way_to(*key), sentence(N_("leave `case: stays behind` out")))


CASE_FORGETS = Rule("case-forgets", N_("A new contact on the same matter joins its case."), forgets)
CASE_STAYS_BEHIND = Rule("case-stays-behind", N_("The case goes along with every hand-on."), stays_behind)
