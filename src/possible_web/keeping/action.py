"""What makes a function an action: one transaction of its own, kept wholly or not at all."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import wraps
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
        with _in_turn(), transaction.atomic(durable=True):
            return function(*args, **kwargs)

    return whole


def _in_turn() -> AbstractContextManager[object]:
    """Return what lets the threads of a process write on SQLite one after the other.

    SQLite lets who waits look again every tenth of a second, in no order: among many threads somebody would
    wait for ever. So each process sends one.
    """
    return _turn if connection.vendor == "sqlite" and not connection.in_atomic_block else nullcontext()
