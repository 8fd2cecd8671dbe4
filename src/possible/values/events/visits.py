"""Devices and visits: what comes to a customer's home, and when."""

from __future__ import annotations

from dataclasses import dataclass

from possible.values.events.base import Event
from possible.values.instant import Instant
from possible.values.language import Language


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class DeviceGiven(Event):
    """The customer got a device for a service under a quote: where (`shop`, `relay`, `technician`).

    `old`: the serial number of the one that it takes the place of; nothing where there was none.
    """

    quote: str
    service: str
    serial: str
    old: str = ""
    place: str = ""


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class DeviceReturned(Event):
    """A device that was exchanged is back with us."""

    serial: str


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class VisitBooked(Event):
    """A visit has its window."""

    visit: str
    starts: Instant
    ends: Instant
    language: Language


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class VisitMoved(Event):
    """The window of a visit was moved, with or without the customer's consent."""

    visit: str
    starts: Instant
    ends: Instant
    consent: bool


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class VisitCancelled(Event):
    """A visit will not take place: given up by `customer` or `company`, for a reason where one was told."""

    visit: str
    by: str
    reason: str = ""


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class VisitArrived(Event):
    """The technician is at the door."""

    visit: str


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class VisitDone(Event):
    """The visit is over: fixed or not, and what the cause was (one of `charter.causes`)."""

    visit: str
    fixed: bool
    cause: str = ""
