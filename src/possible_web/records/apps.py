"""The one app of records; its tables begin with `records_`."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Models, and nothing that runs when they are loaded."""

    name = "possible_web.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"
