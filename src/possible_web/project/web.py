"""The web server as a process: granian with its workers, each of which may fall and is started again.

Where the system can fork (Linux), workers come from this process and share what it has loaded.
"""

from __future__ import annotations

import gc
import os
from importlib import import_module

from granian import Granian
from granian.constants import Interfaces

from possible_web.project import configuration
from possible_web.project.parent import end_with_parent


def main() -> None:
    """Listen until SIGTERM."""
    end_with_parent()
    configuration.hand_down(os.getpid())
    load()
    Granian(
        "possible_web.project.asgi:application",
        address=configuration.value("POSSIBLE_HOST"),
        port=configuration.whole("POSSIBLE_PORT"),
        interface=Interfaces.ASGI,
        workers=configuration.whole("POSSIBLE_WEB_PROCESSES"),
        respawn_failed_workers=True,
        workers_kill_timeout=5,
        websockets=False,
        log_enabled=False,
    ).serve()


def load() -> None:
    """Load what every worker needs, once; what is loaded now is never looked through for garbage again."""
    import_module("possible_web.project.asgi")
    import_module("possible_web.project.urls")
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    main()
