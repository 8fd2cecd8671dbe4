"""Databases for tests: SQLite files, and a PostgreSQL cluster of the tests' own, in a temporary folder, for this run only; skipped aloud without one.

Its fsync is off: the tests ask what is kept, not what survives a power cut.
"""

import itertools
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from django.db import connection, connections

from possible_web.project import configuration
from possible_web.project.database import bring_up_to_date

USER = "postgres"
EMPTY, PORT = "possible_empty", "54999"
_number = itertools.count(1)


def programs() -> Path | None:
    """Return the folder of the newest server programs of Debian, or of those on the PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    initdb = shutil.which("initdb")
    return Path(initdb).parent if initdb else None


def as_user(*line: str) -> None:
    """Run a program as the user `postgres` when we are root: the server refuses to run as root."""
    words = ["runuser", "-u", USER, "--", *line] if os.getuid() == 0 else list(line)
    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd="/")
    if done.returncode:
        raise RuntimeError(f"{line[0]}: {done.stderr or done.stdout}")


@pytest.fixture(scope="session")
def cluster():
    """Start a server that listens on a socket in its own folder, and stop it in the end."""
    bin_ = programs()
    if bin_ is None:
        pytest.skip("PostgreSQL's programs are not installed: make setup-test")
    folder = Path(tempfile.mkdtemp(prefix="possible-pg-"))
    if os.getuid() == 0:
        shutil.chown(folder, USER)
    data = folder / "data"
    as_user(str(bin_ / "initdb"), "-D", str(data), "-U", USER, "-A", "trust", "--no-sync", "-E", "UTF8")
    options = f"-k {folder} -c listen_addresses= -c fsync=off -c port={PORT}"
    as_user(str(bin_ / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
    yield folder
    as_user(str(bin_ / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def empty_postgres(cluster):
    """Make a database with all tables and nothing in them; tests copy it."""
    statement(cluster, f"CREATE DATABASE {EMPTY}")
    use(described(cluster, EMPTY))
    bring_up_to_date()
    connection.close()
    return cluster


@pytest.fixture
def postgres_db(empty_postgres):
    """Give an empty PostgreSQL database of this test's own."""
    name = f"test_{next(_number)}"
    statement(empty_postgres, f"CREATE DATABASE {name} TEMPLATE {EMPTY}")
    use(described(empty_postgres, name))
    yield connection
    connection.close()
    statement(empty_postgres, f"DROP DATABASE {name} WITH (FORCE)")


def use(database: dict) -> None:
    """Let Django's default connection, of every thread, be to another database from now on."""
    connections["default"].close()
    del connections["default"]
    connections.settings["default"] = connections.configure_settings({"default": database})["default"]


def sqlite_at(file: Path) -> dict:
    return {**configuration.database(), "NAME": str(file)}


def described(folder: Path, name: str) -> dict:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": USER,
        "HOST": str(folder),
        "PORT": PORT,
        "OPTIONS": {},
    }


def statement(folder: Path, text: str) -> None:
    """Run one statement outside any transaction."""
    import psycopg

    with psycopg.connect(host=str(folder), port=PORT, user=USER, dbname="postgres", autocommit=True) as link:
        link.execute(text)
