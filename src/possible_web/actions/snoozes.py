"""Putting a case aside until a moment: it leaves the lists, and comes back by itself."""

from __future__ import annotations

from possible.values import N_, Refused, sentence
from possible.values.instant import HOUR, Instant
from possible_web.keeping import Entry, action, append, locked_case, set_timer, stop_timer
from possible_web.records.models import Case, Staff, Timer

TIMER = "case-wakes"
SNOOZED, WOKEN = "shell-case-snoozed", "shell-case-woken"
LONGEST = 60 * 24 * HOUR


@action
def do_snooze_case(case_id: int, until: Instant, staff: Staff, now: Instant) -> None:
    """Put a case aside until a moment; its promises go on. `Refused` for the past or more than 60 days."""
    if not now < until <= now + LONGEST:
        raise Refused(
            sentence(N_("A case can be put aside until a moment within the next 60 days.")),
            sentence(N_("choose a later or a nearer one")),
        )
    case = locked_case(case_id)
    Case.objects.filter(pk=case.pk).update(snoozed_until=until)
    set_timer(f"{TIMER} {case.pk}", TIMER, until, {"agent": staff.name}, case=case.pk)
    _note(case.pk, SNOOZED, {"agent": staff.name, "until": until}, now, staff.name)


@action
def do_wake_case(case_id: int, staff: Staff, now: Instant) -> None:
    """Take a case up again before its time; awake already, nothing happens."""
    case = locked_case(case_id)
    if case.snoozed_until is not None:
        Case.objects.filter(pk=case.pk).update(snoozed_until=None)
        stop_timer(f"{TIMER} {case.pk}")
        _note(case.pk, WOKEN, {"agent": staff.name}, now, staff.name)


def wake(timer: Timer, now: Instant) -> None:
    """Let a case come back: the effect that the worker runs in the transaction which marks the timer."""
    if timer.case is not None and Case.objects.filter(pk=timer.case).update(snoozed_until=None):
        _note(timer.case, WOKEN, {"agent": ""}, now, str(timer.payload["agent"]))


def _note(case: int, kind: str, body: dict[str, object], now: Instant, agent: str) -> None:
    topics = (f"case-{case}", f"agent-{agent}", "desk-cases")
    append([Entry(at=now, kind=kind, body=body, case=case, topics=topics)])
