"""Full-text search: one index over cases, customers, ways to reach them, messages and notes.

Triggers keep it in the transaction of whatever writes: no code can forget it, and what is erased is gone from
it too. FTS5 on SQLite, a tsvector under GIN on PostgreSQL; both without accents, by beginnings of words.
"""

from django.db import migrations

# kind, its number, table, the text of a row, the columns whose change matters, the row's case
KINDS = (
    ("case", 1, "records_case", "{row}.reference || ' ' || {row}.problem", ("reference", "problem"), "id"),
    ("customer", 2, "records_customer", "{row}.name", ("name",), None),
    ("identity", 3, "records_identity", "{row}.value", ("value",), None),
    ("message", 4, "records_message", "{row}.text", ("text",), "case_id"),
    ("note", 5, "records_note", "{row}.text", ("text",), "case_id"),
)
ROOM = 8  # numbers of kinds: an entry's number is the row's times this, plus the kind's


def customer_of(kind):
    """Return the column that names the customer, where the row has no case."""
    return {"customer": "id", "identity": "customer_id"}.get(kind)


def sqlite():
    yield (
        "CREATE VIRTUAL TABLE records_found USING fts5(words, kind UNINDEXED, row UNINDEXED, "
        "case_id UNINDEXED, customer_id UNINDEXED, tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
    )
    for kind, number, table, text, columns, case in KINDS:
        new = text.format(row="NEW")
        whose = f"NEW.{case}" if case else "NULL"
        customer = customer_of(kind)
        theirs = f"NEW.{customer}" if customer else "NULL"
        entry = f"NEW.id * {ROOM} + {number}"
        put = (
            "INSERT INTO records_found(rowid, words, kind, row, case_id, customer_id) "
            f"VALUES ({entry}, {new}, '{kind}', NEW.id, {whose}, {theirs});"
        )
        take = f"DELETE FROM records_found WHERE rowid = OLD.id * {ROOM} + {number};"
        changed = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in columns)
        yield f"CREATE TRIGGER found_{kind}_insert AFTER INSERT ON {table} BEGIN {put} END"
        yield f"CREATE TRIGGER found_{kind}_delete AFTER DELETE ON {table} BEGIN {take} END"
        yield (
            f"CREATE TRIGGER found_{kind}_update AFTER UPDATE OF {', '.join(columns)} ON {table} "
            f"WHEN {changed} BEGIN {take} {put} END"
        )


def postgresql():
    yield (
        "CREATE FUNCTION records_folded(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS "
        r"$$ SELECT lower(regexp_replace(regexp_replace(normalize($1, NFKD), '[\u0300-\u036f]', '', 'g'), "
        r"'[!-/:-@\[-^`{-~]+', ' ', 'g')) $$"
    )
    yield (
        "CREATE TABLE records_found (id bigint PRIMARY KEY, words tsvector NOT NULL, kind text NOT NULL, "
        '"row" bigint NOT NULL, case_id bigint, customer_id bigint)'
    )
    yield "CREATE INDEX records_found_words ON records_found USING gin (words)"
    for kind, number, table, text, columns, case in KINDS:
        new = text.format(row="NEW")
        whose = f"NEW.{case}" if case else "NULL"
        customer = customer_of(kind)
        theirs = f"NEW.{customer}" if customer else "NULL"
        yield (
            f"CREATE FUNCTION found_{kind}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF TG_OP <> 'INSERT' THEN DELETE FROM records_found WHERE id = OLD.id * {ROOM} + {number}; END IF; "
            "IF TG_OP <> 'DELETE' THEN INSERT INTO records_found "
            f"VALUES (NEW.id * {ROOM} + {number}, to_tsvector('simple', records_folded({new})), "
            f"'{kind}', NEW.id, {whose}, {theirs}); END IF; RETURN NULL; END $$"
        )
        changed = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in columns)
        yield (
            f"CREATE TRIGGER found_{kind}_new AFTER INSERT OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION found_{kind}()"
        )
        yield (
            f"CREATE TRIGGER found_{kind}_changed AFTER UPDATE OF {', '.join(columns)} ON {table} "
            f"FOR EACH ROW WHEN ({changed}) EXECUTE FUNCTION found_{kind}()"
        )


def index(apps, schema_editor):
    """Make the index of this database, and put in what is there already."""
    of_sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in sqlite() if of_sqlite else postgresql():
        schema_editor.execute(statement, params=None)
    for kind, number, table, text, _, case in KINDS:
        words = text.format(row="t")
        words = words if of_sqlite else f"to_tsvector('simple', records_folded({words}))"
        whose = f"t.{case}" if case else "NULL::bigint" if not of_sqlite else "NULL"
        customer = customer_of(kind)
        theirs = f"t.{customer}" if customer else "NULL::bigint" if not of_sqlite else "NULL"
        entry = "rowid" if of_sqlite else "id"
        schema_editor.execute(
            f'INSERT INTO records_found({entry}, words, kind, "row", case_id, customer_id) '
            f"SELECT t.id * {ROOM} + {number}, {words}, '{kind}', t.id, {whose}, {theirs} FROM {table} t",
            params=None,
        )


class Migration(migrations.Migration):
    """After the tables."""

    dependencies = [("records", "0020_desk")]
    operations = [migrations.RunPython(index, migrations.RunPython.noop)]
