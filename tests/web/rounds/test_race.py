"""Two agents race for the last window, in processes of their own, and one may be killed in the middle.

One gets it, the other is told at once; never both, and never half a booking: case, journal, rows, timers and
the technician's day say the same.
"""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from possible.journey.case import Case as Value
from possible.values.instant import HOUR, MINUTE, Instant
from possible.values.plain import from_plain
from possible_web.keeping.force import force_of
from possible_web.keeping.rounds import seen
from possible_web.records.models import Case, Journal, Technician, Timer, Turn, Visit, WorkOrder
from tests.web.rounds.crew import TEAM, hire
from tests.web.rounds.test_booking import offered_case, quote
from tools.lint import ROOT

RACES = 6
GONE = "This window has just gone."


def environment():
    """Return the environment in which another process reaches this test's database."""
    settings = connection.settings_dict
    found = {**os.environ, "DJANGO_SETTINGS_MODULE": "possible_web.project.settings"}
    if connection.vendor == "sqlite":
        return found | {"POSSIBLE_DATA_DIR": str(Path(settings["NAME"]).parent)}
    where = f"host={settings['HOST']}&port={settings['PORT']}"
    return found | {"DATABASE_URL": f"postgresql://{settings['USER']}@/{settings['NAME']}?{where}"}


def racer():
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.web.rounds.racer"],
        env=environment(),
        cwd=ROOT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout.readline() == "ready\n"
    return process


@contextmanager
def racers():
    both = [racer(), racer()]
    try:
        yield both
    finally:
        for process in both:
            process.kill()
            process.wait()
            process.stdin.close()
            process.stdout.close()


@pytest.fixture
def windows(any_db, charter, now):
    """Six windows, each the only one of its day, for one visit of one technician."""
    hire(now, ("amadou",))
    calendar = force_of(charter.charter_id).calendar
    who, day, found = Technician.objects.get(), calendar.day(now), []
    while len(found) < RACES:
        day += timedelta(days=1)
        if day.weekday() < 6:
            starts = Instant(calendar.starts(day) + 10 * HOUR)
            Turn.objects.create(technician=who, day=day, starts=starts, ends=starts + 150 * MINUTE)
            found.append(starts)
    return found


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_one_gets_the_last_window_and_the_other_is_told_whoever_is_killed(windows, now):
    rng = random.Random(20261126)
    killed = 0
    with racers() as both:
        for number, starts in enumerate(windows):
            contacts = [offered_case(now), offered_case(now)]
            lines = [f"{each.case_id} {quote(each)} {each.token} {starts} {now}\n" for each in contacts]
            for process, line in zip(both, lines, strict=True):
                process.stdin.write(line)
                process.stdin.flush()
            victim = rng.randrange(2) if number % 2 else None
            if victim is not None:
                time.sleep(rng.random() * 0.12)
                both[victim].send_signal(signal.SIGKILL)
                killed += 1
            said = [process.stdout.readline().rstrip("\n") for process in both]
            one_has_it(said, contacts, starts, victim, now)
            if victim is not None:
                both[victim].wait()
                both[victim].stdin.close()
                both[victim].stdout.close()
                both[victim] = racer()
    assert killed == RACES // 2


def one_has_it(said, contacts, starts, victim, now):
    booked = Visit.objects.filter(starts=starts)
    assert list(booked.values_list("state", flat=True)) == ["booked"], said
    winner = booked.get()
    for number, (word, contact) in enumerate(zip(said, contacts, strict=True)):
        if winner.case_id == contact.case_id:
            assert word == f"got {winner.pk}" or number == victim
            nothing_is_half(contact, winner)
        else:
            assert word == f"told {GONE}" or number == victim
            nothing_was_done(contact)
    assert said.count(f"told {GONE}") + said.count(f"got {winner.pk}") >= 1 + (victim is None)
    plan = seen(TEAM, [winner.day], now).plan
    assert [route for route in plan.routes.values() if route] == [(str(winner.pk),)]


def nothing_is_half(contact, visit):
    case = from_plain(Value, Case.objects.get(pk=contact.case_id).state)
    assert [(each.id, each.starts, each.state) for each in case.visits] == [
        (visit.name, visit.starts, "booked")
    ]
    assert case.quote(visit.quote).state == "accepted"
    assert visit.order_id == WorkOrder.objects.get(case=contact.case_id).pk
    kinds = list(Journal.objects.filter(case=contact.case_id).values_list("kind", flat=True))
    assert (kinds.count("quote-accepted"), kinds.count("visit-booked")) == (1, 1)
    assert not Timer.objects.filter(key=f"visit-held {visit.pk}", stopped_at=None, done_at=None).exists()
    clock = Timer.objects.get(key=f"case {contact.case_id} clock {case.visits[0].clock}")
    assert (clock.due, clock.done_at, clock.stopped_at) == (visit.ends, None, None)


def nothing_was_done(contact):
    case = from_plain(Value, Case.objects.get(pk=contact.case_id).state)
    assert case.visits == ()
    assert [each.state for each in case.quotes if each.remedy == "visit"] == ["open"]
    assert not Visit.objects.filter(case=contact.case_id).exists()
    assert not WorkOrder.objects.filter(case=contact.case_id).exists()
    assert not Journal.objects.filter(case=contact.case_id, kind="visit-booked").exists()
