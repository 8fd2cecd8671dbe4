"""The database as a whole: brought up to date, and SQLite's log written back by one process alone."""

from __future__ import annotations

import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from possible_web.project import configuration

LOCK = "checkpoint.lock"
# A checkpoint that finds readers or writers at work gives way and comes back; nobody waits for it long.
PATIENCE = 200


def bring_up_to_date() -> None:
    """Apply the migrations that are pending, and make the table of the cache."""
    if pending():
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)


def pending() -> list[str]:
    """Return the migrations that are not applied yet."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


@contextmanager
def checkpointing() -> Iterator[bool]:
    """Tell whether this process is the one that checkpoints; the others never do (a race of older SQLite)."""
    if connection.vendor != "sqlite":
        yield False
        return
    with (configuration.data_folder() / LOCK).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True


def checkpoint(database: Path) -> bool:
    """Write SQLite's log back into the database and empty it; False when somebody was at work."""
    link = sqlite3.connect(database, timeout=PATIENCE / 1000, isolation_level=None)
    try:
        link.execute("PRAGMA wal_autocheckpoint=0")
        busy, _, _ = link.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError:  # locked
        return False
    else:
        return not busy
    finally:
        link.close()
