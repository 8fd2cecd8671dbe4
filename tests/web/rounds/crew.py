"""A small crew for tests: four technicians in Paris, and cases whose visits can be planned."""

from datetime import date, timedelta
from itertools import count

from possible.dispatch.plan import Window
from possible.values.instant import HOUR, MINUTE, Instant
from possible_web.actions.people import Newcomer, do_add_staff
from possible_web.keeping.charters import charter_in_force
from possible_web.keeping.places import spot_of
from possible_web.keeping.plans import visit_value
from possible_web.records.models import Case, Customer, Technician, Visit

TEAM = "technicians"
DAYS = tuple(date(2025, 12, 2) + timedelta(days=number) for number in range(3))
HOMES = {"amadou": "93100", "julie": "75011", "tom": "92130", "karim": "93200"}
SPOKEN = {"amadou": ("fr", "en"), "julie": ("fr",), "tom": ("en", "fr"), "karim": ("fr",)}
POSTCODES = ("75001", "75011", "75018", "92100", "93100", "94200", "78000")
_number = count(1)


def _home():
    spot = spot_of("75011", "8 rue de la Paix")
    return {"address": "8 rue de la Paix", "postcode": "75011", "north": spot.north, "east": spot.east}


HOME = _home()


def go_out(now):
    """Let the technicians work here, unless they do."""
    if not Technician.objects.exists():
        hire(now)


def hire(now, names=tuple(HOMES), skills=("tv", "internet")):
    """Let technicians work here; returns their rows."""
    return [_technician(name, now, skills) for name in names]


def _technician(name, now, skills):
    newcomer = Newcomer(
        f"{name}@pamplemousse.example", name, name.title(), "technician", (TEAM,), SPOKEN[name], skills
    )
    staff = do_add_staff(newcomer, now)
    home = spot_of(HOMES[name], f"home of {name}")
    return Technician.objects.create(staff=staff, north=home.north, east=home.east, stock={"box": 2})


def case_row(now, language="en"):
    """Return a case of a new customer, with nothing in it."""
    customer = Customer.objects.create(name=f"Customer {next(_number)}", language=language, since=now)
    return Case.objects.create(
        reference=f"TST{next(_number):03}",
        customer=customer,
        charter_id=charter_in_force().id,
        language=language,
        opened_at=now,
        changed_at=now,
    )


def visit_row(now, day, starts, postcode="75011", **more):
    """Save a visit that is booked and has no technician yet; `starts`: hours after midnight in Paris."""
    opens = Instant(charter_in_force().charter.calendar().starts(day) + int(starts * HOUR))
    spot = spot_of(postcode, f"{next(_number)} rue de la Paix")
    values = {
        "case": case_row(now),
        "team": TEAM,
        "day": day,
        "starts": opens,
        "ends": Instant(opens + 2 * HOUR),
        "booked_at": now,
        "duration": 90 * MINUTE,
        "north": spot.north,
        "east": spot.east,
        "skills": ["tv", "internet"],
        "language": "en",
    }
    return Visit.objects.create(**{**values, **more})


def asked(row):
    """Return the visit as the plan is asked for it, and the window that its row names."""
    value = visit_value(row)
    return value, Window(value.window.start, value.window.end)
