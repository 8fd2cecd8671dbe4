"""The rules of `no-dead-end`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from possible.check import guided
from possible.check.law import Broken, Law, Rule, together
from possible.check.no_dead_end.ends import ended, hung_up, without_person
from possible.check.no_dead_end.keys import KEYS_UNHEARD
from possible.check.no_dead_end.names import dangling_names, never_reached, no_such_choice
from possible.journey import End
from possible.values import N_, Level, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from possible.check.subject import Subject


def no_way_out(subject: Subject) -> Iterator[Broken]:
    """Find where the company ends the contact and nothing good could be reached any more."""
    for found in hung_up(subject):
        if found.where:
            message = sentence(
                N_("From here no person, no answer and no dated promise can be reached: {why}."),
                why=found.about[0],
            )
            attempt = sentence(N_("promise a call-back, or lead on to a team that is there"))
            yield Broken(subject.charter.place(*found.where.key), message, found.way, attempt)


def no_person(subject: Subject) -> Iterator[Broken]:
    """Find where no person and no dated promise can be reached."""
    attempt = sentence(N_("give the path a `person:`"))
    for found in without_person(subject):
        if found.where:
            message = sentence(N_("From here no person and no dated promise can be reached."))
            yield Broken(subject.charter.place(*found.where.key), message, found.way, attempt)
    for found in ended(subject, End.DECLINED):
        text = N_("Who declines the answer to `{question}` reaches nobody.")
        message = sentence(text, question=found.about[0])
        yield Broken(subject.charter.place(*found.same), message, found.way, attempt)


def runs_out(subject: Subject) -> Iterator[Broken]:
    """Find paths that stop without an end."""
    for found in ended(subject, End.RAN_OUT):
        message = sentence(N_("Path `{path}` stops here, and nothing follows."), path=found.about[0])
        attempt = sentence(N_("end it with a `queue`, a `promise` or a `decide`"))
        yield Broken(subject.charter.place(*found.same), message, found.way, attempt)


def closed_unanswered(subject: Subject) -> Iterator[Broken]:
    """Find teams that are closed at some hour, without a word of what follows then."""
    for found in ended(subject, End.CLOSED):
        message = sentence(
            N_("Team `{team}` is not always there, and nothing says what follows when it is closed."),
            team=found.about[0],
        )
        attempt = sentence(
            N_("write `closed:` under `waiting`, or at the step: a promise to call back, another team")
        )
        yield Broken(subject.charter.place(*found.same), message, found.way, attempt)


LAW = Law(
    "no-dead-end",
    N_("From every situation the caller can force a person, an answer or a dated promise."),
    (
        Rule("no-way-out", N_("no good end can be reached"), no_way_out),
        Rule("no-person", N_("no person and no dated promise can be reached"), no_person),
        Rule("runs-out", N_("no step follows"), together(runs_out, guided.runs_out_steps)),
        Rule(
            "no-such-choice", N_("a value without a way on"), together(no_such_choice, guided.missing_cases)
        ),
        Rule("closed-unanswered", N_("a closed team, and nothing follows"), closed_unanswered),
        KEYS_UNHEARD,
        Rule(
            "dangling",
            N_("a way on to something that does not exist"),
            together(dangling_names, guided.dangling_steps),
        ),
        Rule("unchecked-action", N_("an action that nothing looks at afterwards"), guided.unchecked_actions),
        Rule("toggle", N_("a playbook that switches over where it should set"), guided.toggles),
        Rule("never-solves", N_("a playbook that can neither solve nor hand on"), guided.never_solves),
        Rule(
            "never-reached",
            N_("a path, step, team or playbook that nobody comes to"),
            together(never_reached, guided.never_reached_steps),
            Level.WARNING,
        ),
    ),
)
