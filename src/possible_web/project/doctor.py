"""What `possible doctor` looks at: one function for each thing, each tells what it saw and what to do."""

from __future__ import annotations

import platform
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import django
import granian
from django.db import DatabaseError, connection

from possible._version import __version__
from possible.values import N_, Refused, Sentence, sentence
from possible.values.instant import SECOND
from possible_web.keeping.charters import charter_in_force
from possible_web.keeping.clock import now
from possible_web.keeping.shifts import technicians_of
from possible_web.project import configuration
from possible_web.project.database import pending
from possible_web.records.models import Outbox

RACE_FROM, RACE_TO = (3, 7, 0), (3, 51, 2)
LEAST_FREE = 1024**3
MAY_DIFFER = 2 * SECOND


@dataclass(frozen=True, slots=True)
class Look:
    """One thing that was looked at: what was seen, whether it is well, and what to try."""

    what: Sentence
    well: bool = True
    attempt: Sentence | None = None


def examined() -> Iterator[Look]:
    """Yield every look; what needs the database is left out when it is away."""
    yield versions()
    yield disk()
    yield secret()
    yield address()
    yield mail()
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        why = sentence(N_("Database ({kind}): {reason}"), kind=connection.vendor, reason=str(error).strip())
        yield Look(why, well=False, attempt=sentence(N_("is it running, and is `DATABASE_URL` right?")))
        return
    yield database()
    yield up_to_date()
    if not pending():
        yield from technicians()
        yield unsent()
    if connection.vendor == "postgresql":
        yield clocks()


def versions() -> Look:
    """Tell the versions of everything that matters."""
    text = N_("Possible {possible}, Python {python}, Django {django}, granian {granian}")
    return Look(
        sentence(
            text,
            possible=__version__,
            python=platform.python_version(),
            django=django.get_version(),
            granian=granian.__version__,
        )
    )


def disk() -> Look:
    """Tell how much room the data folder has."""
    folder = configuration.data_folder()
    free = shutil.disk_usage(folder).free
    what = sentence(N_("{folder}: {free} MB free"), folder=folder, free=free // 1024**2)
    attempt = None if free >= LEAST_FREE else sentence(N_("make room: at least 1 GB"))
    return Look(what, free >= LEAST_FREE, attempt)


def secret() -> Look:
    """Tell whether nobody else can read the secret key."""
    if configuration.value("POSSIBLE_SECRET_KEY"):
        return Look(sentence(N_("The secret key comes from `POSSIBLE_SECRET_KEY`.")))
    file = configuration.data_folder() / configuration.SECRET
    private = not stat.S_IMODE(file.stat().st_mode) & 0o077
    what = N_("The secret key is private.") if private else N_("Others can read the secret key.")
    attempt = None if private else sentence(N_("chmod 600 {file}"), file=file)
    return Look(sentence(what), private, attempt)


def address() -> Look:
    """Tell under which address people reach it, and whether it is safe to."""
    found = urlsplit(configuration.public_url())
    safe = found.scheme == "https" or found.hostname in {"localhost", "127.0.0.1", "::1"}
    attempt = None if safe else sentence(N_("put a proxy with a certificate before it, and say `https://`"))
    return Look(sentence(N_("Public address: {address}"), address=found.geturl()), safe, attempt)


def mail() -> Look:
    """Tell where mail goes."""
    server = configuration.smtp()
    if server:
        text = sentence(N_("Mail leaves by {host}, port {port}."), host=server["host"], port=server["port"])
        return Look(text)
    return Look(sentence(N_("Mail lands in the mailbox page: `POSSIBLE_SMTP_URL` is not set.")))


def database() -> Look:
    """Tell the database's kind and version; of SQLite whether it may have the race of its log."""
    if connection.vendor == "postgresql":
        number = str(connection.pg_version)  # type: ignore[attr-defined]
        return Look(sentence(N_("PostgreSQL {version}"), version=number[:-4]))
    version = sqlite3.sqlite_version
    if RACE_FROM <= sqlite3.sqlite_version_info <= RACE_TO:
        text = N_(
            "SQLite {version}: it can lose writes when several processes checkpoint, so one of ours does. "
            "Open the database with no other program while the service runs."
        )
        return Look(sentence(text, version=version))
    return Look(sentence(N_("SQLite {version}"), version=version))


def up_to_date() -> Look:
    """Tell which migrations are pending."""
    left = pending()
    if not left:
        return Look(sentence(N_("The database is up to date.")))
    what = sentence(N_("Migrations are pending: {names}"), names=", ".join(left))
    return Look(what, well=False, attempt=sentence(N_("`possible serve` applies them")))


def technicians() -> Iterator[Look]:
    """Tell how many go out for each team of the charter in force that visits; nothing without a charter."""
    try:
        charter = charter_in_force().charter
    except Refused:
        return
    for team in (name for name, each in charter.teams.items() if each.visits):
        count = len(technicians_of(team))
        if count:
            yield Look(sentence(N_("Technicians of {team}: {count}"), team=team, count=count))
        else:
            what = sentence(N_("Nobody goes out for {team}: no window of a visit can be had."), team=team)
            attempt = N_("`possible staff MAIL --name NAME --role technician --team {team} --home ADDRESS`")
            yield Look(what, well=False, attempt=sentence(attempt, team=team))


def unsent() -> Look:
    """Tell how many mails the server has refused, and why the last one was."""
    refused = Outbox.objects.filter(channel="mail", sent_at=None).exclude(error="")
    last = refused.order_by("-pk").first()
    if last is None:
        return Look(sentence(N_("All mail was taken so far.")))
    what = sentence(
        N_("Mail that was refused so far: {count}; the last one: {reason}"),
        count=refused.count(),
        reason=last.error,
    )
    return Look(
        what, well=False, attempt=sentence(N_("look at the mailbox page, and at `POSSIBLE_SMTP_URL`"))
    )


def clocks() -> Look:
    """Tell whether this machine and the database agree on the time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint")
        differ = abs(cursor.fetchone()[0] - now())
    what = sentence(N_("Clocks differ by {count} ms."), count=differ)
    attempt = None if differ < MAY_DIFFER else sentence(N_("let both machines follow one time server"))
    return Look(what, differ < MAY_DIFFER, attempt)
