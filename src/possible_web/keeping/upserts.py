"""Rows put in, or over those of the same key, with one statement that is written once a process.

The ORM says the same (`bulk_create(update_conflicts=True)`), and takes ten times as long to say it: too long
for what is written while a pool is locked and everybody waits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection, models

Values = Mapping[str, Any]


def upsert(model: type[models.Model], key: Sequence[str], rows: Iterable[Values]) -> None:
    """Put rows in; where one of the same `key` is there, its other columns become those given.

    `key`: the fields of a unique constraint without a condition. All rows name the same fields, in the same
    order, and every field that has no default in the database.
    """
    _put(model, tuple(key), list(rows))


def insert(model: type[models.Model], rows: Iterable[Values]) -> None:
    """Put new rows in, in their order."""
    _put(model, (), list(rows))


def _put(model: type[models.Model], key: tuple[str, ...], rows: list[Values]) -> None:
    if not rows:
        return
    names = tuple(rows[0])
    fields = [_fields(model)[name] for name in names]
    values = [
        field.get_db_prep_save(row[name], connection)
        for row in rows
        for name, field in zip(names, fields, strict=True)
    ]
    with connection.cursor() as cursor:
        cursor.execute(_statement(model, key, names, len(rows)), values)


@lru_cache
def _fields(model: type[models.Model]) -> dict[str, models.Field[Any, Any]]:
    return {field.name: field for field in model._meta.concrete_fields}  # noqa: SLF001 - Django documents it


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
