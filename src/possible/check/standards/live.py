"""Standards measured on events: which are met in which period, and why others cannot be measured."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from zoneinfo import ZoneInfo

from possible.check.standards.standard import Live, Standard
from possible.measure.periods import UTC, period_of
from possible.measure.samples import MEASURES, NEVER, Series, Sort
from possible.values import N_, Sentence, sentence, span
from possible.values.instant import SECOND


class LiveState(StrEnum):
    """What came of holding events against a standard."""

    MET = "met"
    NOT_MET = "not met"
    NOTHING = "nothing measured"
    UNMEASURED = "not measurable from events"


LIVE_SAID: dict[LiveState, str] = {
    LiveState.MET: N_("met"),
    LiveState.NOT_MET: N_("not met"),
    LiveState.NOTHING: N_("nothing measured"),
    LiveState.UNMEASURED: N_("not measurable from events"),
}

_CARRIER = N_("a call that found the line busy never reached us: the carrier has the figures")
_ORDERS = N_("orders are kept elsewhere: no event tells of them")
_COMPLAINTS = N_("a complaint has no stages of its own among the events")
_FAULTS = N_("no event tells when work on a fault began, or whether everything was down")
_DUE = N_("what was due depends on prices that the events do not know")
_FIGURES = N_("published figures and audits are no events")
_ELSEWHERE = N_("it happens outside of contacts, cases and visits: no event tells of it")
MISSING: dict[str, str] = {
    "call.blocked": _CARRIER, "order.placed": _ORDERS, "order.done": _ORDERS,
    "complaint.received": _COMPLAINTS,
    "complaint.proposal": _COMPLAINTS, "complaint.accepted": _COMPLAINTS, "complaint.done": _COMPLAINTS,
    "complaint.closed": _COMPLAINTS, "complaint.adr_notice": _COMPLAINTS, "complaint.deadlock": _COMPLAINTS,
    "complaint.ack": _COMPLAINTS, "fault.known": _FAULTS, "fault.reported": _FAULTS, "fault.cause": _FAULTS,
    "fault.work_started": _FAULTS, "fault.info_sent": _FAULTS, "fault.total_loss": _FAULTS,
    "fault.restored": _FAULTS, "credit.due": _DUE, "snapshot.audit": _FIGURES, "offer.made": _ELSEWHERE,
    "survey.sent": _ELSEWHERE, "suspension": _ELSEWHERE, "privacy.request": _ELSEWHERE,
    "record.access": _ELSEWHERE, "visit.late_notice": _ELSEWHERE, "exclusion.declared": _ELSEWHERE,
}  # fmt: skip
_UNWRITTEN = N_("its moments are events, but its clock or its sum is not reckoned from them yet")
_LIMIT = re.compile(r"(?P<sign>[≤<=≥]) (?P<what>.+)")


@dataclass(frozen=True, slots=True)
class LiveRow:
    """A standard in one period: what came of it; `good` of `of` samples are within its limit.

    `worst`: the worst sample, in milliseconds or cents (None: somebody never had a person).
    """

    standard: Standard
    state: LiveState
    period: str = ""
    good: int = 0
    of: int = 0
    worst: int | None = None
    why: Sentence | None = None


def live_rows(
    standards: Iterable[Standard], series: dict[str, Series], zone: ZoneInfo = UTC
) -> Iterator[LiveRow]:
    """Yield a row for each period of each standard that has a live part."""
    for standard in standards:
        if standard.live is None:
            continue
        if not standard.live.by:
            yield LiveRow(standard, LiveState.UNMEASURED, why=_why(standard.live))
            continue
        rows = list(_rows(standard, standard.live, series[standard.live.by], zone))
        yield from rows or [LiveRow(standard, LiveState.NOTHING)]


def _why(live: Live) -> Sentence:
    missing = next((MISSING[moment] for moment in live.events if moment in MISSING), _UNWRITTEN)
    return sentence(missing)


def _rows(standard: Standard, live: Live, series: Series, zone: ZoneInfo) -> Iterator[LiveRow]:
    periods: dict[str, list[int]] = {}
    for at, value in series:
        periods.setdefault(period_of(at, live.each, zone), []).append(value)
    for period, values in sorted(periods.items()):
        good = sum(within(live, value) for value in values)
        state = LiveState.MET if good >= share_of(live) * len(values) else LiveState.NOT_MET
        worst = None if NEVER in values else max(values)
        yield LiveRow(standard, state, period, good, len(values), worst)


def share_of(live: Live) -> Fraction:
    """Return the share of samples that must be within the limit; 1 where the standard names none."""
    return Fraction(live.share.removesuffix(" %").replace(",", ".")) / 100 if live.share else Fraction(1)


def within(live: Live, value: int) -> bool:
    """Tell whether a sample is within the limit of a standard; sums and faults must be nothing at all."""
    if MEASURES[live.by] is not Sort.LENGTH:
        return value == 0
    found = _LIMIT.fullmatch(live.limit)
    limit = span(found["what"]).about * SECOND if found else 0
    return value != NEVER and (value < limit if found and found["sign"] == "<" else value <= limit)
