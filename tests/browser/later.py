"""A service whose clock a test moves: what is promised for the afternoon is seen in the afternoon.

`Later` is a running service, at half past nine of a Monday on which work is done, the next day too.
"""

import subprocess
import time
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from possible.charter import load
from possible.values.instant import HOUR, Instant
from tests.web.service import POSSIBLE, Server, started
from tools.lint import ROOT

GOOD = ROOT / "charters" / "cest-possible"
MOVED = Path(__file__).parent / "moved"
PHONE = "(ahead => {{ const now = Date.now.bind(Date); Date.now = () => now() + ahead; }})({ahead})"


@dataclass
class Later:
    """A running service and the file that says how far its clock is ahead."""

    server: Server
    file: Path
    monday: date

    @property
    def address(self) -> str:
        return self.server.address

    @property
    def data(self) -> Path:
        return Path(self.server.environment["POSSIBLE_DATA_DIR"])

    @property
    def ahead(self) -> int:
        """Return how many milliseconds the clock is ahead."""
        return int(self.file.read_text(encoding="ascii")) // 1_000_000

    def move(self, to: int) -> None:
        """Let it be another, later time: milliseconds."""
        written = self.file.with_suffix(".new")
        written.write_text(str(to * 1_000_000 - time.time_ns()), encoding="ascii")
        written.replace(self.file)  # whoever looks sees the old time or the new one

    def at(self, hours: float, days: int = 0) -> Instant:
        """Return an instant of the Monday in Paris, or of a day after it."""
        midnight = load(str(GOOD)).calendar().starts(self.monday + timedelta(days=days))
        return Instant(midnight + int(hours * HOUR))

    def works(self, name: str) -> str:
        """Let a technician work here, who speaks what customers speak; return where they sign in."""
        words = (
            "--role",
            "technician",
            "--team",
            "technicians",
            "--home",
            "31 avenue Victor-Cresson, 92130 Issy",
        )
        able = ("--language", "en", "--language", "fr", "--skill", "tv", "--skill", "internet")
        return self.hires(name, *words, *able)

    def hires(self, name: str, *words: str) -> str:
        """Let somebody work here; return where they sign in."""
        said = self.server.possible("staff", f"{name.lower()}@pamplemousse.example", "--name", name, *words)
        return said.splitlines()[-1].removeprefix(self.address)

    def piped(self, *words: str, case: str = "") -> str:
        """Return what `possible journal | possible …` prints; it has to end well."""
        events = self.server.possible("journal", *(["--case", case] if case else []))
        done = subprocess.run(
            [str(POSSIBLE), *words, "-"],
            input=events,
            env=self.server.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def working_monday() -> date:
    """Return the next Monday, not today, that is no holiday, nor is the day after it."""
    charter = load(str(GOOD))
    calendar = charter.calendar(charter.teams["technicians"].languages["fr"])
    day = calendar.day(Instant(time.time_ns() // 1_000_000)) + timedelta(days=1)
    while day.weekday() or not all(
        calendar.is_open(Instant(calendar.starts(day + timedelta(days=each)) + 10 * HOUR)) for each in (0, 1)
    ):
        day += timedelta(days=1)
    return day


def begun(folder: Path) -> Later:
    """Start a service at half past nine."""
    file = folder / "ahead"
    file.write_text("0", encoding="ascii")
    made = Later(None, file, working_monday())
    made.move(made.at(9.5))
    made.server = started(folder / "data", PYTHONPATH=str(MOVED), MOVED_CLOCK=str(file))
    return made
