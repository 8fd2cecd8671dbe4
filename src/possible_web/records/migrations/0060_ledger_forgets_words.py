"""What a customer wrote about a charge can be emptied when they are erased; nothing else of an entry changes."""

from django.db import migrations

SAME = ("id", "case_id", "kind", "at", "of", "cents", "currency", "name", "by", "ref", "appeal")
FORGETS = "OLD.kind = 'dispute' AND NEW.why = '' AND " + " AND ".join(
    f'NEW."{column}" IS OLD."{column}"' for column in SAME
)
SQLITE = [
    "DROP TRIGGER ledger_no_update",
    f"CREATE TRIGGER ledger_no_update BEFORE UPDATE ON records_ledgerentry WHEN NOT ({FORGETS}) "
    "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END",
]
POSTGRESQL = [
    "CREATE OR REPLACE FUNCTION ledger_refuses() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "IF TG_OP = 'UPDATE' AND OLD.kind = 'dispute' AND NEW.why = '' "
    "AND to_jsonb(NEW) - 'why' = to_jsonb(OLD) - 'why' THEN RETURN NEW; END IF; "
    "RAISE EXCEPTION 'the ledger is append-only'; END $$",
]


def guard(apps, schema_editor):
    """Make the triggers of this database anew."""
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """After all that is there."""

    dependencies = [("records", "0059_found_again")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
