"""From an address to a promise: a window is kept for minutes, promised, moved, given up, and rated."""

from functools import partial

import pytest

import possible_web.pages.said  # noqa: F401 - our sentences in French, as the worker has them
from possible.cli.say import say
from possible.journey import turns
from possible.journey.case import Case as Value
from possible.values import Refused
from possible.values.instant import HOUR, MINUTE, Instant
from possible.values.plain import from_plain
from possible_web.actions import contacts, visits
from possible_web.actions.visits import Address, Wanted
from possible_web.keeping.booking import REMINDER
from possible_web.keeping.force import force_of
from possible_web.keeping.rounds import seen
from possible_web.keeping.slots import ask_for, slots_for
from possible_web.project.worker import ring_timers
from possible_web.records.models import (
    Case,
    Customer,
    Journal,
    Outbox,
    Rating,
    Staff,
    Technician,
    Timer,
    Turn,
    Visit,
)
from tests.web.rounds.crew import HOME, TEAM, hire


def offered_case(now, language="en", **more):
    """Return the contact of a new case in which a visit is on offer."""
    known = {"swaps": 1, "line-test": "bad"}
    customer = Customer.objects.create(
        name="Ms Carter", language=language, since=now, known=known, **{**HOME, **more}
    )
    contact = contacts.do_begin_contact(customer, contacts.Arrival("chat", language), now)
    for fact, value in (("problem", "fault"), ("service", "tv"), ("picture", "no")):
        said = turns.Says(contact=contact.token, fact=fact, value=value)
        contacts.do_take_turn(contact.case_id, said, now)
    return contact


@pytest.fixture
def offered(any_db, charter, now):
    """Return a maker of cases in which a visit is on offer, and let the technicians work here."""
    hire(now)
    return partial(offered_case, now)


def value(contact):
    return from_plain(Value, Case.objects.get(pk=contact.case_id).state)


def quote(contact):
    return next(each.id for each in value(contact).quotes if each.remedy == "visit")


def free(contact, now, **more):
    row = Case.objects.select_related("customer").get(pk=contact.case_id)
    ask = ask_for(row, force_of(row.charter_id).charter, "visit", more.get("language", "en"), None)
    return slots_for(ask, now)


def wanted(contact, now, number=0, **more):
    return Wanted(quote(contact), contact.token, free(contact, now).free[number].starts, **more)


def only_one(starts):
    """Let one technician work on the day of a window, just long enough for one visit in it."""
    Staff.objects.exclude(name="amadou").filter(role="technician").update(active=False)
    day = force_of(Case.objects.first().charter_id).calendar.day(starts)
    who = Technician.objects.get(staff__name="amadou")
    values = {"starts": starts, "ends": Instant(starts + 150 * MINUTE), "breaks": [], "longest": 0}
    Turn.objects.update_or_create(technician=who, day=day, defaults=values)


def states():
    return list(Visit.objects.order_by("pk").values_list("state", flat=True))


def rows_are_the_plan(now):
    """Nobody is planned who is not to come, and everybody who is to come is."""
    coming = Visit.objects.filter(state__in=("reserved", "booked", "arrived"))
    days = set(coming.values_list("day", flat=True))
    plan = seen(TEAM, days, now).plan
    placed = {name for route in plan.routes.values() for name in route}
    assert placed == {str(row.pk) for row in coming}
    idle = Visit.objects.filter(state="cancelled")
    assert all(row.technician is None and row.place is None and row.held_until is None for row in idle)
    running = set(
        Timer.objects.filter(kind="visit-held", done_at=None, stopped_at=None).values_list("key", flat=True)
    )
    assert running == {f"visit-held {row.pk}" for row in coming if row.state == "reserved"}


def test_a_window_is_kept_for_five_minutes_and_nobody_else_has_it(offered, now):
    one, other = offered(), offered()
    want = wanted(one, now)
    only_one(want.starts)
    kept = visits.do_reserve_visit(one.case_id, want, now)
    assert (kept.state, kept.technician.name, kept.held_until) == ("reserved", "amadou", now + 5 * MINUTE)
    rows_are_the_plan(now)
    assert want.starts not in {slot.starts for slot in free(other, now).free}
    with pytest.raises(Refused, match="just gone"):
        visits.do_reserve_visit(other.case_id, Wanted(quote(other), other.token, want.starts), now)
    assert states() == ["reserved"]
    assert visits.do_reserve_visit(one.case_id, want, now).pk == kept.pk  # asked again, it stays
    booked = visits.do_accept_visit(one.case_id, want, Instant(now + 4 * MINUTE))
    assert (booked.pk, booked.state, booked.held_until) == (kept.pk, "booked", None)
    assert booked.name == value(one).visits[-1].id
    rows_are_the_plan(now)


def test_what_nobody_takes_in_its_minutes_is_let_go_by_its_timer(offered, now):
    one, other = offered(), offered()
    want = wanted(one, now)
    only_one(want.starts)
    visits.do_reserve_visit(one.case_id, want, now)
    assert ring_timers(Instant(now + 4 * MINUTE)) == 0 or states() == ["reserved"]
    later = Instant(now + 5 * MINUTE + 2000)
    ring_timers(later)
    assert states() == ["cancelled"]
    rows_are_the_plan(later)
    visits.do_reserve_visit(other.case_id, Wanted(quote(other), other.token, want.starts), later)
    assert states() == ["cancelled", "reserved"]


def test_another_window_lets_the_first_go(offered, now):
    one = offered()
    visits.do_reserve_visit(one.case_id, wanted(one, now), now)
    second = visits.do_reserve_visit(one.case_id, wanted(one, now, 2), now)
    assert states() == ["cancelled", "reserved"]
    rows_are_the_plan(now)
    visits.do_let_go(one.case_id, second.quote, now)
    assert states() == ["cancelled", "cancelled"]
    rows_are_the_plan(now)


def test_who_agrees_too_late_gets_the_window_if_it_is_still_free_and_is_told_if_not(offered, now):
    one, other = offered(), offered()
    want = wanted(one, now)
    only_one(want.starts)
    visits.do_reserve_visit(one.case_id, want, now)
    late = Instant(now + 6 * MINUTE)
    visits.do_accept_visit(one.case_id, want, late)
    rows_are_the_plan(late)
    want = wanted(other, late, 4)
    only_one(want.starts)
    visits.do_reserve_visit(other.case_id, want, late)
    third = offered()
    later = Instant(late + 6 * MINUTE)
    visits.do_accept_visit(third.case_id, Wanted(quote(third), third.token, want.starts), later)
    before = Journal.objects.count()
    with pytest.raises(Refused, match="just gone"):
        visits.do_accept_visit(other.case_id, want, later)
    assert Journal.objects.count() == before
    assert not any(each.remedy == "visit" and each.state == "accepted" for each in value(other).quotes)
    rows_are_the_plan(later)


def test_a_visit_moves_with_the_customer_and_its_promise_with_it(offered, now):
    one = offered()
    visit = visits.do_accept_visit(one.case_id, wanted(one, now), now)
    target = free(one, now).free[-1]
    moved = visits.do_move_visit(visit, target.starts, now)
    moved.refresh_from_db()
    assert (moved.starts, moved.ends, moved.moves) == (target.starts, target.ends, 1)
    assert value(one).visits[0].starts == target.starts
    rows_are_the_plan(now)
    clock = next(each for each in value(one).clocks if each.id == value(one).visits[0].clock)
    assert clock.due == target.ends
    assert visits.do_move_visit(moved, target.starts, now).moves == 1  # there already


def test_a_visit_that_is_given_up_leaves_its_window_to_others(offered, now):
    one, other = offered(), offered()
    want = wanted(one, now)
    only_one(want.starts)
    visit = visits.do_accept_visit(one.case_id, want, now)
    assert want.starts not in {slot.starts for slot in free(other, now).free}
    visits.do_cancel_visit(visit, now, wants_other=True)
    visits.do_cancel_visit(visit, now, wants_other=True)
    assert states() == ["cancelled"]
    assert Journal.objects.filter(kind="visit-cancelled").count() == 1
    rows_are_the_plan(now)
    assert want.starts in {slot.starts for slot in free(other, now).free}
    again = visits.do_book_visit(one.case_id, Wanted(visit.quote, "", want.starts), now)
    assert again.state == "booked"
    visits.do_cancel_visit(again, now, wants_other=False)
    assert [each.state for each in value(one).quotes if each.remedy == "visit"] == ["declined"]
    assert not Journal.objects.filter(kind="fee-charged").exists()


def test_a_solved_case_takes_its_visit_off_the_plan(offered, now):
    one = offered()
    visits.do_accept_visit(one.case_id, wanted(one, now), now)
    contacts.do_take_turn(one.case_id, turns.IsSolved(contact=one.token), now)
    assert states() == ["cancelled"]
    rows_are_the_plan(now)


def test_a_technician_of_the_customers_language_comes_first_and_nobody_else_without_consent(offered, now):
    one = offered()
    slots = free(one, now)
    assert all(slot.speaks for slot in slots.free)
    visit = visits.do_accept_visit(one.case_id, wanted(one, now), now)
    assert "en" in visit.technician.languages
    other = offered()
    Staff.objects.filter(name__in=("amadou", "tom")).update(active=False)
    found = free(other, now)
    assert (len(found.free), all(not slot.speaks for slot in found.foreign)) == (0, True)
    starts = found.foreign[3].starts
    with pytest.raises(Refused, match="does not speak en"):
        visits.do_accept_visit(other.case_id, Wanted(quote(other), other.token, starts), now)
    come = visits.do_accept_visit(other.case_id, Wanted(quote(other), other.token, starts, foreign=True), now)
    assert come.technician.name in ("julie", "karim")


def test_a_window_that_cannot_be_had_says_why(offered, now):
    one = offered()
    want = wanted(one, now)
    only_one(want.starts)
    visits.do_accept_visit(one.case_id, want, now)
    gone = next(slot for slot in free(offered(), now).impossible if slot.starts == want.starts)
    assert say(gone.why).startswith("Every way to share out 1 promised visits among 1 technicians was tried")


def test_an_address_is_asked_once_and_an_unknown_postcode_is_kept_for_a_person(offered, now):
    one = offered(address="", postcode="", north=None, east=None)
    assert free(one, now).free == ()
    starts = wanted(offered(), now).starts
    with pytest.raises(Refused, match="at which address"):
        visits.do_reserve_visit(one.case_id, Wanted(quote(one), one.token, starts), now)
    visits.do_place_customer(one.case_id, Address("1 Main Street", "99999"), now)
    customer = Case.objects.get(pk=one.case_id).customer
    assert (customer.postcode, customer.north) == ("99999", None)
    assert Journal.objects.filter(kind="shell-place-unknown").count() == 1
    visits.do_place_customer(one.case_id, Address("8 rue de la Paix", "75 011", "code 12"), now)
    customer.refresh_from_db()
    assert (customer.postcode, customer.access, customer.north) == ("75011", "code 12", HOME["north"])
    visit = visits.do_accept_visit(one.case_id, wanted(one, now), now)
    assert (visit.address, visit.access) == ("8 rue de la Paix", "code 12")


def test_without_technicians_nothing_is_promised(charter, now, db):
    customer = Customer.objects.create(name="X", language="en", since=now, **HOME)
    row = Case.objects.create(
        reference="AAA111",
        customer=customer,
        charter_id=charter.charter_id,
        language="en",
        opened_at=now,
        changed_at=now,
    )
    found = slots_for(ask_for(row, force_of(charter.charter_id).charter, "visit", "en", None), now)
    assert (found.nobody, found.free, found.impossible) == (True, (), ())


def test_the_customer_is_reminded_the_day_before_in_their_language_with_a_way_out(offered, now):
    one = offered(language="fr")
    Case.objects.get(pk=one.case_id).customer.identities.create(
        kind="mail", value="carter@example.org", said_at=now
    )
    slot = next(slot for slot in free(one, now, language="fr").free if slot.starts > now + 36 * HOUR)
    visit = visits.do_accept_visit(one.case_id, Wanted(quote(one), one.token, slot.starts), now)
    timer = Timer.objects.get(key=f"{REMINDER} {visit.pk}")
    assert slot.starts - 36 * HOUR < timer.due < slot.starts - 20 * HOUR
    Outbox.objects.all().delete()
    ring_timers(Instant(timer.due))
    mail = Outbox.objects.get(key__contains="reminder")
    assert mail.payload["subject"].startswith("Demain, un technicien vient")
    assert "0,00" in mail.payload["text"]
    assert f"?visit={visit.pk}" in mail.payload["text"]
    visits.do_cancel_visit(visit, Instant(timer.due), wants_other=False)
    assert Timer.objects.get(key=f"{REMINDER} {visit.pk}").done_at is not None


def test_a_fix_is_rated_once_it_is_over_one_to_five(offered, now):
    one = offered()
    visit = visits.do_accept_visit(one.case_id, wanted(one, now), now)
    with pytest.raises(Refused, match="once the visit is over"):
        visits.do_rate_visit(visit, 5, "", now)
    Visit.objects.filter(pk=visit.pk).update(state="done", ended_at=now)
    for stars in (0, 6):
        with pytest.raises(Refused, match="one of the five"):
            visits.do_rate_visit(visit, stars, "", now)
    visits.do_rate_visit(visit, 3, "fine", now)
    visits.do_rate_visit(visit, 5, "good after all", now)
    assert [(row.stars, row.words) for row in Rating.objects.all()] == [(5, "good after all")]
