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

EVERY = 0.5  # seconds between two looks for young garbage
OLD_EVERY = 10  # how many looks at young garbage come before one at all of it


def collect_apart() -> threading.Thread:
    """Let no other thread of this process collect garbage from now on; returns the one that does."""
    gc.disable()
    thread = threading.Thread(target=_collect, name="garbage", daemon=True)
    thread.start()
    return thread


def _collect() -> None:
    give_back = giving_back()
    looks = 0
    while True:
        time.sleep(EVERY)
        looks += 1
        gc.collect(2 if looks % OLD_EVERY == 0 else 1)
        give_back()


def giving_back() -> Callable[[], object]:
    """Return what gives free memory back to the system (glibc; a tenth of a millisecond), or does nothing."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return (lambda: trim(0)) if trim else (lambda: None)
