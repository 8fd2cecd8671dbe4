"""`possible work`: one more worker, for timers and the outbox."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from possible.values.text import N_
from possible_web.project.commands.ready import add_data, make_ready

NAME = "work"
HELP = N_("run a worker alone: timers and outgoing mail")


def add_arguments(parser: ArgumentParser) -> None:
    """Take the data folder."""
    add_data(parser)


def run(args: Namespace) -> int:
    """Work until SIGTERM or SIGINT; what was begun is ended first."""
    make_ready(args)
    import signal
    import threading

    from possible_web.project.worker import work

    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    work(stop)
    return 0
