"""Room for filling anew: what was filled in before is thrown away, and nothing else ever is."""

from __future__ import annotations

from pathlib import Path

from django.db import connection

from possible.values import N_, Refused, sentence
from possible_web.project.database import checkpointing
from possible_web.project.filling.fill import must_be_empty, was_filled
from possible_web.records.models import Customer


def make_room(*, again: bool) -> None:
    """Take an earlier filling away where that is wanted; `Refused` where there is anything else.

    A database that does not say itself that it was filled in is never removed, nor one that is being served.
    """
    if Customer._meta.db_table not in connection.introspection.table_names():  # noqa: SLF001 - as Django says it
        return
    if not (again and Customer.objects.exists()):
        must_be_empty()
        return
    if connection.vendor != "sqlite" or not was_filled():
        raise Refused(
            sentence(N_("What is here was not filled in by this command; it stays as it is.")),
            sentence(N_("choose another folder: `--data FOLDER`")),
        )
    with checkpointing() as alone:
        if not alone:
            raise Refused(sentence(N_("This folder is being served.")), sentence(N_("stop `possible serve`")))
        file = Path(connection.settings_dict["NAME"])
        connection.close()
        for ending in ("", "-wal", "-shm"):
            Path(f"{file}{ending}").unlink(missing_ok=True)
