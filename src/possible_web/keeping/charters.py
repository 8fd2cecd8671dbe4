"""The charter in force, and the one that a case is pinned to, read from the database and kept by digest."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.db import connection

from possible.charter import Charter, read
from possible.values import N_, Refused, sentence
from possible_web.records.models import Activation, CharterVersion


@dataclass(frozen=True, slots=True)
class InForce:
    """A published charter: the row's id and digest, and the model."""

    id: int
    digest: str
    charter: Charter


def charter_in_force() -> InForce:
    """Return the charter that was activated last; `Refused` while none was published."""
    # Asked some times for each page, so it is asked in plain SQL.
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT charter_id FROM {Activation._meta.db_table} ORDER BY id DESC LIMIT 1")  # noqa: S608, SLF001
        newest = cursor.fetchone()
    if newest is None:
        raise Refused(
            sentence(N_("No charter is in force yet.")), sentence(N_("`possible publish CHARTER` puts one"))
        )
    return charter_of(newest[0])


def charter_of(version_id: int) -> InForce:
    """Return a published charter by its row. CharterVersion.DoesNotExist for a wrong one."""
    digest = _digest(version_id, database_name())
    return InForce(version_id, digest, _read(version_id, digest))


@lru_cache(maxsize=64)
def _digest(version_id: int, _database: str) -> str:
    """Look the digest up once a process and database: a published version never changes."""
    return CharterVersion.objects.values_list("digest", flat=True).get(pk=version_id)


@lru_cache(maxsize=16)
def _read(version_id: int, digest: str) -> Charter:
    """Read the files once a process: a published version never changes. `digest` keeps databases apart."""
    files: dict[str, str] = CharterVersion.objects.values_list("files", flat=True).get(
        pk=version_id, digest=digest
    )
    return read({name: text.encode() for name, text in files.items()})


def database_name() -> str:
    """Return which database this is, for what a process remembers of it."""
    settings = connection.settings_dict
    return f"{connection.vendor} {settings['HOST']} {settings['PORT']} {settings['NAME']}"
