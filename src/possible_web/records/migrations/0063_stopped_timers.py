"""What was stopped needs no row: nothing asks for it, and it was most of the timers."""

from django.db import migrations


def forget(apps, schema_editor):
    """Take away timers that were stopped before they rang; what rang stays."""
    timers = apps.get_model("records", "Timer").objects.using(schema_editor.connection.alias)
    timers.filter(stopped_at__isnull=False, done_at__isnull=True).delete()


class Migration(migrations.Migration):
    """After all that is there."""

    dependencies = [("records", "0062_found_lean")]
    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
