"""Queries that the ORM writes once a process; afterwards only their values differ.

A page asks some twenty things, and Django takes five times as long to write each question in SQL as the
database to answer it. `Prepared` keeps what Django's compiler made of a query: the statement, where each
value goes, and how a row becomes an object. It is for what every page asks; what is asked now and then stays
a plain query.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    QuerySet,
    ValuesListIterable,
    get_related_populators,
)
from django.db.transaction import TransactionManagementError

Row = TypeVar("Row")
Shape = tuple[tuple[type, int], ...]  # of each value its type, and of a list how many places it has (else 0)
PLACES = (1, 4, 16, 64, 256)  # a list is filled up to the next of these with its last value
_NUMBER = 5_770_237_022_568_000_000  # what stands for a number while a query is written, plus its place
_TEXT = "value of a prepared query, "


@dataclass(frozen=True, slots=True)
class Plan(Generic[Row]):
    """What the compiler made of a query. `places`: of each parameter the value that goes there, or -1."""

    statement: str
    fixed: tuple[Any, ...]
    places: tuple[int, ...]
    locks: bool
    converters: tuple[tuple[int, tuple[Any, ...], Any], ...]
    make: Callable[[Sequence[Any]], Row]


class Prepared(Generic[Row]):
    """A query by its values: `Prepared(lambda case: Message.objects.filter(case=case))(12)` is a list.

    `query` takes numbers, texts, or lists of one of them, and passes them on as they are: to compare with a
    column, or with `in`. It must not look at them: it is called once for values of the same shape.
    """

    def __init__(self, query: Callable[..., QuerySet[Any, Row]]) -> None:
        self.query = query
        self._plans: dict[tuple[str, Shape], Plan[Row]] = {}

    def __call__(self, *values: int | str | Sequence[int] | Sequence[str]) -> list[Row]:
        """Return the rows for these values; none for an empty list among them."""
        given = tuple(_filled_up(value) for value in values)
        shape = tuple(_shape(value) for value in given)
        if any(isinstance(value, tuple) and not value for value in given):
            return []
        if any(places > PLACES[-1] for _, places in shape):
            return list(self.query(*values))
        here = connections[DEFAULT_DB_ALIAS]
        key = (here.vendor, shape)
        plan = self._plans.get(key)
        if plan is None:
            plan = self._plans[key] = _planned(self.query, shape)
        return _rows(plan, given, here)

    def first(self, *values: int | str | Sequence[int] | Sequence[str]) -> Row | None:
        """Return the first row, None without one; the query itself should end after it (`[:1]`)."""
        found = self(*values)
        return found[0] if found else None


def _rows(plan: Plan[Row], given: tuple[Any, ...], here: BaseDatabaseWrapper) -> list[Row]:
    if plan.locks and not here.in_atomic_block:
        raise TransactionManagementError("rows are locked within a transaction")
    values = tuple(_flat(given))
    parameters = [
        fixed if place < 0 else values[place] for fixed, place in zip(plan.fixed, plan.places, strict=True)
    ]
    with here.cursor() as cursor:
        cursor.execute(plan.statement, parameters)
        rows = cursor.fetchall()
    if not plan.converters:
        return [plan.make(row) for row in rows]
    return [plan.make(_converted(row, plan, here)) for row in rows]


def _converted(row: Sequence[Any], plan: Plan[Any], here: BaseDatabaseWrapper) -> list[Any]:
    made = list(row)
    for place, converters, expression in plan.converters:
        for converter in converters:
            made[place] = converter(made[place], expression, here)
    return made


# ---- writing a query --------------------------------------------------------------------------------------


def _filled_up(value: Any) -> Any:
    """Return a value as it is, a list as a tuple of one of the usual lengths."""
    if isinstance(value, (int, str)):
        return value
    listed = tuple(value)
    wanted = next((places for places in PLACES if places >= len(listed)), len(listed))
    return listed + listed[-1:] * (wanted - len(listed))


def _shape(value: Any) -> tuple[type, int]:
    if isinstance(value, tuple):
        return (type(value[0]) if value else int, len(value))
    return (type(value), 0)


def _flat(given: tuple[Any, ...]) -> Iterator[Any]:
    return chain.from_iterable(value if isinstance(value, tuple) else (value,) for value in given)


def _marks(shape: Shape) -> Iterator[Any]:
    """Yield what stands for each value while the query is written: found again among its parameters."""
    place = 0
    for kind, places in shape:
        some = [_mark(kind, place + number) for number in range(places or 1)]
        place += len(some)
        yield tuple(some) if places else some[0]


def _mark(kind: type, place: int) -> int | str:
    return f"{_TEXT}{place}" if issubclass(kind, str) else _NUMBER + place


def _planned(query: Callable[..., QuerySet[Any, Row]], shape: Shape) -> Plan[Row]:
    """Let the ORM write a query; TypeError where a value does not go into it as it is."""
    marks = tuple(_marks(shape))
    found = query(*marks)
    compiler: Any = found.query.get_compiler(using=found.db)
    statement, parameters = compiler.as_sql()
    number = {mark: place for place, mark in enumerate(_flat(marks))}
    places = tuple(number.get(each, -1) if isinstance(each, (int, str)) else -1 for each in parameters)
    later = found._prefetch_related_lookups  # type: ignore[attr-defined]  # noqa: SLF001
    if set(number.values()) - set(places) or later:
        raise TypeError(f"this query cannot be prepared: {statement}")
    fields = [each[0] for each in compiler.select[: compiler.col_count]]
    converters = compiler.get_converters(fields)
    return Plan(
        statement,
        tuple(parameters),
        places,
        found.query.select_for_update,
        tuple((place, tuple(some), expression) for place, (some, expression) in converters.items()),
        _maker(found, compiler),
    )


def _maker(found: QuerySet[Any, Any], compiler: Any) -> Callable[[Sequence[Any]], Any]:
    """Return how a row becomes what the query yields: an object with those joined to it, a tuple, a value."""
    kind: type = found._iterable_class  # noqa: SLF001
    if kind is FlatValuesListIterable:
        return lambda row: row[0]
    if kind is ValuesListIterable:
        return tuple
    if kind is not ModelIterable:
        raise TypeError(f"no rows of this kind are prepared: {kind.__name__}")
    return _maker_of_objects(compiler, found.db)


def _maker_of_objects(compiler: Any, database: str) -> Callable[[Sequence[Any]], Any]:
    """Do as Django's `ModelIterable` does for each row."""
    about, select = compiler.klass_info, compiler.select
    model, own = about["model"], about["select_fields"]
    first, behind = own[0], own[-1] + 1
    names = [each[0].target.attname for each in select[first:behind]]
    populators: Any = get_related_populators  # its stubs are a version ahead
    joined = populators(about, select, database)
    added = tuple((compiler.annotation_col_map or {}).items())

    def make(row: Sequence[Any]) -> Any:
        made = model.from_db(database, names, row[first:behind])
        for each in joined:
            each.populate(row, made)
        for name, place in added:
            setattr(made, name, row[place])
        return made

    return make
