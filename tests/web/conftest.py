"""A database for each test, with real commits: a migrated SQLite file is copied, so `@action` is what it is.

`db` gives the database, `client` a browser without JavaScript, `charter` puts the good charter in force.
"""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from tools.lint import ROOT

os.environ["POSSIBLE_DATA_DIR"] = tempfile.mkdtemp(prefix="possible-tests-")
os.environ["DJANGO_SETTINGS_MODULE"] = "possible_web.project.settings"
os.environ.pop("DATABASE_URL", None)
os.environ["POSSIBLE_DEVELOPMENT"] = "yes"

import django

django.setup()

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import override_settings, setup_test_environment

from possible.charter import files_of, read
from possible.values.instant import Instant
from possible_web.actions.charters import By, Proof, do_publish_charter
from possible_web.actions.people import Newcomer, do_add_staff
from possible_web.pages import limits
from possible_web.project.database import bring_up_to_date
from tests.web.databases import (  # noqa: F401 - fixtures
    cluster,
    empty_postgres,
    postgres_db,
    sqlite_at,
    use,
)

setup_test_environment()
NOW = Instant(1_764_580_000_000)  # 1 December 2025, a little after nine in Paris
GOOD = ROOT / "charters" / "cest-possible"


@pytest.fixture(scope="session")
def migrated(tmp_path_factory):
    """Return an SQLite file with all tables and nothing in them; tests copy it."""
    file = tmp_path_factory.mktemp("migrated") / "empty.sqlite3"
    use(sqlite_at(file))
    bring_up_to_date()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("PRAGMA journal_mode=DELETE")
    connection.close()
    return file


@pytest.fixture
def db(migrated, tmp_path):
    """Give an empty database of this test's own; nothing is kept in memory from another."""
    file = tmp_path / "possible.sqlite3"
    shutil.copy(migrated, file)
    use(sqlite_at(file))
    yield connection
    connection.close()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def any_db(request):
    """Give an empty database of each kind in turn: what is promised of one holds on both."""
    return request.getfixturevalue("db" if request.param == "sqlite" else "postgres_db")


@pytest.fixture
def now():
    return NOW


@pytest.fixture
def charter(request):
    """Put the good charter in force, and return its activation."""
    request.getfixturevalue("any_db" if "any_db" in request.fixturenames else "db")
    return published(GOOD, NOW)


def published(folder: Path, at: Instant, **by):
    """Publish a charter of a folder as the command does, without running `check`."""
    files = files_of(str(folder))
    texts = {name: content.decode() for name, content in files.items()}
    return do_publish_charter(read(files, folder.name), texts, Proof({}), By("Nadia", **by), at)


@pytest.fixture
def client(db):
    """Return a browser without JavaScript that sees our pages as they are, errors too."""
    cache.clear()
    limits.forget()
    return Client(raise_request_exception=False)


@pytest.fixture
def staff(db):
    """Return a maker of staff: `staff("ines", "lead")`."""

    def make(name="ines", role="agent", **more):
        mail = f"{name}@pamplemousse.example"
        return do_add_staff(Newcomer(mail, name, name.title(), role, **more), NOW)

    return make


@pytest.fixture
def signed_in(client, staff):
    """Return a maker of browsers in which one of the staff is signed in: `signed_in("lead")`."""

    def make(role="agent", name=""):
        browser = Client(raise_request_exception=False)
        browser.force_login(staff(name or role, role).account)
        return browser

    return make


@pytest.fixture
def settings_of():
    """Return Django's way of other settings for a while: `with settings_of(DEVELOPMENT=False): …`."""
    return override_settings
