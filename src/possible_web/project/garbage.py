"""Garbage is collected by a thread of its own, which holds no lock of any database.

Python collects in whichever thread allocates. Among the garbage may be a cursor of another thread, and to
end its statement SQLite waits until that thread's connection is idle. If the collecting thread is in an
action, it has the writer's place; if the other one waits for that place, both wait until the patience of the
other (a minute) is over, and nobody else writes meanwhile.

The same thread gives back to the system what is free: what a template takes while it is compiled, or a
charter while it is read, would else stay with the process for good.
"""

from __future__ import annotations

import ctypes
import gc
import threading
import time
from collections.abc import Callable
from itertools import count

EVERY = 0.1  # seconds between two looks
MANY = 1000  # so many new objects, or fewer, may wait: who has nothing to do looks, and does nothing
GIVE_EVERY, OLD_EVERY = (
    10,
    50,
)  # how many looks lie between two times of giving back, of looking at all objects


def collect_apart() -> threading.Thread:
    """Let no other thread of this process collect garbage from now on; returns the one that does."""
    gc.disable()
    thread = threading.Thread(target=_collect, name="garbage", daemon=True)
    thread.start()
    return thread


def _collect() -> None:
    give_back = giving_back()
    for looks in count(1):
        time.sleep(EVERY)
        if looks % OLD_EVERY == 0:
            gc.collect()
        elif gc.get_count()[0] > MANY:
            gc.collect(1)
        if looks % GIVE_EVERY == 0:
            give_back()


def giving_back() -> Callable[[], object]:
    """Return what gives free memory back to the system (glibc; a tenth of a millisecond), or does nothing."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return (lambda: trim(0)) if trim else (lambda: None)
