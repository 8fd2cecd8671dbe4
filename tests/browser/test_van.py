"""A technician's phone in a true browser: a visit made and closed without a network, sent once when it is back."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Error

from tests.browser.conftest import Window
from tests.web.service import children_of, started, until
from tools.lint import ROOT

WAYS = {
    "light": {"lang": "en"},
    "french": {"lang": "fr"},
    "dark": {"lang": "en", "scheme": "dark"},
    "narrow": {"lang": "fr", "width": 320},
    "rtl": {"lang": "ar-XB"},
}
ROAD = """
import sys, django
django.setup()
from possible.values.instant import MINUTE, Instant
from possible_web.keeping import clock
from possible_web.records.models import Helper, Staff
from tests.web.van.road import technician, visit_of
name, count = sys.argv[1], int(sys.argv[2])
now = clock.now()
staff = technician(now, name)
names = ("Ms Carter", "M. Garnier", "Mme Petit")
for number in range(count):
    starts = Instant(now - 20 * MINUTE + number * 30 * MINUTE)
    visit = visit_of(staff, now, starts, name=names[number], language="en" if not number else "fr")
    if not number:
        Helper.objects.create(case=visit.case, digest=name, name="M. Lopes", allows=["visit"], invited_at=now, ends_at=now * 2)
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """Give a service of this module's own."""
    made = started(tmp_path_factory.mktemp("van") / "data")
    yield made
    made.stop()


def run(house, text, *words):
    environment = {**house.environment, "DJANGO_SETTINGS_MODULE": "possible_web.project.settings"}
    done = subprocess.run(
        [sys.executable, "-c", text, *words],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def phone(page, house):
    """Return a maker of phones: a technician of this name, with visits of today, signed in at the day."""

    def make(name, lang="en", visits=2, **more):
        mail = f"{name}@pamplemousse.example"
        words = ("--name", name.title(), "--role", "technician", "--team", "technicians", "--language", "en")
        said = house.possible("staff", mail, *words)
        run(house, ROAD, name, str(visits))
        window = page(lang, at=house, width=more.pop("width", 390), **more)
        window.open(said.splitlines()[-1].removeprefix(house.address))
        window.page.click("main button")
        window.page.wait_for_load_state()
        window.open("/van" + (f"?lang={lang}" if lang == "ar-XB" else ""))
        return window

    return make


def rows(house, statement):
    """Return what the database says; a reader of its own, while the service runs."""
    file = Path(house.environment["POSSIBLE_DATA_DIR"]) / "possible.sqlite3"
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=20) as database:
        return database.execute(statement).fetchall()


def kept(window: Window, count: int) -> None:
    """Wait until so many pages lie on the phone."""
    script = """async () => {
      for (const name of (await caches.keys()).filter((each) => each.startsWith("van-pages-")))
        return (await (await caches.open(name)).keys()).length;
      return 0; }"""
    until(lambda: window.page.evaluate(script) >= count)


def queue(window: Window) -> list | None:
    """Return what waits on the phone; nothing while the page is being left."""
    try:
        return window.page.evaluate("async () => (await VanQueue.all()).map((act) => [act.kind, act.state])")
    except Error:
        return None


def test_a_visit_is_made_and_closed_offline_and_is_in_the_journal_once(phone, house):
    window = phone("amadou")
    kept(window, 10)
    window.page.context.set_offline(True)
    window.page.reload()
    assert "Ms Carter" in window.text()
    window.page.click("text=I have arrived")
    window.page.wait_for_selector("#kept:not([hidden])")
    assert "1 act is kept here, and sent when the network is back." in window.text()
    assert not window.page.is_visible("button:has-text('I have arrived')")
    window.screenshot("van-offline")
    window.page.click("a:has-text('Fixed') >> nth=0")
    window.page.wait_for_url("**/fixed")
    window.page.check("input[value=equipment]")
    window.page.fill("input[name='part-box']", "1")
    window.page.fill("#signed", "Ms Carter")
    window.page.fill("#notes", "New box.")
    draw(window)
    window.screenshot("van-fixed")
    assert window.axe() == []
    window.page.click("form[data-kind=end] button:not([type=button])")
    window.page.wait_for_url("**/van")
    window.page.wait_for_selector("#kept:not([hidden])")
    assert "2 acts are kept here, and sent when the network is back." in window.text()
    window.page.click("a:has-text('M. Garnier')")
    window.page.wait_for_url("**/visits/*")
    assert "M. Garnier" in window.text()
    assert queue(window) == [["arrive", "kept"], ["end", "kept"]]
    assert rows(house, "SELECT count(*) FROM records_vanact") == [(0,)]
    window.page.context.set_offline(False)
    until(lambda: rows(house, "SELECT count(*) FROM records_vanact WHERE outcome = 'done'") == [(2,)])
    until(lambda: queue(window) == [])
    window.open("/van")
    assert "Visits 1/2" in window.text()
    found = rows(house, "SELECT kind FROM records_journal WHERE kind LIKE 'visit-%' ORDER BY position")
    assert [kind for (kind,) in found] == ["visit-booked", "visit-booked", "visit-arrived", "visit-done"]
    assert rows(house, "SELECT happened_at < received_at FROM records_vanact") == [(1,), (1,)]
    assert rows(house, "SELECT kind FROM records_visitfile") == [("sign",)]
    window.wrong[:] = [line for line in window.wrong if "ERR_INTERNET_DISCONNECTED" not in line]


def draw(window: Window) -> None:
    """Sign with a finger."""
    window.page.locator("#sign canvas").scroll_into_view_if_needed()
    box = window.page.locator("#sign canvas").bounding_box()
    window.page.mouse.move(box["x"] + 20, box["y"] + 40)
    window.page.mouse.down()
    for step in range(8):
        window.page.mouse.move(box["x"] + 20 + step * 25, box["y"] + 40 + (step % 2) * 30)
    window.page.mouse.up()


def test_a_visit_that_was_given_to_somebody_else_meanwhile_is_told_and_nothing_is_lost(phone, house):
    window = phone("julie", visits=1)
    kept(window, 6)
    window.page.context.set_offline(True)
    window.page.click("text=I have arrived")
    window.page.wait_for_selector("#kept:not([hidden])")
    run(
        house,
        "import django; django.setup()\n"
        "from possible_web.records.models import Visit\n"
        "Visit.objects.filter(technician__name='julie').update(technician=None)",
    )
    window.page.context.set_offline(False)
    window.page.wait_for_selector("#kept-list .late")
    window.page.wait_for_load_state()
    told = window.text()
    assert "Ms Carter, Television" not in told
    assert "This visit is not yours any more" in told
    assert "call the dispatcher; what you sent is kept" in told
    window.screenshot("van-conflict")
    assert rows(
        house,
        "SELECT outcome FROM records_vanact WHERE staff_id = (SELECT id FROM records_staff WHERE name = 'julie')",
    ) == [("refused",)]
    window.page.click("text=I have read this")
    until(lambda: queue(window) == [])
    window.wrong[:] = [line for line in window.wrong if "ERR_INTERNET_DISCONNECTED" not in line]


def test_what_is_noted_while_the_web_processes_fall_is_sent_once_when_they_are_back(phone, house):
    window = phone("tom", visits=1)
    kept(window, 6)
    for _ in range(3):
        kill(house)
        window.page.evaluate("VanQueue.send()")
    window.page.click("text=I have arrived")
    kill(house)
    until(lambda: (send(window), queue(window))[1] == [])
    arrived = """SELECT count(*) FROM records_journal WHERE kind = 'visit-arrived' AND "case" =
      (SELECT case_id FROM records_visit JOIN records_staff AS staff ON technician_id = staff.id WHERE staff.name = 'tom')"""
    assert rows(house, arrived) == [(1,)]
    window.wrong[:] = []


def send(window: Window) -> None:
    with suppress(Error):
        window.page.evaluate("VanQueue.send()")


def kill(house) -> None:
    for number in children_of(house.children()["web"]):
        os.kill(number, 9)


def test_nothing_stays_on_the_phone_after_signing_out(phone, house):
    window = phone("karim", visits=1)
    kept(window, 6)
    window.page.click("#leave button")
    window.page.wait_for_url(house.address + "/")
    left = window.page.evaluate("async () => [await caches.keys(), (await indexedDB.databases()).length]")
    assert left[0] == []
    window.page.context.set_offline(True)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        window.open("/van")
    window.wrong[:] = [line for line in window.wrong if "ERR_INTERNET_DISCONNECTED" not in line]


AGE = """async () => {
  for (const name of (await caches.keys()).filter((each) => each.startsWith("van-pages-"))) {
    const pages = await caches.open(name), told = await (await pages.match("/van/kept-until")).json();
    await pages.put("/van/kept-until", new Response(JSON.stringify({ ...told, until: Date.now() - 1 })));
  } }"""
LEFT = """async (path) => {
  const name = (await caches.keys()).find((each) => each.startsWith("van-pages-"));
  await (await caches.open(name)).put(path, new Response("yesterday")); }"""


def test_no_page_of_another_day_stays_and_none_at_all_once_the_day_is_over(phone, house):
    window = phone("nour", visits=1)
    kept(window, 6)
    window.page.evaluate(LEFT, "/van/visits/999999")
    window.page.reload()
    gone = "async () => !(await caches.match('/van/visits/999999'))"
    until(lambda: window.page.evaluate(gone))
    kept(window, 6)
    window.page.context.set_offline(True)
    window.page.reload()
    assert "Ms Carter" in window.text()
    window.page.evaluate(AGE)
    window.page.goto(house.address + "/van")
    assert "nothing is kept on this phone" in window.page.inner_text("body")
    assert window.page.evaluate("() => caches.keys()") == []
    window.wrong[:] = [line for line in window.wrong if "503" not in line]


SEEN = """
import sys, django
django.setup()
from possible_web.actions.troubles import do_see_trouble
from possible_web.keeping import clock
from possible_web.records.models import Staff, Trouble
row = Trouble.objects.get(staff__name=sys.argv[1])
do_see_trouble(row.pk, row.staff, clock.now())
"""


def test_who_cannot_go_on_reads_without_a_click_that_the_dispatcher_has_seen_it(phone, house):
    window = phone("salome", visits=1)
    window.open("/van/stuck")
    window.page.check("input[name=why][value=ill]")
    window.page.click("text=Tell the dispatcher")
    window.page.wait_for_selector("#stuck[data-topic] p.off")
    run(house, SEEN, "salome")
    window.page.wait_for_selector("#stuck p:has-text('The dispatcher has seen it at')", timeout=30_000)
    assert window.axe() == []


@pytest.mark.parametrize("way", WAYS)
def test_the_van_looks_well_and_axe_finds_nothing(phone, house, way):
    window = phone(f"ana-{way}", **WAYS[way], visits=3)
    number = json.loads(window.page.get_attribute("#van", "data-kept"))["pages"][3].rpartition("/")[2]
    for name, path in (
        ("day", "/van"),
        ("fixed", f"/van/visits/{number}/fixed"),
        ("not-fixed", f"/van/visits/{number}/not-fixed"),
        ("parts", "/van/parts"),
        ("stuck", "/van/stuck"),
    ):
        window.open(path)
        for part in window.page.locator("details").all():
            if part.is_visible():
                part.evaluate("(each) => { each.open = true; }")
        assert window.axe() == [], (way, path)
        assert not window.wide(), (way, path)
        window.screenshot(f"van-{name}-{way}")
