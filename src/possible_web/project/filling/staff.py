"""Who works at the operator of the examples: names, roles, teams, languages, and the hours of their week."""

from __future__ import annotations

from dataclasses import dataclass

from possible.values.hours import DAYS, HOLIDAY, MIDNIGHT, Hours

DOMAIN = "pamplemousse.example"
WEEK, WEEKEND = range(5), (5, 6)
HOUR = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """Somebody who works here; `shift`: when (nothing: they take no contacts)."""

    name: str
    shown: str
    role: str = "agent"
    teams: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("fr",)
    skills: tuple[str, ...] = ()
    shift: Hours | None = None

    @property
    def mail(self) -> str:
        """The mail address to sign in with."""
        return f"{self.name}@{DOMAIN}"


def weekly(days: tuple[int, ...], begins: int, ends: int) -> Hours:
    """Return the hours of a week that are the same on some days (0 Monday); past midnight where `ends` is
    the earlier one. On holidays whoever works on Sundays works.
    """
    late = ends <= begins
    found: list[tuple[tuple[int, int], ...]] = []
    for day in range(len(DAYS)):
        weekday, before = (6, 5) if day == HOLIDAY else (day, (day - 1) % 7)
        parts = [(0, ends * HOUR)] if late and before in days and ends else []
        if weekday in days:
            parts.append((begins * HOUR, MIDNIGHT if late else ends * HOUR))
        found.append(tuple(parts))
    return Hours(tuple(found))


def _technician(name: str, shown: str, languages: tuple[str, ...] = ("fr",)) -> Worker:
    return Worker(
        name=name,
        shown=shown,
        role="technician",
        teams=("technicians",),
        languages=languages,
        skills=("tv", "internet"),
    )


FIRST = ("front-desk", "tv", "network")
MONEY = ("accounts", "front-desk")
ABOVE = ("supervisors", "quality", "front-desk")
ALL = ("front-desk", "tv", "network", "accounts", "supervisors", "interpreters")
BOTH = ("fr", "en")
WORKERS = (
    Worker(
        name="nadia",
        shown="Nadia",
        role="lead",
        teams=ABOVE,
        languages=BOTH,
        shift=weekly((0, 1, 2, 3, 4), 9, 18),
    ),
    Worker(
        name="ines",
        shown="Inès",
        teams=(*FIRST, "interpreters"),
        languages=BOTH,
        shift=weekly((0, 1, 2, 3, 4), 8, 16),
    ),
    Worker(
        name="marc", shown="Marc", teams=("network", "front-desk", "tv"), shift=weekly((0, 1, 2, 4, 5), 9, 17)
    ),
    Worker(
        name="youssef", shown="Youssef", teams=FIRST, languages=BOTH, shift=weekly((1, 2, 3, 4, 5), 12, 20)
    ),
    Worker(name="lea", shown="Léa", teams=MONEY, shift=weekly((0, 1, 2, 3, 4), 9, 17)),
    Worker(name="hugo", shown="Hugo", teams=MONEY, languages=BOTH, shift=weekly((0, 1, 2, 3, 4), 10, 18)),
    Worker(
        name="camille", shown="Camille", teams=ABOVE, languages=BOTH, shift=weekly((0, 1, 2, 5, 6), 12, 20)
    ),
    Worker(name="sofia", shown="Sofia", teams=FIRST, languages=BOTH, shift=weekly((0, 3, 4, 5, 6), 14, 22)),
    Worker(name="bastien", shown="Bastien", teams=FIRST, shift=weekly((0, 1, 3, 5, 6), 8, 16)),
    Worker(name="grace", shown="Grace", teams=ALL, languages=BOTH, shift=weekly((2, 3, 4, 5, 6), 7, 15)),
    Worker(name="owen", shown="Owen", teams=ALL, languages=BOTH, shift=weekly((0, 1, 2, 3), 22, 7)),
    Worker(name="aminata", shown="Aminata", teams=ALL, languages=BOTH, shift=weekly((4, 5, 6), 21, 8)),
    Worker(
        name="sandrine",
        shown="Sandrine",
        teams=("counter",),
        skills=("swaps",),
        shift=weekly((0, 1, 2, 3, 4, 5), 10, 19),
    ),
    Worker(name="admin", shown="Admin", role="admin", languages=BOTH),
    _technician("amadou", "Amadou"),
    _technician("julie", "Julie", BOTH),
    _technician("tom", "Tom", BOTH),
    _technician("karim", "Karim", BOTH),
)
