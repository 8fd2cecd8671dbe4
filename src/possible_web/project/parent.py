"""No orphans: a process that lost its parent ends by itself, however and whenever the parent went."""

from __future__ import annotations

import os
import signal
import threading
import time

from possible_web.project import configuration


def end_with_parent() -> None:
    """End this process at most a second after its parent is gone.

    The parent's number comes from the parent: one that died while this process was starting is missed, too.
    """
    parent = configuration.started_by()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()
