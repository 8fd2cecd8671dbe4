"""Every visit belongs to a case."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """One column is closed."""

    dependencies = [("records", "0054_visits_of_cases")]
    operations = [
        migrations.AlterField(
            model_name="visit",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="visits", to="records.case"
            ),
        ),
    ]
