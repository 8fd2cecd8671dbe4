"""Timers and the outbox: what is due happens once and in time; what is to come has something that rings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from django.db.models import Q

from possible.floor import Floor
from possible.journey.case import Case, CaseState
from possible.journey.endings import away_timer
from possible.values import N_
from possible.values.instant import MINUTE, Instant
from possible_web.actions import snoozes
from possible_web.keeping.pools import TICK
from possible_web.keeping.turning import TIMER, key_of, name_of
from possible_web.project.auditing.fault import Check, Fault, fault
from possible_web.project.auditing.lives import Life
from possible_web.records.models import Case as CaseRow
from possible_web.records.models import Journal, Outbox, Pool, Timer

LATE_BY = MINUTE
UNSENT_FOR = 10 * MINUTE
LATE = N_("it was due {seconds} s ago, and did not happen (tries: {tries}; {error})")
UNSENT = N_("it has been ready to send for {seconds} s, and was not sent (tries: {tries}; {error})")
NO_TIMER = N_("{what} is due, and nothing will ring then")
OTHER_DUE = N_("{what} is due at {told}, and its timer rings at {kept}")
NO_EFFECT = N_("it rang at {at}, and the journal tells of nothing that followed")
STILL = N_("it rang at {at}, and contact {contact} still waits as if it had not")

Standing = dict[str, Timer]


def late(now: Instant) -> Iterator[Fault]:
    """Yield timers that were due a minute ago or more, and messages that are ready to send for ten."""
    waiting = Timer.objects.filter(done_at=None, stopped_at=None, due__lt=now - LATE_BY).order_by("due")
    for row in waiting:
        facts = {"seconds": (now - row.due) // 1000, "tries": row.attempts, "error": row.error or "—"}
        yield fault(Check.TIMER_LATE, f"timer {row.key}", LATE, **facts)
    ready = Q(again_at__lt=now - UNSENT_FOR) | Q(made_at__lt=now - UNSENT_FOR, attempts=0)
    for letter in Outbox.objects.filter(ready, sent_at=None, given_up_at=None).order_by("made_at"):
        seconds = (now - letter.made_at) // 1000
        facts = {"seconds": seconds, "tries": letter.attempts, "error": letter.error or "—"}
        yield fault(Check.OUTBOX_LATE, f"outbox {letter.key}", UNSENT, **facts)


def of_cases(
    rows: Mapping[int, CaseRow], cases: Mapping[int, Case], lives: Mapping[int, Life]
) -> Iterator[Fault]:
    """Yield what a case has running and nothing will ring for; and what rang in vain."""
    timers = {row.key: row for row in Timer.objects.filter(kind__in=(TIMER, snoozes.TIMER)).iterator(2000)}
    for number, case in cases.items():
        for what, due in _due(case, lives.get(number)):
            yield from _rings(f"case {number}", what, due, timers.get(key_of(number, what)))
        until = rows[number].snoozed_until
        if until is not None:
            yield from _rings(f"case {number}", snoozes.TIMER, until, timers.get(f"{snoozes.TIMER} {number}"))
        yield from _held(number, case, timers)
        yield from _in_vain(number, case, timers)
    yield from _without_effect(timers.values(), lives)


def _due(case: Case, life: Life | None) -> Iterator[tuple[str, int]]:
    """Yield which of a case's timers must ring, and when."""
    for clock in case.clocks:
        if clock.due_at is not None:
            yield f"clock {clock.id}", clock.due_at
    if case.state is CaseState.OPEN and life is not None and life.rests is not None:
        yield "case", life.rests


def _rings(row: str, what: str, due: int, timer: Timer | None) -> Iterator[Fault]:
    if timer is None or timer.done_at is not None or timer.stopped_at is not None:
        yield fault(Check.TIMER_MISSING, row, NO_TIMER, what=what)
    elif timer.due != due:
        rows = (row, f"timer {timer.key}")
        yield fault(Check.TIMER_MISSING, rows, OTHER_DUE, what=what, told=due, kept=timer.due)


def _held(number: int, case: Case, timers: Standing) -> Iterator[Fault]:
    """Yield contacts that are held for a customer who is away, and would be held for ever."""
    for talk in case.talks:
        what = away_timer(talk.id)
        timer = timers.get(key_of(number, what))
        if talk.away is not None and (timer is None or timer.done_at or timer.stopped_at):
            yield fault(Check.TIMER_MISSING, f"case {number}", NO_TIMER, what=what)


def _in_vain(number: int, case: Case, timers: Standing) -> Iterator[Fault]:
    """Yield waits whose limit has rung, and which go on as if it had not."""
    for talk in case.talks:
        timer = timers.get(key_of(number, f"limit {talk.id}"))
        if talk.queued and timer is not None and timer.done_at is not None:
            rows = (f"timer {timer.key}", f"case {number}")
            yield fault(Check.TIMER_EFFECT, rows, STILL, at=timer.done_at, contact=talk.id)


def _without_effect(timers: Iterable[Timer], lives: Mapping[int, Life]) -> Iterator[Fault]:
    """Yield timers that are marked done, and of whose effect the journal does not tell."""
    woken = set(Journal.objects.filter(kind=snoozes.WOKEN).values_list("case", "at"))
    for timer in timers:
        if timer.done_at is None or timer.case is None:
            continue
        if timer.kind == snoozes.TIMER:
            happened = (timer.case, timer.done_at) in woken
        else:
            happened = _followed(timer, lives.get(timer.case))
        if not happened:
            rows = (f"timer {timer.key}", f"case {timer.case}")
            yield fault(Check.TIMER_EFFECT, rows, NO_EFFECT, at=timer.done_at)


def _followed(timer: Timer, life: Life | None) -> bool:
    """Tell whether a promise whose clock rang was broken, or was over before."""
    kind, _, name = name_of(timer).partition(" ")
    if kind != "clock":
        return True
    return life is not None and (name in life.broken or name in life.over)


def of_pool(pool: Pool, floor: Floor) -> Iterator[Fault]:
    """Yield that a floor wants to be told that time has passed, and nothing will tell it."""
    due = floor.next_time()
    if due is not None:
        timer = Timer.objects.filter(key=f"{TICK} {pool.name}").first()
        yield from _rings(f"pool {pool.name}", TICK, due, timer)
