"""The journal is looked at by case: nothing goes by its contacts alone, and every contact has a case."""

from django.db import migrations


class Migration(migrations.Migration):
    """After all that is there."""

    dependencies = [("records", "0060_ledger_forgets_words")]
    operations = [migrations.RemoveIndex(model_name="journal", name="journal_of_contact")]
