"""Open cases stand in one order, so that a page of a list reads its fifty rows and not all that are open."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A column for the place, and indexes by it instead of by state."""

    dependencies = [("records", "0051_ledger_append_only")]
    operations = [
        migrations.AddField("case", "place", models.BigIntegerField(null=True, blank=True)),
        migrations.RunSQL(
            "UPDATE records_case SET place = coalesce(due, 9000000000000000) WHERE status IN ('open', 'waits')",
            migrations.RunSQL.noop,
        ),
        migrations.RemoveIndex("case", "case_mine"),
        migrations.RemoveIndex("case", "case_of_team"),
        migrations.RemoveIndex("case", "case_by_due"),
        migrations.RemoveIndex("case", "case_by_change"),
        migrations.AddIndex("case", models.Index(fields=["owner", "place"], name="case_mine")),
        migrations.AddIndex(
            "case",
            models.Index(fields=["place", "id", "team", "owner", "snoozed_until"], name="case_by_place"),
        ),
        migrations.AddIndex("case", models.Index(fields=["-changed_at"], name="case_by_change")),
    ]
