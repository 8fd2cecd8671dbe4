"""What makes a function an action: one transaction of its own, kept wholly or not at all."""

from __future__ import annotations

import fcntl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

from django.db import connection, transaction

P = ParamSpec("P")
T = TypeVar("T")
_turn = threading.Lock()


def action(function: Callable[P, T]) -> Callable[P, T]:
    """Run the function in one durable transaction; RuntimeError when it is called within another.

    On SQLite the transaction takes the writer's place at its start (`BEGIN IMMEDIATE`), so that it never has
    to give up half-way because somebody else wrote first.
    """

    @wraps(function)
    def whole(*args: P.args, **kwargs: P.kwargs) -> T:
        with in_turn(), transaction.atomic(durable=True):
            return function(*args, **kwargs)

    return whole


@contextmanager
def in_turn() -> Iterator[None]:
    """Let those who write on SQLite come one after the other; PostgreSQL sees to that itself.

    SQLite lets who waits look again after ever longer naps, in no order: among many, somebody waits for
    seconds while the place is free. The lock of a file wakes whoever waits, in order, and the system gives it
    back when its holder dies. Threads of a process come before it, one by one: the lock is the process's.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with _turn, _place_of_the_writer():
        yield


@contextmanager
def _place_of_the_writer() -> Iterator[None]:
    database = Path(str(connection.settings_dict["NAME"]))
    if not database.is_absolute():  # in memory
        yield
        return
    with Path(f"{database}-writer").open("w") as place:
        fcntl.flock(place, fcntl.LOCK_EX)
        yield
