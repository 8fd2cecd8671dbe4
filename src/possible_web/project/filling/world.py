"""The world behind the operator: likely records, work that is mostly done in time, technicians."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from possible.journey import turns
from possible.simulate.anybody import DAY, domain_of
from possible.simulate.anywhere import Anywhere, Luck
from possible.simulate.streams import lasting, stream
from possible.values.instant import HOUR, MINUTE, SECOND, Instant
from possible_web.keeping.slots import ask_of, windows
from possible_web.project.filling.residents import likely
from possible_web.records.models import Customer

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from possible.journey.case import Case
    from possible.journey.force import InForce
    from possible.simulate.twin import Twin
    from possible_web.project.filling.staff import Worker

LUCK = Luck(works=0.86, does=0.96, in_time=0.95, comes=0.985, moved=0.05)
A_DAY = 3  # visits of one technician
CHOICES = 14  # a customer takes one of the first windows, mostly within two days
# How often a fault is gone with it; a loan bridges the time, and all else is done when it is done.
HELPS = {"swap": 0.8, "loan": 0.0}
COUNTED = ("contacts", "days-without")
Window = tuple[Instant, Instant]


@dataclass(slots=True)
class Job:
    """Work that an accepted quote gave somebody: a visit of a technician, or what a team carries out."""

    case: str
    quote: str
    remedy: str
    team: str
    made: Instant
    within: Instant | None
    technician: str = ""
    booked: Instant | None = None
    done: Instant | None = None
    fixed: bool | None = None


class Back(Anywhere):
    """Records, systems, teams and technicians; `jobs`: the work there was, by case and quote.

    `known`: what is on record of some customers; `in_vain`: those for whom no remedy works the first time.
    """

    def __init__(self, force: InForce, seed: int, workers: Iterable[Worker]) -> None:
        """Begin with nothing on record and nothing to do."""
        super().__init__(force, seed, LUCK)
        self.technicians = [worker for worker in workers if worker.role == "technician"]
        self.jobs: dict[tuple[str, str], Job] = {}
        self.busy: dict[Instant, set[str]] = {}
        self.days: Counter[tuple[date, str]] = Counter()
        self.known: dict[str, dict[str, str]] = {}
        self.in_vain: set[str] = set()

    # ---- records ----------------------------------------------------------------------------------------

    def look_up(self, twin: Twin, case: Case, fact: str) -> str:
        """Return what the records say: counted where they count, else likely and the same each time."""
        playbook = next((talk.run.top.playbook for talk in case.talks if talk.run), "")
        domain = domain_of(self.force, fact, playbook)
        if fact in self.known.get(case.customer, {}):
            return self.known[case.customer][fact]
        if fact == "days-without" and domain is not None:
            days = (twin.now - case.opened) // DAY
            return domain.text(days if domain.high is None else min(days, domain.high))
        if fact in COUNTED or domain is None:
            return super().look_up(twin, case, fact)
        found = likely(stream(self.seed, case.customer, "record", fact), fact, domain)
        return found or super().look_up(twin, case, fact)

    # ---- work -------------------------------------------------------------------------------------------

    def carry_out(self, twin: Twin, case: Case, quote: str) -> None:
        """Give a team its work; it is done mostly in time, and what repairs mostly helps."""
        job = self._job(twin, case, quote, None)
        draw = stream(self.seed, case.customer, "remedy", quote)
        within = self.force.charter.remedies[job.remedy].within
        length = within.about * SECOND if within else DAY
        late = draw.random() > self.luck.in_time
        after = draw.randrange(length // 3, length) + (lasting(draw, DAY) if late else 0)
        helps = draw.random() < HELPS.get(job.remedy, 1.0) and case.customer not in self.in_vain
        ends = turns.RemedyEnds(quote=quote, worked=helps)
        twin.at(twin.now + after, lambda: self._ends(twin, job, ends, fixed=helps))

    def _job(self, twin: Twin, case: Case, quote: str, within: Instant | None) -> Job:
        found = case.quote(quote)
        remedy = found.remedy if found else ""
        team = self.force.charter.remedies[remedy].by
        job = Job(case.id, quote, remedy, team, twin.now, within)
        return self.jobs.setdefault((case.id, quote), job)

    # ---- visits -----------------------------------------------------------------------------------------

    def find_windows(self, twin: Twin, case: Case, quote: str, within: Instant | None) -> None:
        """Let the customer take one of the first windows in which somebody is free, after a moment."""
        job = self._job(twin, case, quote, within)
        draw = stream(self.seed, case.customer, "window", quote)
        after = twin.now + lasting(draw, 40 * SECOND)
        twin.at(after, lambda: self._chooses(twin, job))

    def _chooses(self, twin: Twin, job: Job) -> None:
        draw = stream(self.seed, job.case, "visit", job.quote)
        free = self._free(twin, job)
        if not free:
            return
        window, technician = free[min(int(draw.expovariate(0.2)), len(free) - 1)]
        if twin.tries(job.case, turns.Books(quote=job.quote, starts=window[0], ends=window[1])):
            job.technician, job.booked = technician, twin.now
            self.busy.setdefault(window[0], set()).add(technician)
            self.days[self._day(window[0]), technician] += 1
            self._comes(twin, job, twin.cases[job.case].visits[-1].id, window)

    def _free(self, twin: Twin, job: Job) -> list[tuple[Window, str]]:
        """Return the first windows that can be had, each with the technician who would come."""
        language = twin.cases[job.case].language
        ask = ask_of(self.force.charter, job.remedy, language, job.within, Customer())
        found: list[tuple[Window, str]] = []
        for window in windows(ask, twin.now, job.within):
            if window[0] <= twin.now + HOUR:
                continue
            there, day = self.busy.get(window[0], set()), self._day(window[0])
            able = [each.name for each in self.technicians if language in each.languages]
            free = [name for name in able if name not in there and self.days[day, name] < A_DAY]
            if free:
                found.append((window, free[len(self.jobs) % len(free)]))
            if len(found) == CHOICES:
                break
        return found

    def _day(self, at: Instant) -> date:
        return self.force.calendar.day(at)

    def _comes(self, twin: Twin, job: Job, visit: str, window: Window) -> None:
        """Let the technician come in the window, late, or not at all; now and then the customer moves it."""
        draw = stream(self.seed, job.case, "technician", job.quote, window[0])
        starts, ends = window
        if draw.random() > self.luck.comes:
            twin.at(ends + draw.randrange(HOUR, 5 * HOUR), lambda: self._makes_good(twin, job, visit))
            return
        late = 0 if draw.random() < self.luck.in_time else ends - starts + draw.randrange(10, 90) * MINUTE
        come = starts + draw.randrange(ends - starts - 10 * MINUTE) + late
        fixed = draw.random() < self.luck.works
        over = turns.VisitEnds(visit=visit, fixed=fixed, cause="network")
        lasts = draw.randrange(25, 95) * MINUTE
        twin.at(come, lambda: twin.tries(job.case, turns.IsThere(visit=visit)))
        twin.at(come + lasts, lambda: self._ends(twin, job, over, fixed=fixed))

    def _makes_good(self, twin: Twin, job: Job, visit: str) -> None:
        """Agree on another window where nobody came."""
        job.within = None
        free = self._free(twin, job)
        if free:
            window, job.technician = free[0]
            moves = turns.Moves(visit=visit, starts=window[0], ends=window[1], consent=True)
            if twin.tries(job.case, moves):
                self._comes(twin, job, visit, window)

    def _ends(self, twin: Twin, job: Job, turn: turns.Turn, *, fixed: bool) -> None:
        """Note when work was done, and whether it helped."""
        if twin.tries(job.case, turn):
            job.done, job.fixed = twin.now, fixed
