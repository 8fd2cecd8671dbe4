"""SQLite's index of words keeps no words: it is told those of a row, and told them again to forget them.

What a hit is of (its kind, row, case and customer) is in its number and in the tables. There is no list of
beginnings of two and three letters: all beginnings are ranges of words, and the list was two thirds of it.
PostgreSQL keeps a `tsvector` for each row and no words beside it: nothing changes there.
"""

from importlib import import_module

from django.db import migrations

found = import_module("possible_web.records.migrations.0021_found")
TABLE = (
    "CREATE VIRTUAL TABLE records_found USING fts5(words, content='', columnsize=0, "
    "tokenize='unicode61 remove_diacritics 2')"
)


def triggers():
    """Yield what keeps the index: only the very words that went in take an entry out again."""
    for kind, number, table, text, columns, _ in found.KINDS:
        old, new = text.format(row="OLD"), text.format(row="NEW")
        take = (
            "INSERT INTO records_found(records_found, rowid, words) "
            f"VALUES ('delete', OLD.id * {found.ROOM} + {number}, {old});"
        )
        put = f"INSERT INTO records_found(rowid, words) VALUES (NEW.id * {found.ROOM} + {number}, {new});"
        changed = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in columns)
        yield f"CREATE TRIGGER found_{kind}_insert AFTER INSERT ON {table} BEGIN {put} END"
        yield f"CREATE TRIGGER found_{kind}_delete AFTER DELETE ON {table} BEGIN {take} END"
        yield (
            f"CREATE TRIGGER found_{kind}_update AFTER UPDATE OF {', '.join(columns)} ON {table} "
            f"WHEN {changed} BEGIN {take} {put} END"
        )


def filling(table="records_found"):
    """Yield what puts all that is there into the index."""
    for _, number, rows, text, _, _ in found.KINDS:
        words = text.format(row="t")
        yield f"INSERT INTO {table}(rowid, words) SELECT t.id * {found.ROOM} + {number}, {words} FROM {rows} t"


def anew(apps, schema_editor):
    """Make the index anew from the tables."""
    if schema_editor.connection.vendor != "sqlite":
        return
    for kind, *_ in found.KINDS:
        for when in ("insert", "delete", "update"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS found_{kind}_{when}", params=None)
    for statement in ("DROP TABLE records_found", TABLE, *triggers(), *filling()):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """After all that is there."""

    dependencies = [("records", "0061_journal_by_case")]
    operations = [migrations.RunPython(anew, migrations.RunPython.noop)]
