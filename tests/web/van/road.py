"""A technician with visits of today, each of a case that had one booked as customers do."""

from __future__ import annotations

from possible.audit import Auditor
from possible.charter import load
from possible.journey import turns
from possible.journey.case import Case
from possible.values.instant import HOUR, MINUTE, Instant
from possible.values.plain import from_plain
from possible_web.actions import contacts
from possible_web.actions.people import Newcomer, do_add_staff
from possible_web.keeping import events_of
from possible_web.keeping.charters import charter_in_force
from possible_web.keeping.errands import Act
from possible_web.keeping.places import spot_of
from possible_web.records.models import Case as CaseRow
from possible_web.records.models import Customer, Identity, Journal, Staff, Technician, Visit, WorkOrder

TEAM = "technicians"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 50
VAIN = {"swaps": 1, "line-test": "bad"}  # a visit for nothing: the swap was in vain
ANSWERS = (("problem", "fault"), ("service", "tv"), ("picture", "no"))


def technician(now, name="amadou", stock=None, languages=("fr", "en")):
    """Let a technician work here, with a home in Saint-Denis and two boxes in the van."""
    newcomer = Newcomer(
        f"{name}@pamplemousse.example",
        name,
        name.title(),
        "technician",
        (TEAM,),
        languages,
        ("tv", "internet"),
    )
    staff = Staff.objects.filter(name=name).first() or do_add_staff(newcomer, now)
    home = spot_of("93200", f"home of {name}")
    stock = {"box": 2, "cable": 5} if stock is None else stock
    Technician.objects.create(staff=staff, north=home.north, east=home.east, stock=stock)
    return staff


def visit_of(
    staff, now, starts, *, name="Ms Carter", language="en", hours=2, known=None, postcode="75011", **more
):
    """Book a visit for a new customer as they do, and give it to a technician; `starts`: an instant."""
    customer = Customer.objects.create(
        name=name, language=language, since=now, known=VAIN if known is None else known
    )
    Identity.objects.create(customer=customer, kind="phone", value="+33199000112", said_at=now)
    contact = contacts.do_begin_contact(customer, contacts.Arrival("chat", language), now)
    for fact, value in ANSWERS:
        contacts.do_take_turn(contact.case_id, turns.Says(contact=contact.token, fact=fact, value=value), now)
    contacts.do_take_turn(contact.case_id, turns.Agrees(contact=contact.token), now)
    order = WorkOrder.objects.get(case_id=contact.case_id)
    ends = Instant(starts + hours * HOUR)
    booking = turns.Books(quote=order.quote, starts=starts, ends=ends)
    case = contacts.do_take_turn(contact.case_id, booking, now)
    name = case.visits[-1].id
    return placed(order, staff, name, starts, now, ends=ends, language=language, postcode=postcode, **more)


def placed(order, staff, name, starts, now, *, language="en", postcode="75011", **more):
    """Give a visit that a case has booked to a technician, at an address."""
    spot = spot_of(postcode, f"12 rue des Lilas {order.pk}")
    calendar = charter_in_force().charter.calendar()
    values = {
        "case_id": order.case_id,
        "order": order,
        "quote": order.quote,
        "team": TEAM,
        "technician": staff,
        "day": calendar.day(starts),
        "starts": starts,
        "ends": Instant(starts + 2 * HOUR),
        "booked_at": now,
        "name": name,
        "place": Visit.objects.filter(technician=staff).count(),
        "planned_at": starts + 5 * MINUTE,
        "duration": 90 * MINUTE,
        "north": spot.north,
        "east": spot.east,
        "address": "12 rue des Lilas",
        "postcode": postcode,
        "access": "3e gauche, code 41B7",
        "skills": ["tv", "internet"],
        "language": language,
    }
    return Visit.objects.create(**{**values, **more})


def act(kind, visit=None, key="", at=None, file=None, **fields):
    """Return an act as a phone sends it."""
    given = {name.replace("_", "-"): str(value) for name, value in fields.items()}
    number = visit.pk if visit is not None else 0
    return Act(key or f"{kind}-of-the-phone-{number}", kind, number, at, given, file)


def case_of(visit):
    """Return the core's case of a visit as it is now."""
    return from_plain(Case, CaseRow.objects.get(pk=visit.case_id).state)


def kinds(visit, *wanted):
    """Return what the journal says of a visit's case, of these kinds, in order."""
    rows = Journal.objects.filter(case=visit.case_id).order_by("position")
    return [row.kind for row in rows if not wanted or row.kind in wanted]


def breaches(good):
    """Return what `possible audit` finds in the journal as it is; what is still to come is no breach yet."""
    auditor = Auditor(load(str(good)))
    events = list(events_of(Journal.objects.order_by("position")))
    return [each.rule.id for event in events for each in auditor.feed(event)]
