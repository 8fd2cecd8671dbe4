"""A day to look at, made in a service's own database by its own actions: run with its environment.

python -m tests.browser.board_day
"""

from datetime import timedelta

import django

django.setup()

from possible.values.instant import HOUR, Instant  # noqa: E402 - Django first
from possible_web.keeping.charters import charter_in_force  # noqa: E402
from possible_web.keeping.clock import now as present  # noqa: E402
from tests.web.board.day import promised  # noqa: E402
from tests.web.rounds.crew import TEAM, hire  # noqa: E402


def working_day(calendar, now):
    """Return the next day on which technicians go out, not today: no hour of ours matters then."""
    day = calendar.day(now) + timedelta(days=1)
    while day.weekday() > 4 or not calendar.is_open(Instant(calendar.starts(day) + 10 * HOUR)):
        day += timedelta(days=1)
    return day


def make():
    """Hire four, give each visits, leave one without a technician; print the day and a visit of Amadou's."""
    now = present()
    charter = charter_in_force().charter
    day = working_day(charter.calendar(charter.teams[TEAM].languages["fr"]), now)
    hire(now)
    first = promised(now, 10, "amadou", language="fr", day=day)
    for starts, who in ((14, "amadou"), (8, "julie"), (13, "tom"), (10, "karim"), (15, "karim")):
        promised(now, starts, who, language="fr" if who != "tom" else "en", day=day)
    promised(now, 16, day=day)
    print(day.isoformat(), first.pk, first.case.reference)


if __name__ == "__main__":
    make()
