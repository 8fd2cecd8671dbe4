"""The database itself refuses to change or remove a line of the journal, whoever asks."""

from django.db import migrations

SQLITE = [
    f"CREATE TRIGGER journal_no_{verb} BEFORE {verb} ON records_journal "
    "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
    for verb in ("update", "delete")
]
POSTGRESQL = [
    "CREATE FUNCTION journal_refuses() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$",
    "CREATE TRIGGER journal_refuses BEFORE UPDATE OR DELETE ON records_journal "
    "FOR EACH ROW EXECUTE FUNCTION journal_refuses()",
]


def guard(apps, schema_editor):
    """Make the triggers of this database."""
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    """After the tables."""

    dependencies = [("records", "0001_initial")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
