"""JSON as a database that keeps it as text should keep it: without blanks."""

from __future__ import annotations

import json
from typing import Any

from django.db import models


class Compact(json.JSONEncoder):
    """Writes no blank between the parts."""

    def __init__(self, **options: Any) -> None:
        """Take what `json.dumps` gives an encoder."""
        super().__init__(**{**options, "separators": (",", ":")})


class CompactJSON(models.JSONField):
    """A field of JSON that SQLite keeps in few signs; to migrations it is any other field of JSON."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take what a field of JSON takes, but no encoder."""
        kwargs["encoder"] = Compact
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Return the field that migrations know: how its text is spaced is no matter of the table."""
        name, _, args, kwargs = super().deconstruct()
        kwargs.pop("encoder")
        return str(name), "django.db.models.JSONField", list(args), dict(kwargs)
