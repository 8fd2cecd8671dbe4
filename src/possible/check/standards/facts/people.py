"""Who can be reached by those who need more: a supervisor, a way to complain, a relay for who cannot hear."""

from __future__ import annotations

from collections.abc import Iterator

from possible.charter import Charter
from possible.charter.kinds import ListOf, OneOf, Record, YesNo, key, record
from possible.charter.model import CHANNELS
from possible.charter.quantities import SPAN
from possible.charter.steps import Queue
from possible.check.law import Broken
from possible.check.standards.facts.reach import steps
from possible.check.standards.facts.register import fact
from possible.check.standards.said import sentence
from possible.check.standards.strictness import no_longer
from possible.check.subject import Subject
from possible.values import N_, Span


@record
class Supervisor:
    """How long one waits for a supervisor in the same contact, and how soon one calls back else."""

    wait: Span = key(SPAN, "the longest wait")
    called_within: Span = key(SPAN, "how soon the call comes")


@fact("supervisor", Record(Supervisor))
def supervisor(subject: Subject, want: Supervisor) -> Iterator[Broken]:
    """Who is not satisfied reaches a team of the complaints ladder in the same contact, or is called."""
    charter = subject.charter
    ladder = {rung.who for rung in charter.complaints.ladder}
    queues = [(at, step) for at, step in steps(charter) if isinstance(step, Queue) and step.queue in ladder]
    if not any(_soon(charter, step, want) for _, step in queues):
        text = N_("No path leads to a supervisor within {wait}, with a call back else.")
        at = queues[0][0] if queues else ("complaints", "ladder")
        yield Broken(charter.place(*at), sentence(text, wait=want.wait))


def _soon(charter: Charter, step: Queue, want: Supervisor) -> bool:
    wait = step.at_most or charter.waiting.at_most
    promise = charter.promises.get(step.then or charter.waiting.then)
    called = promise.within if promise and promise.until == "called" else None
    in_time = isinstance(called, Span) and no_longer(called, want.called_within)
    return bool(wait and no_longer(wait, want.wait) and in_time)


@fact("complaints-by", ListOf(OneOf(*CHANNELS)))
def complaints_by(subject: Subject, want: tuple[str, ...]) -> Iterator[Broken]:
    """Complaints are taken on each of these channels."""
    lines = subject.charter.lines.values()
    given = {line.channel for line in lines if not line.for_ or "complaints" in line.for_}
    lacking = [channel for channel in want if channel not in given]
    if lacking:
        message = sentence(N_("No line takes complaints by: {channels}."), channels=", ".join(lacking))
        yield Broken(subject.charter.place("lines"), message)


@fact("relay", YesNo())
def relay(subject: Subject, _want: bool) -> Iterator[Broken]:  # noqa: FBT001 - written `yes`
    """People who cannot hear or speak on the phone have a line by text or video, declared as `relay`."""
    charter = subject.charter
    access = charter.declarations.access
    line = charter.lines.get(access.relay) if access else None
    if line is None or line.channel not in ("video", "chat"):
        text = N_("No line by text or video is declared for people who cannot hear or speak on the phone.")
        attempt = sentence(N_("write `access: {example}`"), example="{relay: <line>}")
        yield Broken(charter.place("declarations", "access", "relay"), sentence(text), (), attempt)
