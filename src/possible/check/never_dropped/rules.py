"""The three ways in which a customer is dropped: hung up on, cut off, closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from possible.charter.promises import CUSTOMER_AGREES
from possible.charter.steps import HangUp
from possible.check.law import Broken, Rule
from possible.check.written import first_written
from possible.values import N_, Sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from possible.check.subject import Subject

LIVE = ("phone", "chat", "video")
A_CALL = ("called", "person", "connected")
_NOBODY_CALLS = sentence(N_("nobody calls back"))


def hangs_up(subject: Subject) -> Iterator[Broken]:
    """Find the steps and the habits with which the company ends a contact and owes nothing."""
    attempt = sentence(N_("give a dated promise instead, or wait for a person"))
    for path, walk in subject.charter.paths.items():
        for index, step in enumerate(walk.steps):
            if isinstance(step, HangUp):
                key = ("paths", path, "steps", str(index), "hang-up")
                message = sentence(N_("The company hangs up (`{why}`) and owes nothing."), why=step.hang_up)
                way = (*subject.way_to(*key), _hung_up(step.hang_up))
                yield Broken(subject.charter.place(*key), message, way, attempt)
    yield from _people_hang_up(subject)


def _hung_up(why: str) -> Sentence:
    return sentence(N_("they hang up: {why}"), why=why)


def _people_hang_up(subject: Subject) -> Iterator[Broken]:
    for name, team in subject.charter.teams.items():
        for index, act in enumerate(team.in_practice):
            why = getattr(act, "hang_up", "")
            if why:
                key = ("teams", name, "in-practice", str(index), "hang-up")
                message = sentence(
                    N_("People of `{team}` hang up (`{why}`) and owe nothing."), team=name, why=why
                )
                attempt = sentence(N_("take the habit out, and promise to call back where a talk must end"))
                yield Broken(
                    subject.charter.place(*key), message, (*subject.way_to(*key), _hung_up(why)), attempt
                )


def line_lost(subject: Subject) -> Iterator[Broken]:
    """Find that a lost connection starts no promise, or one that brings no call back."""
    charter = subject.charter
    name = charter.cases.lost_connection
    attempt = sentence(N_("`lost-connection: …`, a promise from `line lost` until `called`"))
    if not name and any(line.channel in LIVE for line in charter.lines.values()):
        message = sentence(N_("When the line is lost nobody calls back: there is no `lost-connection`."))
        way = (sentence(N_("a customer is talking to us")), sentence(N_("the line is lost")), _NOBODY_CALLS)
        yield Broken(first_written(charter, ("cases",), ("lines",)), message, way, attempt)
    elif name and charter.promises[name].until not in A_CALL:
        message = sentence(
            N_("When the line is lost, `{promise}` starts, which ends with `{until}`: nobody calls back."),
            promise=name, until=charter.promises[name].until,
        )  # fmt: skip
        way = (sentence(N_("a customer is talking to us")), sentence(N_("the line is lost")), _NOBODY_CALLS)
        yield Broken(charter.place("cases", "lost-connection"), message, way, attempt)


def closes_alone(subject: Subject) -> Iterator[Broken]:
    """Find that a case closes without the customer's agreement."""
    charter = subject.charter
    if charter.cases.closes != CUSTOMER_AGREES:
        message = sentence(
            N_("A case closes `{when}`, whether the customer agrees or not."), when=charter.cases.closes
        )
        attempt = sentence(N_("`closes: customer agrees`, and a question to them after a while"))
        way = (
            sentence(N_("a case is open")),
            sentence(N_("`{when}`"), when=charter.cases.closes),
            sentence(N_("the case is closed, and the customer was not asked")),
        )
        yield Broken(charter.place("cases", "closes"), message, way, attempt)


RULES = (
    Rule("hangs-up", N_("The company ends no contact and owes nothing."), hangs_up),
    Rule("line-lost", N_("A lost connection opens a callback."), line_lost),
    Rule("closes-alone", N_("A case ends only when the customer agrees."), closes_alone),
)
