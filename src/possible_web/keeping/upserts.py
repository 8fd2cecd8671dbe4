"""Rows put in, changed, or put over those of the same key, by statements that are written once a process.

The ORM says the same (`create`, `update`, `bulk_create(update_conflicts=True)`), and takes ten times as long
to say it: too long for what every turn writes while others wait. What is read so is `records.prepared`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

Values = Mapping[str, Any]
Row = TypeVar("Row", bound=models.Model)
AS_THEY_ARE = frozenset(
    (
        "BigAutoField",
        "BigIntegerField",
        "BooleanField",
        "CharField",
        "ForeignKey",
        "IntegerField",
        "PositiveIntegerField",
        "PositiveSmallIntegerField",
        "TextField",
    )
)


def upsert(model: type[models.Model], key: Sequence[str], rows: Iterable[Values]) -> None:
    """Put rows in; where one of the same `key` is there, its other columns become those given.

    `key`: the fields of a unique constraint without a condition. All rows name the same fields, in the same
    order, and every field that has no default in the database.
    """
    _put(model, tuple(key), list(rows))


def insert(model: type[models.Model], rows: Iterable[Values]) -> None:
    """Put new rows in, in their order."""
    _put(model, (), list(rows))


def made(row: Row) -> Row:
    """Put a new row in and return it with its number, as `save` would."""
    if not made_unless_there(row, ""):
        raise RuntimeError("no number came back")
    return row


def made_unless_there(row: models.Model, key: str) -> bool:
    """Put a new row in as `made` does; False where there is one with the same `key`, a unique field."""
    model, here = type(row), connections[DEFAULT_DB_ALIAS]
    values = [
        value if plain or value is None else field.get_db_prep_save(value, here)
        for field, plain in _ways(model, None)
        for value in (field.pre_save(row, add=True),)
    ]
    with here.cursor() as cursor:
        cursor.execute(_statement_of_new(model, key), values)
        number = cursor.fetchone()
    if number is None:
        return False
    row.pk = number[0]
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS  # noqa: SLF001 - Django documents it
    return True


def change(model: type[models.Model], where: Values, values: Values) -> int:
    """Change the rows whose fields equal those of `where`; returns how many there were."""
    here = connections[DEFAULT_DB_ALIAS]
    given = [*_values(model, values, here), *_values(model, where, here)]
    with here.cursor() as cursor:
        cursor.execute(_statement_of_change(model, tuple(where), tuple(values)), given)
        return int(cursor.rowcount)


def _put(model: type[models.Model], key: tuple[str, ...], rows: list[Values]) -> None:
    if not rows:
        return
    names, here = tuple(rows[0]), connections[DEFAULT_DB_ALIAS]
    values = [value for row in rows for value in _values(model, row, here)]
    with here.cursor() as cursor:
        cursor.execute(_statement(model, key, names, len(rows)), values)


def _values(model: type[models.Model], row: Values, here: BaseDatabaseWrapper) -> list[Any]:
    """Return what the database takes for these fields; numbers and texts are taken as they are."""
    return [
        value if plain or value is None else field.get_db_prep_save(value, here)
        for value, (field, plain) in zip(row.values(), _ways(model, tuple(row)), strict=True)
    ]


@lru_cache(maxsize=512)
def _ways(
    model: type[models.Model], names: tuple[str, ...] | None
) -> tuple[tuple[models.Field[Any, Any], bool], ...]:
    """Return fields (None: all but the number), and whether their values are taken as they are."""
    fields = _own_fields(model) if names is None else [_fields(model)[name] for name in names]
    return tuple((field, field.get_internal_type() in AS_THEY_ARE) for field in fields)


@lru_cache
def _fields(model: type[models.Model]) -> dict[str, models.Field[Any, Any]]:
    """Return a model's fields by their names, and by those that hold a foreign key's number."""
    found = model._meta.concrete_fields  # noqa: SLF001 - Django documents it
    return {name: field for field in found for name in (field.attname, field.name)}


@lru_cache
def _own_fields(model: type[models.Model]) -> tuple[models.Field[Any, Any], ...]:
    return tuple(field for field in model._meta.concrete_fields if not field.primary_key)  # noqa: SLF001


@lru_cache
def _statement_of_new(model: type[models.Model], key: str) -> str:
    columns = [f'"{field.column}"' for field in _own_fields(model)]
    number, table = model._meta.pk.column, model._meta.db_table  # noqa: SLF001 - Django documents it
    marks = ", ".join(["%s"] * len(columns))
    unless = f' ON CONFLICT ("{_fields(model)[key].column}") DO NOTHING' if key else ""
    return f'INSERT INTO "{table}" ({", ".join(columns)}) VALUES ({marks}){unless} RETURNING "{number}"'  # noqa: S608 - our names


@lru_cache(maxsize=512)
def _statement_of_change(model: type[models.Model], where: tuple[str, ...], names: tuple[str, ...]) -> str:
    fields = _fields(model)
    fresh = ", ".join(f'"{fields[name].column}" = %s' for name in names)
    which = " AND ".join(f'"{fields[name].column}" = %s' for name in where)
    return f'UPDATE "{model._meta.db_table}" SET {fresh} WHERE {which}'  # noqa: S608, SLF001 - our names


@lru_cache(maxsize=512)
def _statement(model: type[models.Model], key: tuple[str, ...], names: tuple[str, ...], count: int) -> str:
    quoted = {name: f'"{_fields(model)[name].column}"' for name in names}
    marks = f"({', '.join(['%s'] * len(names))})"
    into = f'INSERT INTO "{model._meta.db_table}" ({", ".join(quoted.values())}) VALUES '  # noqa: S608, SLF001 - our names
    statement = into + ", ".join([marks] * count)
    if not key:
        return statement
    fresh = ", ".join(f"{quoted[name]} = excluded.{quoted[name]}" for name in names if name not in key)
    return f"{statement} ON CONFLICT ({', '.join(quoted[name] for name in key)}) DO UPDATE SET {fresh}"
