"""People live, processes die: nobody is lost, nothing happens twice, and the journal says what the tables say."""

import re
import sqlite3
from pathlib import Path

import pytest
from django.db import connection

from possible.charter import files_of, read
from possible_web.actions.charters import By, Proof, do_publish_charter
from possible_web.keeping.clock import now
from possible_web.project.database import pending
from tests.web.conftest import GOOD
from tests.web.torture.acknowledged import lost
from tests.web.torture.rig import Service, Size, hire, stuck, told, tortured

SHORT = Size(agents=10, customers=60, seconds=20)
LONG = Size(agents=50, customers=500, seconds=150, pause=60.0, kill_every=5.0)
SEEDED = Size(agents=12, customers=24, seconds=14, pause=0.5, kill_every=1000)
FAULTY = Path(__file__).parent / "faulty"
# The good charter in a hurry: limits, callbacks and promises come due within a short run.
HURRY = (
    ("at-most: 90 s", "at-most: 5 s"),
    ("status-every: 30 s", "status-every: 2 s"),
    (
        "call-back:            {from: asked, until: called, within: 30 min",
        "call-back: {from: asked, until: called, within: 6 s",
    ),
    ("within: 24 h,", "within: 8 s,"),
    ("within: 48 h,", "within: 12 s,"),
)


def hurried() -> dict:
    """Return the files of the good charter, with short times."""
    files = {name: content.decode() for name, content in files_of(str(GOOD)).items()}
    for before, after in HURRY:
        assert before in files["charter.yaml"], before
        files["charter.yaml"] = files["charter.yaml"].replace(before, after)
    return files


@pytest.fixture
def open_house(any_db, tmp_path):
    """Return a maker of services in which the hurried charter is in force, and agents work: `(size, path)`."""
    made = []

    def make(size, path=""):
        files = hurried()
        charter = read({name: text.encode() for name, text in files.items()})
        do_publish_charter(charter, files, Proof({}), By("Nadia"), now())
        accounts = hire(size.agents)
        made.append(Service(tmp_path, size, path))
        return made[0], accounts

    yield make
    for service in made:
        if service.server.process.poll() is None:
            service.stop()


def live_through(open_house, tmp_path, size):
    service, accounts = open_house(size)
    day = tortured(service, size, accounts)
    print(told(size, day))
    print(day.counts.refused)
    assert pending() == []
    assert stuck() == []
    service.stop()
    assert day.failed == []
    assert lost(day.book) == []
    assert service.run("reconcile").splitlines()[-1].startswith("faults: 0 ")
    service.run("journal", str(tmp_path / "events.jsonl"))
    laws = service.run("audit", str(tmp_path / "events.jsonl")).splitlines()[-1]
    assert "errors 0 · warnings 0" in laws
    if connection.vendor == "sqlite":
        connection.close()
        with sqlite3.connect(tmp_path / "possible.sqlite3") as link:
            assert link.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert faults_in(tmp_path / "service.log") == []
    return service, day


def faults_in(log):
    """Return what went wrong in the service; whose patience was over because SQLite was busy wrote nothing."""
    ends = re.findall(r"^[\w.]+(?:Error|Exception|Detected|Violation)\b.*$", log.read_text(), re.MULTILINE)
    return [line for line in ends if "database is locked" not in line]


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_processes_die_and_nobody_is_lost_and_nothing_happens_twice(open_house, tmp_path):
    live_through(open_house, tmp_path, SHORT)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_with_the_compare_and_set_skipped_the_audit_fails(open_house):
    service, accounts = open_house(SEEDED, str(FAULTY))
    tortured(service, SEEDED, accounts)
    service.stop()
    found = service.run("reconcile", code=1).splitlines()
    print(*found, sep="\n")
    assert "case-state" in {line.split()[0] for line in found}
    assert int(found[-1].split()[1]) > 0


@pytest.mark.endure
@pytest.mark.timeout(1800)
def test_fifty_agents_and_five_hundred_customers_outlive_minutes_of_dying_processes(open_house, tmp_path):
    live_through(open_house, tmp_path, LONG)
