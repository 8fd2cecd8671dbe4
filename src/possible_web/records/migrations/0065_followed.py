"""Contacts know since when an open page of the customer's has followed them: who goes away can be missed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """After all that is there."""

    dependencies = [("records", "0064_an_index_once")]
    operations = [
        migrations.AddField("contact", "followed_at", models.BigIntegerField(blank=True, null=True))
    ]
