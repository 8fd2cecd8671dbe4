"""What a call costs the caller: how long it was in each phase, at the tariff of the line dialled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from possible.charter.tariffs import Phase
from possible.journey.spots import Waiting
from possible.values.events import CallCharged, ContactConnected, CreditGiven
from possible.values.instant import SECOND

if TYPE_CHECKING:
    from collections.abc import Iterator

    from possible.charter.tariffs import Meter
    from possible.journey.case import Talk
    from possible.journey.course import Course
    from possible.values import Money


def connect(course: Course, by: str) -> None:
    """Note that the call is answered: from here the network may charge."""
    talk = course.here
    if not talk.connected:
        talk.connected = True
        course.happened(ContactConnected, by=by)


def mark(course: Course) -> None:
    """Let the meter of the talk run on in the phase in which it is now."""
    talk = course.talk
    if talk is None or not talk.connected or talk.channel != "phone":
        return
    phase = _phase(talk)
    if phase != talk.phase:
        _stop(course)
        talk.phase, talk.phase_since = phase, course.now


def _phase(talk: Talk) -> str:
    if talk.on_hold:
        return Phase.HOLD
    if isinstance(talk.spot, Waiting):
        return Phase.TRANSFER if talk.spot.handed else Phase.QUEUE
    return Phase.TALK if talk.agent else Phase.MENU


def _stop(course: Course) -> None:
    talk = course.here
    if talk.phase_since is not None:
        spent = dict(talk.phases)
        spent[talk.phase] = spent.get(talk.phase, 0) + course.now - talk.phase_since
        talk.phases = tuple(spent.items())
        talk.phase_since = None


def charge(course: Course) -> None:
    """Note what the network charges for the call that ends now; what the line refunds is credited at once."""
    talk = course.here
    _stop(course)
    if talk.out or not talk.connected or talk.channel != "phone":
        return
    meters = course.force.meters(talk.line, talk.network)
    if not meters:
        return
    charter = course.force.charter
    for phase, seconds in ((Phase.CONNECT.value, 0), *_seconds(talk)):
        for amount in _amounts(meters, phase, seconds):
            course.happened(CallCharged, phase=phase, seconds=seconds, amount=amount, network=talk.network)
            if phase in charter.lines[talk.line].refunds:
                credit = course.name("credit")
                course.happened(CreditGiven, credit=credit, promise="", amount=amount, unasked=True)


def _seconds(talk: Talk) -> Iterator[tuple[str, int]]:
    """Yield the seconds in each phase, a started one counted whole."""
    return ((str(phase), -(-spent // SECOND)) for phase, spent in talk.phases)


def _amounts(meters: tuple[Meter, ...], phase: str, seconds: int) -> Iterator[Money]:
    for meter in meters:
        rate = meter.rate(phase)
        if phase == Phase.CONNECT:
            if meter.per_call:
                yield meter.per_call.charge(60)
        elif rate and seconds:
            yield rate.charge(seconds)
