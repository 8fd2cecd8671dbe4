"""What came of promises is found by time without reading the whole journal."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """An index; no row changes."""

    dependencies = [("records", "0021_found")]
    operations = [
        migrations.AddIndex(
            model_name="journal",
            index=models.Index(
                condition=models.Q(("kind__in", ("promise-kept", "promise-broken", "credit-given"))),
                fields=["at"],
                name="journal_of_promises",
            ),
        ),
    ]
