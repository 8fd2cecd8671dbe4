"""One of the processes of `bench.offers`: it begins contacts, and takes their turns on the floor.

`python -m bench.offers_writer PHASE NUMBER` says `ready`, waits for an instant (seconds since 1970), works,
and prints what it measured as JSON. Its clock is a Monday morning that goes on as fast as ours.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from possible.values.instant import Instant

WRITERS, AGENTS = 4, 50
PACE = 30  # contacts a second, of all writers
BEGAN = 1_764_580_000_000  # 1 December 2025, a little after nine in Paris
LATER = 0.4  # seconds between the turns of a contact
SPEAK = (("fr",), ("en",), ("fr", "en"))


def prepare() -> str:
    """Make the tables, put the charter in force, and let the agents sit down."""
    from bench.desk_ours import ROOT
    from possible.charter import files_of, read
    from possible_web.actions import desk
    from possible_web.actions.charters import By, Proof, do_publish_charter
    from possible_web.actions.people import Newcomer, do_add_staff
    from possible_web.project.database import bring_up_to_date

    bring_up_to_date()
    now = _clock(time.time())()
    folder = str(ROOT / "charters" / "cest-possible")
    files = files_of(folder)
    texts = {name: content.decode() for name, content in files.items()}
    do_publish_charter(read(files, folder), texts, Proof({}), By("bench"), now)
    for number in range(AGENTS):
        name = f"agent{number:02d}"
        spoken = SPEAK[number % len(SPEAK)]
        newcomer = Newcomer(f"{name}@example.org", name, name, "agent", ("front-desk",), spoken)
        desk.do_change_presence(do_add_staff(newcomer, now), "available", now)
    _execute("CREATE TABLE bench_row (number bigint, text varchar(40))")
    return "null"


def paced(number: int, seconds: int) -> Callable[[float], Any]:
    """Begin this writer's contacts; returns how to take their turns at their moments.

    That gives, for each, the milliseconds from the moment at which the customer asked to the commit after
    which the offer is there.
    """
    from possible_web.records.models import Staff

    staff = {row.name: row for row in Staff.objects.all()}
    mine = range(number, PACE * seconds, WRITERS)
    contacts = [_begins(each, _clock(time.time())()) for each in mine]

    def run(start: float) -> list[float]:
        clock, found = _clock(start - 60), []
        todo: list[tuple[float, int, str]] = []
        for place, each in zip(mine, contacts, strict=True):
            heappush(todo, (start + place / PACE, 0, each))
        while todo:
            due, turn, contact = heappop(todo)
            time.sleep(max(0.0, due - time.time()))
            _turn(turn, contact, staff, clock())
            if turn == 0:
                found.append((time.time() - due) * 1000)
            if turn < 2:
                heappush(todo, (due + LATER, turn + 1, contact))
        return found

    return run


def busy(number: int, seconds: int) -> Callable[[float], Any]:
    """Return how to take turns without a pause; that gives how many were taken."""
    from possible_web.records.models import Staff

    staff = {row.name: row for row in Staff.objects.all()}

    def run(start: float) -> int:
        clock, taken = _clock(start - 60), 0
        place = 10_000_000 + int(start) * 100 + number
        while time.time() < start + seconds:
            contact = _begins(place + taken * WRITERS, clock())
            for turn in range(3):
                _turn(turn, contact, staff, clock())
            taken += 4
        return taken

    return run


def bare(number: int, seconds: int) -> Callable[[float], Any]:
    """Return how to insert and commit one small row after another; that gives how many there were."""
    from django.db import transaction

    _execute("SELECT 1")

    def run(start: float) -> int:
        done = 0
        while time.time() < start + seconds:
            with transaction.atomic(durable=True):
                _execute("INSERT INTO bench_row VALUES (%s, 'one small row')", [number])
            done += 1
        return done

    return run


def _begins(place: int, now: Instant) -> str:
    """Let a customer arrive in the chat; every other one in French."""
    from possible_web.actions import contacts
    from possible_web.records.models import Customer

    language = ("fr", "en")[place // WRITERS % 2]
    customer = Customer.objects.create(name=f"Customer {place}", language=language, since=now)
    return contacts.do_begin_contact(customer, contacts.Arrival("chat", language), now).token


def _turn(turn: int, contact: str, staff: dict[str, Any], now: Instant) -> None:
    """Take one of the three turns on the floor: ask for a person, answer, end."""
    from possible.journey import turns
    from possible_web.actions import contacts, desk
    from possible_web.records.models import Contact, Waiting

    case = Contact.objects.values_list("case", flat=True).get(token=contact) or 0
    if turn == 0:
        contacts.do_take_turn(case, turns.WantsPerson(contact=contact), now)
    elif turn == 1:
        agent = Waiting.objects.values_list("taker", flat=True).get(contact=contact)
        desk.do_accept_offer(contact, staff[agent], now)
    else:
        contacts.do_take_turn(case, turns.Finishes(contact=contact), now)


def wrong() -> str:
    """Return how many offers went to somebody who does not speak the language, and how many were made."""
    from possible_web.records.models import Contact, Journal, Staff

    spoken = dict(Staff.objects.values_list("name", "languages"))
    language = dict(Contact.objects.values_list("token", "language"))
    offers = list(Journal.objects.filter(kind="offer-made"))
    bad = [row for row in offers if language[row.contact] not in spoken[row.body["agent"]]]
    return json.dumps([len(bad), len(offers)])


def _clock(start: float) -> Callable[[], Instant]:
    from possible.values.instant import Instant

    return lambda: Instant(BEGAN + int((time.time() - start) * 1000))


def _execute(statement: str, values: list[Any] | None = None) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def main() -> None:
    """Do one phase."""
    import django

    django.setup()
    from possible.floor import Rules
    from possible_web.keeping import pools

    pools.RULES = Rules()  # nobody wraps up: three turns, and an agent is free again
    phase, number, seconds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    if phase in ("prepare", "wrong"):
        print({"prepare": prepare, "wrong": wrong}[phase]())
        return
    run = {"paced": paced, "busy": busy, "bare": bare}[phase](number, seconds)
    print("ready", flush=True)
    start = float(sys.stdin.readline())
    time.sleep(max(0.0, start - time.time()))
    print(json.dumps(run(start)))


if __name__ == "__main__":
    main()
