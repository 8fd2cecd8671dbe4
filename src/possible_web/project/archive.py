"""The whole database as one file, and back: exact, and the same from SQLite and from PostgreSQL.

A gzip of JSON lines: a head, then each table with its columns and its rows. It is read in one snapshot
while the service runs, and can be restored into the other kind of database: so one moves to PostgreSQL.
Sessions and the cache are left out; the secret key stays in the data folder.
"""

from __future__ import annotations

import base64
import datetime as dt
import gzip
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction

from possible._version import __version__
from possible.values import N_, Refused, sentence
from possible_web.project.database import pending

FORMAT = "possible-backup-1"
LEFT_OUT = {"sessions", "contenttypes", "auth"}
BATCH = 500
BATCH_OF_FILES = 8  # photos have up to 8 MB each: so few are in memory at a time


def tables() -> list[type[models.Model]]:
    """Return every model that is kept, those that others point to first."""
    found = [model for model in apps.get_models() if model._meta.app_label not in LEFT_OUT]
    done: list[type[models.Model]] = []
    while left := [model for model in found if model not in done]:
        ready = [model for model in left if _needed(model) <= {*done, model}]
        if not ready:
            raise RuntimeError(f"tables in a circle: {left}")
        done += ready
    return done


def batch_of(model: type[models.Model]) -> int:
    """Return how many rows of a table are read or written at a time."""
    files = any(isinstance(field, models.BinaryField) for field in model._meta.concrete_fields)
    return BATCH_OF_FILES if files else BATCH


def _needed(model: type[models.Model]) -> set[Any]:
    return {field.related_model for field in model._meta.concrete_fields if field.is_relation}


def write_backup(file: Path) -> int:
    """Write all rows to `file`; returns how many. The file is there whole or not at all."""
    part = file.with_name(f"{file.name}.part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    rows = 0
    with os.fdopen(handle, "wb") as raw:
        with gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=5, mtime=0, filename="") as out, snapshot():
            _line(out, {"format": FORMAT, "version": __version__, "tables": [_name(m) for m in tables()]})
            for model in tables():
                rows += _write_table(out, model)
            _line(out, {"rows": rows})
        raw.flush()
        os.fsync(raw.fileno())
    part.replace(file)
    return rows


@contextmanager
def snapshot() -> Iterator[None]:
    """Read everything as it is at one moment, without keeping anybody from writing."""
    connection.ensure_connection()
    begin = "BEGIN" if connection.vendor == "sqlite" else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    with connection.cursor() as cursor:
        cursor.execute(begin)
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _write_table(out: gzip.GzipFile, model: type[models.Model]) -> int:
    fields = model._meta.concrete_fields
    _line(out, {"table": _name(model), "columns": [field.attname for field in fields]})
    count, last = 0, None
    while batch := _next_rows(model, last):
        for row in batch:
            _line(out, [_plain(value) for value in row])
        count += len(batch)
        last = batch[-1][[field.attname for field in fields].index(model._meta.pk.attname)]
    return count


def _next_rows(model: type[models.Model], last: Any) -> list[tuple[Any, ...]]:
    """Return the next rows by key: no cursor of the server is needed, no table is in memory."""
    rows = model._base_manager.order_by("pk")
    if last is not None:
        rows = rows.filter(pk__gt=last)
    names = [field.attname for field in model._meta.concrete_fields]
    return list(rows.values_list(*names)[: batch_of(model)])


def _plain(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return {"bytes": base64.b64encode(bytes(value)).decode()}
    if isinstance(value, dt.datetime | dt.date):
        return {"moment": value.isoformat()}
    return {"json": value} if isinstance(value, dict | list) else value


def _read(value: Any, field: models.Field[Any, Any]) -> Any:
    if not isinstance(value, dict):
        return value
    if "bytes" in value:
        return base64.b64decode(value["bytes"])
    return value["json"] if "json" in value else field.to_python(value["moment"])


def _line(out: gzip.GzipFile, value: Any) -> None:
    out.write(json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n")


def _name(model: type[models.Model]) -> str:
    return model._meta.label_lower


def read_backup(file: Path) -> int:
    """Put the rows of `file` into an empty, migrated database, all or none; returns how many.

    `Refused` when the file is no backup, is cut off, or when the database has rows already.
    """
    if left := pending():
        raise RuntimeError(f"migrations are pending: {left}")
    filled = [model for model in tables() if model._base_manager.exists()]
    if filled:
        raise Refused(
            sentence(N_("The database is not empty: `{table}` has rows."), table=_name(filled[0])),
            sentence(N_("restore into a new data folder, or a new PostgreSQL database")),
        )
    try:
        with gzip.open(file, "rb") as lines, transaction.atomic(durable=True):
            rows = _fill(lines)
    except (gzip.BadGzipFile, EOFError, StopIteration, ValueError, KeyError) as error:
        if isinstance(error, Refused):
            raise
        raise _no_backup(file) from error
    return rows


def _no_backup(file: Path) -> Refused:
    return Refused(sentence(N_("`{file}` is no backup, or it is cut off; nothing was restored."), file=file))


def _fill(lines: gzip.GzipFile) -> int:
    head = json.loads(next(lines))
    known = {_name(model): model for model in tables()}
    if head["format"] != FORMAT or set(head["tables"]) - set(known):
        why = N_("This backup is of version {version}, with tables that this version does not know.")
        raise Refused(sentence(why, version=head.get("version", "?")))
    rows = 0
    reader = (json.loads(line) for line in lines)
    line = next(reader)
    while "rows" not in line:
        table, columns = known[line["table"]], line["columns"]
        line, count = _fill_table(reader, table, columns)
        rows += count
    if line["rows"] != rows:
        raise ValueError("rows are missing")
    _count_on(list(known.values()))
    return rows


def _fill_table(reader: Iterator[Any], model: type[models.Model], columns: list[str]) -> tuple[Any, int]:
    """Insert the rows of one table; return the line that follows them, and how many there were."""
    by_name = {field.attname: field for field in model._meta.concrete_fields}
    fields = [by_name[name] for name in columns]
    count, most = 0, batch_of(model)
    batch: list[models.Model] = []
    for line in reader:
        if isinstance(line, dict):
            model._base_manager.bulk_create(batch)
            return line, count + len(batch)
        values = {field.attname: _read(value, field) for field, value in zip(fields, line, strict=True)}
        batch.append(model(**values))
        if len(batch) == most:
            model._base_manager.bulk_create(batch)
            count += len(batch)
            batch = []
    raise EOFError


def _count_on(restored: list[type[models.Model]]) -> None:
    """Let the counters of PostgreSQL go on behind the highest key."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), restored):
            cursor.execute(statement)
