"""Search follows customers again: SQLite makes a table anew to add columns to it, and its triggers are lost."""

from importlib import import_module

from django.db import migrations

found = import_module("possible_web.records.migrations.0021_found")


def again(apps, schema_editor):
    """Make all triggers of the index anew, and put in the customers that came meanwhile."""
    if schema_editor.connection.vendor != "sqlite":
        return
    for kind, *_ in found.KINDS:
        for when in ("insert", "delete", "update"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS found_{kind}_{when}", params=None)
    for statement in found.sqlite():
        if statement.startswith("CREATE TRIGGER"):
            schema_editor.execute(statement, params=None)
    schema_editor.execute("DELETE FROM records_found WHERE kind = 'customer'", params=None)
    schema_editor.execute(
        'INSERT INTO records_found(rowid, words, kind, "row", case_id, customer_id) '
        f"SELECT id * {found.ROOM} + 2, name, 'customer', id, NULL, id FROM records_customer",
        params=None,
    )


class Migration(migrations.Migration):
    """After the columns that took the triggers away."""

    dependencies = [("records", "0058_van")]
    operations = [migrations.RunPython(again, migrations.RunPython.noop)]
