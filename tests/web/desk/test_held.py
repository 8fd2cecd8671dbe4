"""A customer who is cut off while an agent writes with her: what is written, on each kind of database."""

from zoneinfo import ZoneInfo

from possible.journey.case import Case as Value
from possible.values import Language
from possible.values.instant import MINUTE, SECOND
from possible.values.plain import from_plain
from possible_web.actions import attendance, contacts
from possible_web.desk.rail import rail_of
from possible_web.desk.words import Times, Words
from possible_web.keeping.charters import charter_in_force
from possible_web.keeping.clock import now as present
from possible_web.project.worker import ring_timers
from possible_web.records.models import Case, Contact, Journal, Waiting

PARIS = ZoneInfo("Europe/Paris")


def rail(ines, now):
    """Return what the rail of an agent's pages says of each case, and whether its customer is cut off."""
    found = rail_of(
        ines.staff, Words(charter_in_force().charter, Language("en")), Times(now, PARIS, Language("en"))
    )
    return [(slip.held, slip.line.text) for slip in found]


def case_of(contact):
    return from_plain(Value, Case.objects.get(pk=contact.case_id).state)


def test_she_is_held_taken_up_again_lost_and_writes_on(talking):
    """From the page that goes to the same agent asked first; nothing is said, offered or promised twice."""
    ines, contact = talking
    at = present()
    attendance.do_follow_contact(contact.token, at)
    attendance.do_miss_customer(contact.token, at)
    ring_timers(at + 20 * SECOND)
    assert case_of(contact).talk(contact.token).away is not None
    assert rail(ines, at) == [(True, "Connection lost, held until {time}")]
    attendance.do_follow_contact(contact.token, at + MINUTE)
    assert case_of(contact).talk(contact.token).away is None
    assert rail(ines, at) == [(False, "Now {where}, {since}")]
    for moment in (at + 2 * MINUTE, at + 2 * MINUTE):
        attendance.do_miss_customer(contact.token, moment)
        ring_timers(moment + 20 * SECOND)
    ring_timers(at + 5 * MINUTE)
    (callback,) = case_of(contact).callbacks
    assert callback.owner == "ines"
    arrival = contacts.Arrival("chat", "en", case=contact.case_id, token="again", goes_on=True)
    written = contacts.do_begin_contact(contact.customer, arrival, at + 6 * MINUTE)
    assert contacts.do_begin_contact(contact.customer, arrival, at + 6 * MINUTE) == written
    place = Waiting.objects.get()
    assert (place.contact, place.body["want"]["owner"]) == ("again", ines.staff.name)
    assert Contact.objects.get(token=callback.contact).state == "ended"
    told = ("customer-away", "customer-back", "connection-lost", "callback-promised", "case-joined")
    rows = Journal.objects.filter(kind__in=told).order_by("position")
    assert list(rows.values_list("kind", flat=True)) == [
        "customer-away",
        "customer-back",
        "customer-away",
        "connection-lost",
        "callback-promised",
        "case-joined",
    ]
    assert rows.last().body["call"] == callback.contact


def test_nobody_is_held_who_has_left_or_does_not_wait(carter):
    """A page that goes while questions are answered concerns nobody: nobody waits for the customer."""
    at = present()
    contact = contacts.do_begin_contact(carter, contacts.Arrival("chat", "en"), at)
    attendance.do_follow_contact(contact.token, at)
    attendance.do_miss_customer(contact.token, at)
    before = Journal.objects.count()
    ring_timers(at + MINUTE)
    assert Journal.objects.count() == before
    assert case_of(contact).talk(contact.token).away is None
    attendance.do_miss_customer("nobody", at)
    attendance.do_follow_contact("nobody", at)
    assert Journal.objects.count() == before
