"""A box swapped at the customer's door: the technician's phone, and the customer's pages beside it."""

import json

import pytest

from tests.browser.test_van import kept, queue, rows, run
from tests.web.service import started, until

AGREED = """
import json, sys, django
django.setup()
from importlib import import_module
from django.conf import settings
from possible.journey import turns
from possible.values.instant import HOUR, MINUTE, Instant
from possible_web.actions import contacts
from possible_web.keeping import clock
from possible_web.records.models import Customer, Device, Exchange, Identity, WorkOrder
from tests.web.van.road import placed, technician
name, serial, language = sys.argv[1:4]
now = clock.now()
staff = technician(now, name)
carter = Customer.objects.create(name="Ms Carter", language=language, since=now, known={"outage": "no", "swaps": 0, "contacts": 1})
Identity.objects.create(customer=carter, kind="phone", value="+33199000112", said_at=now)
Device.objects.create(customer=carter, service="tv", serial=serial, given_at=now - 24 * HOUR)
contact = contacts.do_begin_contact(carter, contacts.Arrival("chat", language), now)
case, here = contact.case_id, {"contact": contact.token}
def does(kind, **fields):
    return contacts.do_take_turn(case, kind(**fields), clock.now())
for fact, value in (("problem", "fault"), ("service", "tv")):
    does(turns.Says, **here, fact=fact, value=value)
does(turns.WantsPerson, **here)
does(turns.Answers, **here, agent="ines", team="tv", language=language)
does(turns.Puts, **here, question="technician-visit")
does(turns.Says, **here, fact="fault", value="box")
does(turns.Agrees, **here)  # a swap, for a code
does(turns.Knows, **here, fact="contacts", value="3")
does(turns.Puts, **here, question="technician-visit")
does(turns.Agrees, **here)  # called often enough: somebody comes, and brings it
order = WorkOrder.objects.filter(case_id=case, remedy="visit").get()
starts = Instant(now - 20 * MINUTE)
made = does(turns.Books, quote=order.quote, starts=starts, ends=Instant(starts + 2 * HOUR))
does(turns.Finishes, **here)
placed(order, staff, made.visits[-1].id, starts, now, ends=Instant(starts + 2 * HOUR), language=language)
session = import_module(settings.SESSION_ENGINE).SessionStore()
session["customer"] = carter.token
session.create()
print(json.dumps([session.session_key, order.case.reference, Exchange.objects.get(case=case).code]))
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """Give a service of this module's own."""
    made = started(tmp_path_factory.mktemp("exchange") / "data")
    yield made
    made.stop()


@pytest.fixture
def door(house, page):
    """Return a maker of both sides: a technician's phone at a visit, and the customer's browser; and the code."""

    def make(name, serial, lang):
        words = ("--name", name.title(), "--role", "technician", "--team", "technicians", "--language", lang)
        said = house.possible("staff", f"{name}@pamplemousse.example", *words)
        session, reference, code = json.loads(run(house, AGREED, name, serial, lang))
        technician = page(lang, at=house, width=390)
        technician.open(said.splitlines()[-1].removeprefix(house.address))
        technician.page.click("main button")
        technician.page.wait_for_load_state()
        technician.open("/van")
        carter = page(lang, at=house, width=320, scheme="dark")
        cookie = {"name": "sessionid", "value": session, "url": house.address}
        carter.page.context.add_cookies([cookie])
        return technician, carter, reference, code

    return make


def looked_at(window, name):
    window.screenshot(f"exchange-{name}")
    assert (name, window.axe()) == (name, [])
    assert (name, window.wide()) == (name, False)


def swaps(technician, code, serial, *, takes_old):
    """Fill in the exchange on the page of the visit, as it is read out and typed."""
    technician.page.click("details:has(form[data-kind=exchange]) summary")
    technician.page.fill("input[name=code]", code.lower().replace("-", " "))
    technician.page.fill("input[name=serial]", serial)
    if takes_old:
        technician.page.check("input[name=old-is-back]")
    technician.page.click("form[data-kind=exchange] button")


DONE = {
    "en": ("The device is exchanged", "NEW-0002", "The old one is back with us: OLD-0001."),
    "fr": ("L’appareil est échangé", "NEW-0004", "Le client rend l’ancien avant"),
}


def test_the_box_is_swapped_at_the_door_and_nothing_is_owed_back(door, house):
    technician, carter, reference, code = door("amadou", "OLD-0001", "en")
    carter.open("/equipment")
    assert ("OLD-0001" in carter.text(), code in carter.text()) == (True, True)
    looked_at(carter, "code")
    carter.open(f"/case/{reference}")
    assert "The customer has: OLD-0001" in technician.text()
    technician.page.click("text=I have arrived")
    technician.page.wait_for_selector("text=Under way")
    swaps(technician, code, "new-0002", takes_old=True)
    technician.page.wait_for_selector("section:has-text('NEW-0002')")
    for line in DONE["en"]:
        assert line in technician.text()
    assert technician.page.locator("form[data-kind=exchange]").count() == 0
    assert "the fault came back" not in technician.text()
    looked_at(technician, "done")
    carter.page.wait_for_selector("text=You got another device: NEW-0002")
    carter.page.wait_for_selector("text=Your old device is back with us: OLD-0001")
    technician.page.click("a:has-text('Fixed') >> nth=0")
    technician.page.check("input[value=equipment]")
    technician.page.click("form[data-kind=end] button:not([type=button])")
    carter.page.wait_for_selector("text=The technician repaired it")
    looked_at(carter, "case")
    carter.open("/equipment")
    found = carter.text()
    assert "NEW-0002" in found
    assert "OLD-0001" not in found
    assert "To be brought back" not in found
    assert code not in found
    looked_at(carter, "equipment")
    carter.open("/pay")
    assert "Nothing is charged, and nothing is owed." in carter.text()
    assert rows(house, "SELECT place FROM records_exchange") == [("technician",)]


def test_the_box_is_swapped_without_a_network_and_the_customer_brings_the_old_one_back(door, house):
    technician, carter, _, code = door("julie", "OLD-0003", "fr")
    kept(technician, 5)
    technician.page.context.set_offline(True)
    swaps(technician, code, "new-0004", takes_old=False)
    technician.page.wait_for_selector("#kept:not([hidden])")
    assert queue(technician) == [["exchange", "kept"]]
    assert not technician.page.is_visible("form[data-kind=exchange]")
    looked_at(technician, "offline")
    technician.page.context.set_offline(False)
    until(lambda: queue(technician) == [])
    technician.page.wait_for_selector("section:has-text('NEW-0004')")
    for line in DONE["fr"]:
        assert line in technician.text()
    assert technician.page.locator("button:has-text('Je suis arrivé')").count() == 0
    carter.open("/equipment")
    found = carter.text()
    assert "NEW-0004" in found
    assert "À rendre" in found
    assert found.index("OLD-0003") < found.index("NEW-0004")
    looked_at(carter, "to-return")
    technician.wrong[:] = [line for line in technician.wrong if "ERR_INTERNET_DISCONNECTED" not in line]


def test_a_code_of_somebody_else_is_refused_at_the_door_and_what_was_typed_is_kept(door, house):
    technician, _, _, _ = door("karim", "OLD-0005", "en")
    _, _, _, other = door("tom", "OLD-0006", "en")
    technician.open("/van")
    swaps(technician, other, "NEW-0007", takes_old=True)
    technician.page.wait_for_selector("text=No exchange of this case has this code.")
    assert rows(house, "SELECT count(*) FROM records_device WHERE serial = 'NEW-0007'") == [(0,)]
    assert rows(house, "SELECT outcome FROM records_vanact ORDER BY id DESC LIMIT 1") == [("refused",)]
    looked_at(technician, "refused")
