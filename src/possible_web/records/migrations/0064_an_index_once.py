"""No column is kept in two indexes: where one for a list begins with it, that serves the key as well.

SQLite ends every index with the number of the row, and that is the journal's `position`: to name it there
would keep it twice. PostgreSQL needs it named.
"""

import django.db.models.deletion
from django.db import migrations, models

TWICE = (
    "records_message_case_id_568bcc7b",
    "records_message_contact_id_3606f22d",
    "records_contact_agent_id_e45c0b49",
    "records_case_owner_id_9398b614",
)
OF_CASE = 'CREATE INDEX journal_of_case ON records_journal ("case") WHERE "case" IS NOT NULL'


def once(apps, schema_editor):
    """Drop the indexes of keys, and name `position` no more."""
    for name in TWICE:
        schema_editor.execute(f"DROP INDEX IF EXISTS {name}", params=None)
    if schema_editor.connection.vendor == "sqlite":
        for statement in ("DROP INDEX journal_of_case", OF_CASE):
            schema_editor.execute(statement, params=None)


def key(model, field, to, related_name):
    """Return the state of a key that has no index of its own."""
    return migrations.AlterField(
        model,
        field,
        models.ForeignKey(
            blank=True,
            db_index=False,
            null=True,
            on_delete=django.db.models.deletion.PROTECT,
            related_name=related_name,
            to=to,
        ),
    )


class Migration(migrations.Migration):
    """In the state alone: SQLite would make the tables anew, and lose the triggers of search."""

    dependencies = [("records", "0063_stopped_timers")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(once, migrations.RunPython.noop)],
            state_operations=[
                key("message", "case", "records.case", "messages"),
                key("message", "contact", "records.contact", "messages"),
                key("contact", "agent", "records.staff", "contacts"),
                key("case", "owner", "records.staff", "cases"),
            ],
        )
    ]
