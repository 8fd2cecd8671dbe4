"""Devices: exchanged once with a code, brought back with reminders and without a fee, and what was learnt."""

import pytest

from possible.journey import turns
from possible.values import Refused
from possible.values.instant import Instant
from possible_web.actions.customers import Reach, do_reach_customer
from possible_web.actions.equipment import do_exchange_device, do_renew_code, do_return_device
from possible_web.keeping import equipment, events_of
from possible_web.keeping.clock import now as present
from possible_web.keeping.exchanging import Swap
from possible_web.project.worker import ring_timers
from possible_web.records.models import Device, Exchange, Journal, LedgerEntry, Outbox, Timer
from tests.web.conftest import NOW
from tests.web.ledger.conftest import DAY, Life
from tests.web.ledger.test_ledger import sound, text


@pytest.fixture(params=[NOW])
def agreed(carter, made, request):
    """Return the life of a case in which an exchange of the box was agreed to, and Inès."""
    at = request.param or present()
    ines = made("ines")
    Device.objects.create(customer=carter, service="tv", serial="OLD-0001", given_at=NOW - 400 * DAY)
    Device.objects.create(customer=carter, service="internet", serial="NET-0001", given_at=NOW - 400 * DAY)
    carter.known = {"outage": "no", "swaps": 0}
    carter.save()
    return Life(carter, Instant(at)).agreed("box"), ines


def code():
    return Exchange.objects.get().code


def test_a_code_exchanges_the_device_of_its_service_once(agreed):
    life, ines = agreed
    at = Instant(life.at + 1)
    typed = code().lower().replace("-", " ")
    done = do_exchange_device(Swap(typed, " new-0002 ", "relay"), ines, at)
    assert (done.old.serial, done.new.serial, done.new.service, done.place) == (
        "OLD-0001",
        "NEW-0002",
        "tv",
        "relay",
    )
    assert [(each.serial, each.back_by) for each in equipment.devices_of(life.row.customer)] == [
        ("NET-0001", None), ("OLD-0001", at + 14 * DAY), ("NEW-0002", None),
    ]  # fmt: skip
    given = [event for event in events_of(Journal.objects.all()) if type(event).__name__ == "DeviceGiven"]
    assert [(event.serial, event.old, event.place) for event in given] == [("NEW-0002", "OLD-0001", "relay")]
    with pytest.raises(Refused, match="used already"):
        do_exchange_device(Swap(code(), "NEW-0003"), ines, at)
    assert Device.objects.count() == 3
    sound()


@pytest.mark.parametrize(("swap", "after", "why"), [
    (Swap("AAAA-AAAA", "NEW-0002"), 0, "No exchange has this code"),
    (Swap("", "NEW-0002"), 0, "No exchange has this code"),
    (Swap("CODE", "NEW-0002"), 15 * DAY, "This code has expired"),
    (Swap("CODE", "x"), 0, "This is no serial number"),
    (Swap("CODE", "NET-0001"), 0, "A customer has the device with this number already"),
    (Swap("CODE", "NEW-0002", "moon"), 0, "Say where it is exchanged"),
])  # fmt: skip
def test_what_does_not_open_an_exchange_is_refused_and_nothing_is_written(agreed, swap, after, why):
    life, ines = agreed
    swap = Swap(code() if swap.code == "CODE" else swap.code, swap.serial, swap.place)
    before = Journal.objects.count()
    with pytest.raises(Refused) as refused:
        do_exchange_device(swap, ines, Instant(life.at + 1 + after))
    assert why in refused.value.why.text
    assert (Device.objects.count(), Journal.objects.count()) == (2, before)


def test_another_code_is_had_only_once_the_first_has_expired(agreed):
    life, ines = agreed
    first, row = code(), Exchange.objects.get()
    with pytest.raises(Refused):
        do_renew_code(row.pk, Instant(life.at + 1))
    later = Instant(life.at + 15 * DAY)
    do_renew_code(row.pk, later)
    assert code() != first
    with pytest.raises(Refused):
        do_exchange_device(Swap(first, "NEW-0002"), ines, later)
    do_exchange_device(Swap(code(), "NEW-0002"), ines, later)


def test_the_old_device_is_reminded_of_and_costs_nothing(agreed):
    life, ines = agreed
    do_reach_customer(life.row.customer, Reach(mail="carter@example.org"), life.at)
    at = Instant(life.at + 1)
    do_exchange_device(Swap(code(), "NEW-0002"), ines, at)
    Timer.objects.exclude(kind=equipment.REMIND).update(stopped_at=1)
    for days, letters in ((6, 0), (7, 1), (12, 1), (13, 2), (20, 2), (21, 3), (60, 3)):
        while ring_timers(Instant(at + days * DAY + 1000)):
            pass
        found = Outbox.objects.filter(payload__subject__startswith="Your old device").count()
        assert found == letters, days
    assert LedgerEntry.objects.filter(kind="charge").count() == 0
    back = do_return_device("old-0001", Instant(at + 61 * DAY))
    assert back.returned_at == at + 61 * DAY
    with pytest.raises(Refused, match="back already"):
        do_return_device("OLD-0001", Instant(at + 62 * DAY))
    with pytest.raises(Refused, match="to come back"):
        do_return_device("NET-0001", Instant(at + 62 * DAY))


def test_an_old_device_that_is_handed_in_at_once_is_never_reminded_of(agreed):
    life, ines = agreed
    do_exchange_device(Swap(code(), "NEW-0002", old_is_back=True), ines, Instant(life.at + 1))
    assert Timer.objects.filter(kind=equipment.REMIND).count() == 0
    assert Device.objects.get(serial="OLD-0001").returned_at == life.at + 1
    sound()


def test_the_same_fault_after_the_swap_has_another_answer(agreed):
    life, ines = agreed
    do_exchange_device(Swap(code(), "NEW-0002"), ines, Instant(life.at + 1))
    life.does(turns.IsNotSolved)
    life.does(turns.Puts, here=True, question="technician-visit")
    case = life.does(turns.Says, here=True, fact="fault", value="box")
    assert (case.quotes[-1].remedy, case.quotes[-1].price.cents) == ("visit", 0)
    assert case.quotes[-1].because == "swap-did-not-help"


@pytest.mark.parametrize("agreed", [0], indirect=True, ids=["now"])
def test_the_customer_sees_the_code_and_what_is_to_be_brought_back(agreed, hers, desk_of):
    life, _ = agreed
    seen = text(hers.get("/equipment?lang=en"))
    assert code() in seen
    assert "OLD-0001" in seen
    marc = desk_of("marc")
    assert code() in text(marc.get(f"/desk/cases/{life.row.reference}?lang=en"))
    wrong = marc.post("/desk/equipment/exchange", {"code": "NOPE", "serial": "NEW-0002", "place": "shop",
                                                   "next": "/desk/equipment"}, follow=True)  # fmt: skip
    assert "No exchange has this code." in text(wrong)
    good = marc.post(
        "/desk/equipment/exchange", {"code": code(), "serial": "NEW-0002", "place": "shop"}, follow=True
    )
    assert f"Exchanged: case {life.row.reference}." in text(good)
    seen = text(hers.get("/equipment?lang=en"))
    assert code() not in seen
    assert "To be brought back Television OLD-0001" in seen, seen[200:700]
    assert "You got another device: NEW-0002" in text(hers.get(f"/case/{life.row.reference}"))
    back = marc.post("/desk/equipment/back", {"serial": "OLD-0001"}, follow=True)
    assert "OLD-0001 is back." in text(back)
    assert "To be brought back" not in text(hers.get("/equipment"))


@pytest.mark.parametrize("serial", ["", "\x00", "é" * 9, "A" * 4000, "<script>", "1' OR '1'='1", "١٢٣٤"])
def test_hostile_codes_and_serials_are_refused(agreed, desk_of, serial):
    marc = desk_of("marc")
    for address in ("exchange", "back"):
        answer = marc.post(f"/desk/equipment/{address}", {"code": serial, "serial": serial, "place": serial})
        assert answer.status_code == 302
    assert Device.objects.count() == 2
