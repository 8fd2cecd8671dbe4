"""A device exchanged at the door, with the code that the customer has: once, and of this case only."""

from __future__ import annotations

import pytest

from possible.journey import turns
from possible.values import Refused
from possible.values.instant import HOUR, Instant
from possible_web.actions.van import do_act_in_van
from possible_web.keeping.places import spot_of
from possible_web.records.models import Customer, Device, Exchange, VanAct, Visit
from tests.web.ledger.conftest import Life
from tests.web.van.road import TEAM, act, kinds, technician


@pytest.fixture
def visit(any_db, charter, now):
    """Return a visit to a customer who has agreed to an exchange."""
    carter = Customer.objects.create(
        name="Ms Carter", language="en", since=now, known={"outage": "no", "swaps": 0}
    )
    Device.objects.create(customer=carter, service="tv", serial="OLD-0001", given_at=now - HOUR)
    life = Life(carter, now).agreed("box")
    life.does(turns.Knows, here=True, fact="contacts", value="3")
    life.does(turns.Puts, here=True, question="technician-visit")
    case = life.does(turns.Agrees, here=True)  # called often enough: a technician brings it
    window = {"starts": life.at, "ends": Instant(life.at + 2 * HOUR)}
    booked = life.does(turns.Books, quote=case.quotes[-1].id, **window)
    spot = spot_of("75011", "12 rue des Lilas")
    return Visit.objects.create(
        case=life.row,
        technician=technician(now),
        team=TEAM,
        day="2025-12-01",
        **window,
        booked_at=now,
        name=booked.visits[-1].id,
        place=0,
        duration=HOUR,
        north=spot.north,
        east=spot.east,
    )


def test_a_device_is_exchanged_at_the_door_once(visit, now):
    there, code = Instant(visit.starts + HOUR), Exchange.objects.get().code
    made = act("exchange", visit, code=code.lower(), serial="new-0002", old_is_back="yes")
    row = do_act_in_van(visit.technician, made, there)
    assert do_act_in_van(visit.technician, made, there).pk == row.pk
    done = Exchange.objects.get()
    assert (done.place, done.staff, done.old.serial, done.new.serial) == (
        "technician", visit.technician, "OLD-0001", "NEW-0002",
    )  # fmt: skip
    told = ["visit-arrived", "device-given", "device-returned"]
    assert kinds(visit, *told) == told
    visit.refresh_from_db()
    assert (visit.state, visit.arrived_at) == ("arrived", there)
    with pytest.raises(Refused, match="used already"):
        do_act_in_van(
            visit.technician, act("exchange", visit, key="another-one", code=code, serial="NEW-3"), there
        )


@pytest.mark.parametrize(
    ("code", "serial"), [("AAAA-AAAA", "NEW-0002"), ("", ""), (None, ""), (None, "OLD-0001")]
)
def test_what_opens_no_exchange_of_this_case_is_refused_and_nothing_is_written(visit, code, serial):
    there = Instant(visit.starts + HOUR)
    made = act("exchange", visit, code=Exchange.objects.get().code if code is None else code, serial=serial)
    with pytest.raises(Refused):
        do_act_in_van(visit.technician, made, there)
    assert Exchange.objects.get().used_at is None
    assert (VanAct.objects.count(), Device.objects.count()) == (0, 1)
    visit.refresh_from_db()
    assert (visit.state, kinds(visit, "visit-arrived")) == ("booked", [])
