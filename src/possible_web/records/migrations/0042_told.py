"""Full-text search over stories that are shown: title, text, name. The database keeps it, as that of cases.

Drafts, what is held and what is hidden never stand in it. It uses `records_folded` of 0021 on PostgreSQL.
"""

from django.db import migrations

WORDS = "{row}.title || ' ' || {row}.text || ' ' || {row}.name"


def sqlite():
    new, old = WORDS.format(row="NEW"), "DELETE FROM records_told WHERE rowid = OLD.id;"
    put = f"INSERT INTO records_told(rowid, words) SELECT NEW.id, {new} WHERE NEW.state = 'shown';"
    yield ("CREATE VIRTUAL TABLE records_told USING fts5(words, tokenize='unicode61 remove_diacritics 2')")
    yield f"CREATE TRIGGER told_insert AFTER INSERT ON records_story BEGIN {put} END"
    yield f"CREATE TRIGGER told_delete AFTER DELETE ON records_story BEGIN {old} END"
    yield (
        "CREATE TRIGGER told_update AFTER UPDATE OF title, text, name, state ON records_story "
        "WHEN OLD.state IS NOT NEW.state OR OLD.title IS NOT NEW.title OR OLD.text IS NOT NEW.text "
        f"OR OLD.name IS NOT NEW.name BEGIN {old} {put} END"
    )


def postgresql():
    words = f"to_tsvector('simple', records_folded({WORDS.format(row='NEW')}))"
    yield "CREATE TABLE records_told (id bigint PRIMARY KEY, words tsvector NOT NULL)"
    yield "CREATE INDEX records_told_words ON records_told USING gin (words)"
    yield (
        "CREATE FUNCTION told_story() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF TG_OP <> 'INSERT' THEN DELETE FROM records_told WHERE id = OLD.id; END IF; "
        "IF TG_OP <> 'DELETE' AND NEW.state = 'shown' THEN "
        f"INSERT INTO records_told VALUES (NEW.id, {words}); END IF; RETURN NULL; END $$"
    )
    yield (
        "CREATE TRIGGER told_changed AFTER INSERT OR DELETE OR UPDATE OF title, text, name, state "
        "ON records_story FOR EACH ROW EXECUTE FUNCTION told_story()"
    )


def index(apps, schema_editor):
    """Make the index of this database."""
    for statement in sqlite() if schema_editor.connection.vendor == "sqlite" else postgresql():
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """After the tables."""

    dependencies = [("records", "0041_stories")]
    operations = [migrations.RunPython(index, migrations.RunPython.noop)]
