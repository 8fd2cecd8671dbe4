"""The web server as a process: granian with its workers, each of which may fall and is started again."""

from __future__ import annotations

import os

from granian import Granian
from granian.constants import Interfaces

from possible_web.project import configuration
from possible_web.project.parent import end_with_parent


def main() -> None:
    """Listen until SIGTERM."""
    end_with_parent()
    configuration.hand_down(os.getpid())
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


if __name__ == "__main__":
    main()
