"""One click, one transaction: the frame in which every action writes.

    @action
    def do_note_case(case_id: int, text: str, by: Staff, now: Instant) -> Note:
        row = locked_case(case_id)
        ...                                   # the core decides
        keep_case(row, after, now)            # refused when somebody changed the case meanwhile
        keep_events(events)                   # the journal; whoever looks is poked on commit
        set_timer(...), send(...)             # what is due, what leaves the house

Locks are taken in one order: case, pools ascending, technician days. It knows the records and no rule.
"""

from possible_web.keeping.action import action
from possible_web.keeping.cases import ChangedMeanwhile, keep_case, locked_case
from possible_web.keeping.journal import Entry, Follower, append, events_of, keep_events, last_position
from possible_web.keeping.outbox import send
from possible_web.keeping.pokes import poke
from possible_web.keeping.timers import set_timer, stop_timer

__all__ = [
    "ChangedMeanwhile",
    "Entry",
    "Follower",
    "action",
    "append",
    "events_of",
    "keep_case",
    "keep_events",
    "last_position",
    "locked_case",
    "poke",
    "send",
    "set_timer",
    "stop_timer",
]
