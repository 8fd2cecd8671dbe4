"""What makes a function an action: one transaction of its own, kept wholly or not at all."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import transaction

P = ParamSpec("P")
T = TypeVar("T")


def action(function: Callable[P, T]) -> Callable[P, T]:
    """Run the function in one durable transaction; RuntimeError when it is called within another.

    On SQLite the transaction takes the writer's place at its start (`BEGIN IMMEDIATE`), so that it never has
    to give up half-way because somebody else wrote first.
    """

    @wraps(function)
    def whole(*args: P.args, **kwargs: P.kwargs) -> T:
        with transaction.atomic(durable=True):
            return function(*args, **kwargs)

    return whole
