"""The project hangs together: migrations say what the models say. Who gets in where: `test_roles`."""

from django.core.management import call_command


def test_models_and_migrations_say_the_same(db):
    call_command("makemigrations", "records", check=True, dry_run=True, verbosity=0)
