"""The torture: a service over a real socket, people as scripts, and processes that die at random."""

import asyncio
import os
import random
import signal
import subprocess
import time
from dataclasses import dataclass, field

from django.conf import settings
from django.db import connection, transaction

from possible_web.actions.people import Newcomer, do_add_staff
from possible_web.keeping.clock import now
from possible_web.records.models import Account, Journal, Outbox, Timer
from possible_web.signin.links import token_for
from tests.web.service import POSSIBLE, Server, answer, free_port, until
from tests.web.torture.acknowledged import Book
from tests.web.torture.agents import Agent
from tests.web.torture.browsing import Browser, Counts, rest
from tests.web.torture.customers import Customer
from tools.lint import ROOT

DRAINED_WITHIN = 600  # seconds; patience, not a measure: the machine may have other things to do
TRIES = 5  # a timer that failed so often is waited for no longer
TEAMS = ("front-desk", "tv", "network", "accounts", "supervisors")


@dataclass(frozen=True)
class Size:
    """How many people, for how long (seconds), with which seed; `pause`: what people think for, at most."""

    agents: int
    customers: int
    seconds: float
    pause: float = 1.5
    web: int = 4
    kill_every: float = 3.0
    seed: int = 1


@dataclass
class Day:
    """What came of a run."""

    book: Book = field(default_factory=Book)
    counts: Counts = field(default_factory=Counts)
    kills: dict = field(default_factory=dict)
    lived: float = 0.0
    failed: list = field(default_factory=list)


class Service:
    """`possible serve`, and a second worker beside it, which we start again when it falls."""

    def __init__(self, folder, size: Size, path: str = ""):
        port = free_port()
        self.environment = {
            **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
            "LANG": "en_GB.UTF-8",
            "POSSIBLE_DATA_DIR": str(folder),
            "POSSIBLE_PORT": str(port),
            "POSSIBLE_SECRET_KEY": settings.SECRET_KEY,
            "POSSIBLE_BEHIND_PROXY": "yes",
            "POSSIBLE_WEB_PROCESSES": str(size.web),
            "DATABASE_URL": database_url(),
            "PYTHONPATH": path,
        }
        self.log = (folder / "service.log").open("ab")
        self.server = Server(f"http://localhost:{port}", self.environment, self._start("serve"))
        self.second = self._start("work")
        until(lambda: answer(port))

    def _start(self, word: str):
        line = [str(POSSIBLE), word]
        return subprocess.Popen(line, env=self.environment, cwd=ROOT, stderr=self.log, stdout=self.log)

    def mortals(self) -> dict[str, int]:
        """Return the processes that may die: each web process, both workers; the web server as a whole."""
        return {**self.server.children(), "second worker": self.second.pid}

    def tend(self) -> None:
        """Start the second worker again when it fell."""
        if self.second.poll() is not None:
            self.second = self._start("work")

    def stop(self) -> None:
        self.second.send_signal(signal.SIGTERM)
        self.second.wait(60)
        assert self.server.stop() == 0
        self.log.close()

    def run(self, *words: str, code: int | None = 0) -> str:
        """Run a command of ours on this service's data."""
        line = [str(POSSIBLE), *words]
        done = subprocess.run(
            line, env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert code in (done.returncode, None), done.stdout[-4000:] + done.stderr[-4000:]
        return done.stdout + (done.stderr if code is None else "")


def database_url() -> str:
    """Return the address of the database of this test; nothing for SQLite, which is in the data folder."""
    if connection.vendor == "sqlite":
        return ""
    known = connection.settings_dict
    return f"postgresql://{known['USER']}@/{known['NAME']}?host={known['HOST']}&port={known['PORT']}"


def hire(count: int) -> list[Account]:
    """Let agents work here: some speak one language, some both."""
    speak = (("fr", "en"), ("fr",), ("en",), ("fr", "en"))
    found = []
    for number in range(count):
        name, languages = f"agent-{number}", speak[number % len(speak)]
        mail = f"{name}@pamplemousse.example"
        found.append(
            do_add_staff(Newcomer(mail, name, name.title(), "agent", TEAMS, languages), now()).account
        )
    connection.close()
    return found


def tortured(service: Service, size: Size, accounts: list[Account]) -> Day:
    """Let people live while processes die; then let the workers finish what is due."""
    day = Day()
    asyncio.run(_day(service, size, accounts, day))
    service.tend()
    until(lambda: answer(service.server.port), DRAINED_WITHIN)
    until(drained, DRAINED_WITHIN)
    return day


async def _day(service: Service, size: Size, accounts: list[Account], day: Day) -> None:
    stop = asyncio.Event()
    began = time.monotonic()
    people = [*_customers(service, size, day), *_agents(service, size, accounts, day)]
    tasks = [asyncio.create_task(person.live(stop)) for person in people]
    reaper = asyncio.create_task(_kill(service, size, day, stop))
    await asyncio.sleep(size.seconds)
    day.lived = time.monotonic() - began
    stop.set()
    for ended in await asyncio.gather(*tasks, reaper, return_exceptions=True):
        if isinstance(ended, BaseException):
            day.failed.append(repr(ended))


def _customers(service: Service, size: Size, day: Day):
    for number in range(size.customers):
        browser = Browser(service.server.port, f"10.1.{number // 250}.{number % 250 + 1}", day.counts)
        dice = random.Random(f"{size.seed} customer {number}")
        yield Customer(number, browser, dice, day.book, size.pause, size.seconds / 4)


def _agents(service: Service, size: Size, accounts: list[Account], day: Day):
    for number, account in enumerate(accounts):
        browser = Browser(service.server.port, f"10.2.0.{number + 1}", day.counts)
        dice = random.Random(f"{size.seed} agent {number}")
        name = f"agent-{number}"
        yield Agent(name, browser, dice, day.book, size.pause, lambda account=account: _link(account))


async def _link(account: Account) -> str:
    """Return the address of a sign-in by link, good until it was used."""

    def read() -> str:
        try:
            return f"/account/link/{token_for(Account.objects.get(pk=account.pk))}"
        finally:
            connection.close()

    return await asyncio.to_thread(read)


async def _kill(service: Service, size: Size, day: Day, stop: asyncio.Event) -> None:
    """Kill one process after the other, by its number, while others work on."""
    dice = random.Random(f"{size.seed} reaper")
    while not stop.is_set():
        await rest(stop, size.kill_every * (0.5 + dice.random()))
        service.tend()
        mortals = service.mortals()
        kinds = ["web-"] * 6 + ["worker", "second worker"] + (["web"] if size.seconds > 60 else [])
        kind = dice.choice(kinds)
        names = [name for name in mortals if (name.startswith(kind) if kind == "web-" else name == kind)]
        if names and not stop.is_set():
            name = dice.choice(names)
            day.kills[name] = day.kills.get(name, 0) + 1
            os.kill(mortals[name], signal.SIGKILL)


def stuck() -> list[tuple[str, str]]:
    """Return the timers that failed again and again, with the last error."""
    found = Timer.objects.filter(done_at=None, stopped_at=None, attempts__gte=TRIES)
    return list(found.values_list("key", "error"))


def drained() -> bool:
    """Tell whether nothing is due but what is stuck, and nothing is left to send."""
    moment = now()
    waits = Timer.objects.filter(done_at=None, stopped_at=None, attempts__lt=TRIES)
    late = waits.filter(due__lt=moment - 1000).exists()
    unsent = Outbox.objects.filter(sent_at=None, given_up_at=None, again_at__lt=moment - 1000).exists()
    connection.close()
    return not late and not unsent


def told(size: Size, day: Day) -> str:
    """Return what a run did, in one line."""
    with transaction.atomic():
        kinds = Journal.objects.values_list("kind", flat=True)
        count = {
            name: kinds.filter(kind=name).count()
            for name in ("contact-arrived", "offer-made", "shell-message")
        }
        turns = Journal.objects.filter(kind="move-taken").count()
    return (
        f"{connection.vendor}: agents {size.agents} · customers {size.customers} · {day.lived:.0f} s · requests "
        f"{day.counts.requests} (repeated {day.counts.repeated}; {dict(sorted(day.counts.statuses.items()))}) · "
        f"kills {day.kills} · journal {Journal.objects.count()} · {count} · moves {turns}"
    )
