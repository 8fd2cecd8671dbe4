"""The ending of the story in a true browser, as it should have been; and the day on which the technician falls sick."""

import json
import re
import sqlite3
from datetime import timedelta

import pytest

from possible.values.instant import utc
from tests.browser.later import GOOD, PHONE, begun
from tests.browser.test_portal import known, lives
from tests.browser.test_tale import newest_mail
from tests.browser.test_van import draw, kept, queue
from tests.web.service import until

WIDE = {"en": 1280, "fr": 320}
FREE = {
    "en": ("It is possible.", "€0.00", "instead of €119.00", "The box has already been exchanged"),
    "fr": ("C’est possible.", "0,00\u00a0€", "au lieu de 119,00\u00a0€", "Le décodeur a déjà été échangé"),
}
LEFT = {"en": r"kept until 09:3\d: [45]\s*min.* left", "fr": r"gardé jusqu’à 9\sh\s3\d\s: encore [45]\smin"}
COMES = {"en": "A technician comes to you", "fr": "Un technicien vient chez vous"}
LETTER = {"en": "A technician comes: ", "fr": "Un technicien vient"}
NEXT = {
    "en": "You are next. We expect Karim between",
    "fr": "C’est bientôt votre tour. Karim devrait arriver entre",
}
NOTHING = {"en": ("It costs you", "€0.00"), "fr": ("Cela vous coûte", "0,00\u00a0€")}
FIXED = {"en": "The technician repaired it", "fr": "Le technicien a réparé"}
OWED = {"en": "Nothing is charged, and nothing is owed.", "fr": "Rien n’est facturé, et rien n’est dû."}


@pytest.fixture
def house(tmp_path):
    """Give a service whose clock can be moved."""
    made = begun(tmp_path)
    yield made
    made.server.stop()


@pytest.fixture
def opened(house, page):
    """Return a maker of windows on this service."""
    return lambda lang, **more: page(lang, at=house, **more)


@pytest.fixture
def staff(opened, house):
    """Return a maker of windows in which one of the staff is signed in."""

    def make(link, lang="en", moved=False, **more):
        window = opened(lang, **more)
        if moved:
            window.page.add_init_script(PHONE.format(ahead=house.ahead))
        window.open(link)
        window.page.click("main button")
        window.page.wait_for_load_state()
        return window

    return make


def rows(house, statement, *facts):
    """Return what the database says; a reader of its own, while the service runs."""
    with sqlite3.connect(f"file:{house.data / 'possible.sqlite3'}?mode=ro", uri=True, timeout=20) as database:
        return database.execute(statement, facts).fetchall()


def looked_at(window, name):
    """Keep a picture, and let axe and the width be right."""
    window.screenshot(f"ending-{name}")
    assert (name, window.axe()) == (name, [])
    assert (name, window.wide()) == (name, False)


def mail_of(name):
    return f"{name.split()[-1].lower()}@example.org"


def asks(window, house, name):
    """Say that the box shows no picture, after a swap; give name and mail address; return the case's reference."""
    window.open("/")
    window.page.click("button[value=fault]")
    known(house.server, swaps=1, **{"line-test": "good"})
    talk = window.page.url.removeprefix(house.address)
    window.open("/cases")
    window.page.click("main .list a >> nth=0")
    reference = window.page.url.rpartition("/")[2]
    window.page.fill("#name", name)
    window.page.fill("#mail", mail_of(name))
    window.page.click("form[action$='/reach'] button")
    window.open(talk)
    for chosen in ("tv", "no"):
        window.page.check(f"input[value={chosen}]")
        window.page.click("main form button[value=say]")
    return reference


def books(window, starts, name=""):
    """Give the address, keep a window for a while, and book it."""
    lives(window.page)
    if name:
        looked_at(window, f"{name}-windows")
    wanted = window.page.locator(f"input[name=starts][value='{starts}']")
    if not wanted.is_visible():
        window.page.click("details:has(input[name=starts]) summary")
    wanted.check()
    window.page.click("button[value=keep]")
    window.page.wait_for_selector("#kept")
    if name:
        assert re.search(LEFT[name], window.page.inner_text("#kept"))
        looked_at(window, f"{name}-kept")
    window.page.click("button[value=agree]")
    window.page.wait_for_selector(".timeline")


def is_fixed(karim, house, name):
    """Let the technician come, and close the visit, without a network; everything is sent once when it is back."""
    kept(karim, 6)
    looked_at(karim, f"{name}-van")
    karim.page.context.set_offline(True)
    karim.page.reload()
    karim.page.click("form[data-kind=arrive] button")
    karim.page.wait_for_selector("#kept:not([hidden])")
    karim.page.click("main a[href$='/fixed'] >> nth=0")
    karim.page.wait_for_url("**/fixed")
    karim.page.check("input[value=equipment]")
    karim.page.fill("#signed", "Ms Carter")
    karim.page.fill("#notes", "New power supply.")
    draw(karim)
    looked_at(karim, f"{name}-van-fixed")
    karim.page.click("form[data-kind=end] button:not([type=button])")
    karim.page.wait_for_url("**/van")
    until(lambda: queue(karim) == [["arrive", "kept"], ["end", "kept"]])
    looked_at(karim, f"{name}-van-offline")
    assert rows(house, "SELECT count(*) FROM records_vanact") == [(0,)]
    karim.page.context.set_offline(False)
    until(lambda: rows(house, "SELECT count(*) FROM records_vanact WHERE outcome = 'done'") == [(2,)])
    until(lambda: queue(karim) == [])
    found = rows(house, "SELECT kind FROM records_journal WHERE kind LIKE 'visit-%' ORDER BY position")
    assert [kind for (kind,) in found] == ["visit-booked", "visit-arrived", "visit-done"]
    karim.wrong[:] = [line for line in karim.wrong if "ERR_INTERNET_DISCONNECTED" not in line]


def receipt(carter, house, reference):
    """Return the last line of the page's receipt, and what `possible receipt` reckons of the journal."""
    last = carter.page.locator("table.receipt tfoot tr")
    shown = tuple(last.locator(each).inner_text() for each in ("th", "td"))
    [told] = json.loads(house.piped("receipt", "--format", "json", case=reference))["receipts"]
    return shown, (told["paid"], told["credited"], sum(line["due"] for line in told["bill"]))


def ledger(house, reference):
    """Return the entries of a case's ledger: kind and cents."""
    entries = """SELECT entry.kind, entry.cents FROM records_ledgerentry AS entry
      JOIN records_case ON records_case.id = entry.case_id WHERE reference = ? ORDER BY entry.id"""
    return rows(house, entries, reference)


def nothing_is_found(house, cases):
    """Let the journal be held against the laws and against the tables."""
    audited = house.piped("audit", "--charter", str(GOOD))
    assert audited.startswith("-: errors 0 · warnings 0 · estimates 0 · events "), audited
    reconciled = house.server.possible("reconcile").strip()
    assert reconciled == f"faults: 0 · cases {cases} · contacts {cases} · offers 0 · replayed 0"


@pytest.mark.timeout(300)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_visit_is_possible_free_booked_made_offline_and_the_receipt_adds_up(opened, staff, house, lang):
    link = house.works("Karim")
    carter = opened(lang, width=WIDE[lang])
    reference = asks(carter, house, "Ms Carter")
    for line in FREE[lang]:
        assert line in carter.text()
    looked_at(carter, f"{lang}-answer")
    books(carter, house.at(12), lang)
    assert COMES[lang] in carter.text()
    looked_at(carter, f"{lang}-booked")
    case = f"/case/{reference}"
    newest_mail(carter.page, house.address, mail_of("Ms Carter"), LETTER[lang])
    carter.page.click("tr:has-text('carter@example.org') a >> nth=0")
    looked_at(carter, f"{lang}-letter")
    carter.open(case)
    with carter.page.expect_download() as download:
        carter.page.click("a[href$='.ics']")
    ics = download.value.path().read_bytes().decode()
    start, end = (f"{utc(house.at(hour)):%Y%m%dT%H%M%SZ}" for hour in (12, 14))
    assert f"DTSTART:{start}\r\nDTEND:{end}\r\n" in ics
    house.move(house.at(12.2))
    carter.open(case)
    assert NEXT[lang] in carter.text()
    looked_at(carter, f"{lang}-today")
    karim = staff(link, lang, moved=True, width=390)
    karim.open("/van")
    is_fixed(karim, house, lang)
    carter.page.wait_for_selector("form[action$='/rate']")
    assert FIXED[lang] in carter.text()
    looked_at(carter, f"{lang}-done")
    carter.page.click("form[action$='/solved'] button")
    carter.page.check("input[name=stars][value='5']")
    carter.page.fill("#words", "As it should be.")
    carter.page.click("form[action$='/rate'] button")
    looked_at(carter, f"{lang}-solved")
    assert receipt(carter, house, reference) == (NOTHING[lang], ([], [], 0))
    assert ledger(house, reference) == []
    carter.open("/pay")
    assert OWED[lang] in carter.text()
    looked_at(carter, f"{lang}-pay")
    assert rows(house, "SELECT stars, words FROM records_rating") == [(5, "As it should be.")]
    nothing_is_found(house, 1)


# ---- the bad day ----------------------------------------------------------------------------------------

TOLD = {
    "Mme Petit": ("Un autre technicien vient", "Tom vient à la place, dans le créneau promis"),
    "Mr Hall": ("Another technician comes: Tom", "If it no longer suits you, choose another window"),
    "M. Lopes": ("Nous vous devons", "Nous vous créditons 32,00\u00a0€, sans que vous le demandiez."),
}
CHOICE = {
    "Mme Petit": "Déplacer la visite",
    "Mr Hall": "Move the visit",
    "M. Lopes": "Choisir un autre créneau",
}
PAGE = {
    "Mme Petit": "Tom vient à la place\u202f; le créneau reste\u00a0: mardi",
    "Mr Hall": "Tom comes instead; the window stays: Tuesday",
    "M. Lopes": "Et maintenant\u00a0: choisissez un autre créneau.",
}
MAILS = {"Mme Petit": ("fr", 10), "Mr Hall": ("en", 12), "M. Lopes": ("fr", 16)}


def everybody_books(opened, house):
    """Let three customers book Karim, who is alone, for the next day; returns window and reference of each."""
    found = {}
    for name, (lang, hour) in MAILS.items():
        window = opened(lang, width=390)
        reference = asks(window, house, name)
        books(window, house.at(hour, days=1))
        found[name] = (window, reference)
    return found


def falls_sick(nadia, day):
    """Let the lead see what can be done with its consequences, and do it."""
    nadia.open(f"/board/technicians/{day}")
    looked_at(nadia, "sick-day")
    nadia.page.select_option("#sick-who", "karim")
    nadia.page.click("form[action$='/repair'] button >> nth=0")
    nadia.page.wait_for_selector("text=Karim cannot go on")
    looked_at(nadia, "sick-proposal")
    for line in ("Tom takes ", "M. Lopes chooses another window", "€32.00 owed"):
        assert line in nadia.text()
    nadia.page.click("form[action$='/decide'] button")
    nadia.page.wait_for_selector(".told:has-text('3 customers were told')")
    looked_at(nadia, "sick-done")


def is_told(window, house, name, reference):
    """Read the letter in the mailbox, in the customer's language; then the case's page, where they can choose."""
    letter, choice = TOLD[name], CHOICE[name]
    newest_mail(window.page, house.address, mail_of(name), letter[0])
    window.page.click(f"tr:has-text('{mail_of(name)}') a:has-text('{letter[0]}') >> nth=0")
    assert letter[1] in window.text()
    looked_at(window, f"sick-{mail_of(name)[:-12]}-letter")
    window.page.click("pre a")
    window.open(f"/case/{reference}")
    assert window.page.locator(f"main a:has-text('{choice}')").count() == 1
    assert PAGE[name] in window.text()
    looked_at(window, f"sick-{mail_of(name)[:-12]}-case")


def called_off(window, house):
    """Read the other letter of whom nobody can come to: why, and that they can choose."""
    before = window.page.url
    window.open("/mailbox")
    window.page.click(
        f"tr:has-text('{mail_of('M. Lopes')}') a:has-text('Nous ne pouvons pas venir comme promis')"
    )
    assert "notre technicien est tombé malade" in window.text()
    assert "Choisissez un autre créneau sur la page de votre dossier." in window.text()
    window.page.goto(before)


@pytest.mark.timeout(300)
def test_the_technician_falls_sick_and_each_customer_is_told_with_a_choice(opened, staff, house):
    house.works("Karim")
    there = everybody_books(opened, house)
    house.works("Tom")
    nadia = staff(house.hires("Nadia", "--role", "lead", "--language", "fr", "--language", "en"), width=1440)
    day = (house.monday + timedelta(days=1)).isoformat()
    nadia.open(f"/board/technicians/{day}/turns")
    nadia.page.click("details:has(input[value=tom]) summary")
    form = nadia.page.locator("form:has(input[value=tom]):has(input[value=planned])")
    form.locator("input[name=ends]").fill("15:30")
    form.locator("button").click()
    house.move(house.at(8.25, days=1))
    falls_sick(nadia, day)
    for name, (window, reference) in there.items():
        is_told(window, house, name, reference)
    window, reference = there["M. Lopes"]
    called_off(window, house)
    nothing = (("Nous vous devons", "32,00\u00a0€"), ([], [{"cents": 3200, "currency": "EUR"}], -3200))
    assert receipt(window, house, reference) == nothing
    assert ledger(house, reference) == [("credit", 3200)]
    window.page.click("main a:has-text('Choisir un autre créneau')")
    window.page.check("input[name=starts] >> nth=0")
    window.page.click("button[value=agree]")
    window.page.wait_for_selector("text=Un technicien vient chez vous")
    looked_at(window, "sick-lopes-again")
    nothing_is_found(house, 3)
