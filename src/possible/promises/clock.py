"""A running promise: when it is due, when it stands still, whether it was kept. A change is a new value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from possible.charter import Charter
from possible.charter.promises import THE_WINDOW
from possible.promises.named import promise_of
from possible.values import N_, Refused, Span, Unit, sentence
from possible.values.calendar import Calendar
from possible.values.instant import Instant

OPENING = "opening"
AGREED_DAY = "agreed day"
Window = tuple[Instant, Instant]


class State(StrEnum):
    """Where a clock stands."""

    RUNNING = "running"
    PAUSED = "paused"
    KEPT = "kept"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Clock:
    """One promise to one customer, from `started` until it is kept; instants in milliseconds.

    `due` is None for a promise without a time. `unit` is what its time is counted in; None for a window that
    was agreed. `paused` is since when it stands still, `stood` for how many milliseconds it did before.
    `ended` is when what was promised came at last, in time or late.
    """

    promise: str
    id: str
    started: Instant
    due: Instant | None
    unit: Unit | None = None
    state: State = State.RUNNING
    paused: Instant | None = None
    stood: int = 0
    ended: Instant | None = None

    @property
    def due_at(self) -> Instant | None:
        """When it breaks if nothing happens: None once it ended or broke, and while it stands still."""
        return self.due if self.state is State.RUNNING else None

    @property
    def broken(self) -> bool:
        """Tell whether its time passed before what was promised came."""
        return self.state is State.BROKEN


def start(
    charter: Charter,
    calendar: Calendar,
    promise: str,
    clock_id: str,
    at: Instant,
    window: Window | None = None,
) -> Clock:
    """Return the clock of a promise that starts at `at`, the moment which its `from` names.

    `from: opening` starts when the calendar next opens; `from: agreed day` is due with the last
    millisecond of a day.
    `within: the window` is over when `window` is. KeyError for a promise that the charter does not have;
    `Refused` for a window that is not given, and for an opening that never comes.
    """
    written = promise_of(charter, promise)
    since = _opening(calendar, at) if written.from_ == OPENING else at
    unit = written.within.unit if isinstance(written.within, Span) else None
    due = due_of(calendar, written.within, since, window)
    if due is not None and unit is not None and written.from_ == AGREED_DAY:
        due = Instant(calendar.ends(calendar.day(due)) - 1)
    return Clock(promise, clock_id, since, due, unit)


def due_of(
    calendar: Calendar, within: Span | str | None, at: Instant, window: Window | None = None
) -> Instant | None:
    """Return when what started at `at` is due; None without a time; `Refused` for a window not given."""
    if within == THE_WINDOW:
        if window is None:
            raise Refused(sentence(N_("A promise within the window needs the window that was agreed.")))
        return window[1]
    return calendar.due(at, within) if isinstance(within, Span) else None


def pause(clock: Clock, at: Instant) -> Clock:
    """Return the clock standing still: only while the customer must move, and only before it is due.

    `Refused` for one that does not run or is due already: a broken promise is not mended by a pause.
    """
    if clock.state is not State.RUNNING or (clock.due is not None and at >= clock.due):
        raise Refused(sentence(N_("The promise `{name}` does not run any more."), name=clock.promise))
    return replace(clock, state=State.PAUSED, paused=max(at, clock.started))


def resume(calendar: Calendar, clock: Clock, at: Instant) -> Clock:
    """Return the clock running on, due later by exactly the time that it stood still.

    Where it counts working days, only what it stood still on working days counts; a window stays where it was
    agreed, until it is moved. `Refused` for one that does not stand still.
    """
    if clock.paused is None or clock.state is not State.PAUSED:
        raise Refused(sentence(N_("The promise `{name}` does not stand still."), name=clock.promise))
    until = Instant(max(at, clock.paused))
    stood = until - clock.paused
    due = clock.due
    if due is not None and clock.unit is Unit.WORKING_DAY:
        working = calendar.working
        due = working.add(due, working.open_between(clock.paused, until))
    elif due is not None and clock.unit is not None:
        due = Instant(due + stood)
    return replace(clock, state=State.RUNNING, due=due, paused=None, stood=clock.stood + stood)


def keep(clock: Clock, at: Instant) -> Clock:
    """Return the clock after what was promised came: kept up to its due time, broken later.

    What comes while the clock stands still is in time. `Refused` where it came already.
    """
    if clock.ended is not None:
        raise Refused(sentence(N_("The promise `{name}` has ended already."), name=clock.promise))
    late = clock.broken or (clock.state is State.RUNNING and clock.due is not None and at > clock.due)
    return replace(clock, state=State.BROKEN if late else State.KEPT, ended=at, paused=None)


def breach(clock: Clock, at: Instant) -> Clock:
    """Return the clock broken: its time is over and what was promised did not come.

    `Refused` before it is due, while it stands still, and once it ended.
    """
    if clock.due_at is None or at < clock.due_at:
        raise Refused(sentence(N_("The promise `{name}` is not due."), name=clock.promise))
    return replace(clock, state=State.BROKEN)


def give_up(clock: Clock, at: Instant) -> Clock:
    """Return the clock broken before it is due: whoever promised says that they will not keep it.

    It counts as due now, so that what is owed for each day is owed from here on. `Refused` once it broke or
    ended.
    """
    if clock.state not in {State.RUNNING, State.PAUSED}:
        raise Refused(sentence(N_("The promise `{name}` does not run any more."), name=clock.promise))
    due = at if clock.due is None else Instant(min(clock.due, at))
    return replace(clock, state=State.BROKEN, due=due, paused=None)


def move(clock: Clock, window: Window) -> Clock:
    """Return the clock with another agreed window; `Refused` once it broke or ended."""
    if clock.state not in {State.RUNNING, State.PAUSED}:
        raise Refused(sentence(N_("The promise `{name}` does not run any more."), name=clock.promise))
    return replace(clock, due=window[1])


def again(charter: Charter, calendar: Calendar, clock: Clock, clock_id: str) -> Clock | None:
    """Return the next round of a promise with `again-every`; None for a promise without one.

    A kept round starts the next when it was kept; a broken one when it was due, so that silence is a breach
    again and again. It is for the journey to stop asking when the matter ends. `Refused` while it runs.
    """
    every = promise_of(charter, clock.promise).again_every
    if every is None:
        return None
    since = clock.due if clock.broken else clock.ended
    if since is None:
        raise Refused(sentence(N_("The promise `{name}` still runs."), name=clock.promise))
    return Clock(clock.promise, clock_id, since, calendar.due(since, every), every.unit)


def next_due(clocks: Iterable[Clock]) -> Clock | None:
    """Return the clock that breaks first if nothing happens, by due time and then by id; None for none."""
    running = [(due, clock.id, clock) for clock in clocks if (due := clock.due_at) is not None]
    return min(running, key=lambda entry: entry[:2])[2] if running else None


def _opening(calendar: Calendar, at: Instant) -> Instant:
    opening = calendar.next_opening(at)
    if opening is None:
        raise Refused(sentence(N_("A promise from the next opening needs one; it never opens.")))
    return opening
