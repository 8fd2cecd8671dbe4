"""Garbage is collected by a thread of its own, which holds no lock of any database.

Python collects in whichever thread allocates. Among the garbage may be a cursor of another thread, and to
end its statement SQLite waits until that thread's connection is idle. If the collecting thread is in an
action, it has the writer's place; if the other one waits for that place, both wait until the patience of the
other (a minute) is over, and nobody else writes meanwhile.
"""

from __future__ import annotations

import gc
import threading
import time

EVERY = 0.5  # seconds between two looks for young garbage
OLD_EVERY = 40  # how many looks at young garbage come before one at all of it


def collect_apart() -> threading.Thread:
    """Let no other thread of this process collect garbage from now on; returns the one that does."""
    gc.disable()
    thread = threading.Thread(target=_collect, name="garbage", daemon=True)
    thread.start()
    return thread


def _collect() -> None:
    looks = 0
    while True:
        time.sleep(EVERY)
        looks += 1
        gc.collect(2 if looks % OLD_EVERY == 0 else 1)
