"""The database itself refuses to change or remove an entry of the ledger, whoever asks."""

from django.db import migrations

SQLITE = [
    f"CREATE TRIGGER ledger_no_{verb} BEFORE {verb} ON records_ledgerentry "
    "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
    for verb in ("update", "delete")
]
POSTGRESQL = [
    "CREATE FUNCTION ledger_refuses() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$",
    "CREATE TRIGGER ledger_refuses BEFORE UPDATE OR DELETE ON records_ledgerentry "
    "FOR EACH ROW EXECUTE FUNCTION ledger_refuses()",
]


def guard(apps, schema_editor):
    """Make the triggers of this database."""
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    """After the table."""

    dependencies = [("records", "0050_ledger")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
