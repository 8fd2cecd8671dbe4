"""Every visit belongs to a case; on SQLite the index of names gets its triggers back.

SQLite copies a table to add a column that is not null, and a copy has no triggers.
"""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models


def triggers(apps, schema_editor):
    """Make the triggers of the search anew that a copied table lost."""
    if schema_editor.connection.vendor != "sqlite":
        return
    found = import_module("possible_web.records.migrations.0021_found")
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        there = {name for (name,) in cursor.fetchall()}
    for statement in found.sqlite():
        words = statement.split(maxsplit=3)
        if words[1] == "TRIGGER" and words[2] not in there:
            schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """One column is closed, and no trigger is missing."""

    dependencies = [("records", "0054_visits_of_cases")]
    operations = [
        migrations.AlterField(
            model_name="visit",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="visits", to="records.case"
            ),
        ),
        migrations.RunPython(triggers, migrations.RunPython.noop),
    ]
