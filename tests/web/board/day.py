"""A true day for tests of the board: cases whose visit was agreed to and booked, with technicians who come."""

from itertools import count

from django.db import transaction

from possible.dispatch.board import board_of
from possible.dispatch.slots import accepted, slots
from possible.journey import turns
from possible.values.instant import HOUR
from possible_web.actions import contacts
from possible_web.keeping.rounds import Rounds
from possible_web.keeping.turning import Turning
from possible_web.records.models import Customer, Identity, Visit, WorkOrder
from tests.web.rounds.crew import DAYS, TEAM, asked, visit_row

DAY = DAYS[0]
_number = count(1)


def customer(now, language="en"):
    """Return a customer who has a mail address, and whose records say that a swap was in vain."""
    number = next(_number)
    made = Customer.objects.create(
        name=f"Customer {number}", language=language, since=now, known={"swaps": 1, "line-test": "bad"}
    )
    Identity.objects.create(
        customer=made, kind="mail", value=f"customer{number}@example.org", said_at=now, verified_at=now
    )
    return made


def agreed(now, language="en"):
    """Return a case in which a visit was agreed to, and its order."""
    contact = contacts.do_begin_contact(customer(now, language), contacts.Arrival("chat", language), now)
    case = contact.case_id
    for fact, value in (("problem", "fault"), ("service", "tv"), ("picture", "no")):
        contacts.do_take_turn(case, turns.Says(contact=contact.token, fact=fact, value=value), now)
    contacts.do_take_turn(case, turns.Agrees(contact=contact.token), now)
    return WorkOrder.objects.select_related("case").get(case=case)


def promised(now, starts, who=None, language="en", day=DAY, **more):
    """Book a visit at `starts` hours in Paris for two hours; `who`: a technician, at the end of their day."""
    order = agreed(now, language)
    with transaction.atomic(durable=True):
        turning = Turning(order.case_id, now)
        rounds = Rounds(TEAM, [day], now)
        row = visit_row(
            now, day, starts, case=order.case, order=order, quote=order.quote, language=language, **more
        )
        turning.take(turns.Books(quote=order.quote, starts=row.starts, ends=row.ends))
        turning.keep()
        row.name = turning.case.visits[-1].id
        row.save()
        rounds.add(row)
        visit, window = asked(row)
        plan = rounds.plan.with_visits([visit])
        if who == "best":
            plan = accepted(rounds.plan, visit, slots(board_of(rounds.plan), visit, [window])[0])
        elif who:
            key = next(key for key in plan.turns if key.technician == who)
            plan = plan.with_routes({key: (*plan.route(key), visit.id)})
        rounds.keep(plan)
    return Visit.objects.select_related("case__customer", "technician").get(pk=row.pk)


def at(hours, day=DAY, minutes=0):
    """Return an instant of a day in Paris."""
    from possible_web.keeping.charters import charter_in_force

    return charter_in_force().charter.calendar().starts(day) + int(hours * HOUR) + minutes * 60_000
