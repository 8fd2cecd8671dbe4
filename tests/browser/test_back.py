"""A customer who closes her page while she writes with somebody, and opens it again: both sides at once."""

import re
import sqlite3

import pytest

from possible.values.instant import MINUTE
from tests.browser.conftest import Window, watch
from tests.browser.later import begun
from tests.web.service import until

LOOKS = {"en": {"width": 390}, "fr": {"width": 320, "scheme": "dark"}}
HELD = {
    "en": r"The connection is lost: held for the customer until .*9:3\d.*\. Then the call is yours\.",
    "fr": r"La connexion est perdue\s: la discussion est gardée pour le client jusqu’à .*9\sh\s3\d",
}
BACK = {"en": "The customer is back.", "fr": "Le client est de retour."}
THERE = {"en": "Ines is there", "fr": "Ines est là"}
GOES_ON = {
    "en": "Your conversation with Ines goes on where it was.",
    "fr": "Votre discussion avec Ines reprend où elle en était.",
}
CALLS = {"en": "Ines calls you before", "fr": "Ines vous appelle avant"}
WRITES = {
    "en": "Goes on in writing: no call is owed any more.",
    "fr": "Continue par écrit\u00a0: plus aucun appel n’est dû.",
}


@pytest.fixture
def house(tmp_path):
    """Give a service whose clock can be moved."""
    made = begun(tmp_path)
    yield made
    made.server.stop()


@pytest.fixture
def ines(house, page):
    """Return a maker of Inès' desk, where she is ready."""

    def make(lang):
        words = ("--role", "agent", "--team", "front-desk", "--language", "en", "--language", "fr")
        link = house.hires("Ines", *words)
        window = page(lang, at=house, width=1440)
        window.open(link)
        window.page.click("main button")
        window.page.wait_for_load_state()
        window.open("/desk")
        window.page.click("#presence button[value=available]")
        return window

    return make


def counted(house, statement):
    with sqlite3.connect(f"file:{house.data / 'possible.sqlite3'}?mode=ro", uri=True, timeout=20) as database:
        return database.execute(statement).fetchone()[0]


def missed(house):
    return counted(
        house,
        "SELECT count(*) FROM records_timer WHERE kind = 'contact-gone' AND done_at IS NULL AND stopped_at IS NULL",
    )


def closes(window, house):
    """Close the page; the service misses it."""
    context = window.page.context
    window.page.close()
    until(lambda: missed(house) == 1)
    return context


def opens(window, context):
    """Open another page in the same browser."""
    made = Window(context.new_page(), window.address, window.wrong)
    watch(made)
    return made


def looked_at(window, name):
    window.screenshot(f"back-{name}")
    assert (name, window.axe()) == (name, [])
    assert (name, window.wide()) == (name, False)


def forward(house, milliseconds):
    """Let the service's clock go on by so much."""
    house.move(house.at(9.5) + milliseconds)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_she_goes_on_where_she_was_and_later_writes_on_instead_of_being_called(house, page, ines, lang):
    desk = ines(lang)
    carter = page(lang, at=house, **LOOKS[lang])
    carter.open("/person")
    carter.page.click("form[action='/person/write'] button")
    talk = carter.page.url.removeprefix(house.address)
    desk.page.wait_for_selector(".ring")
    desk.page.keyboard.press("a")
    desk.page.wait_for_selector("#chat")
    carter.page.wait_for_selector(f"h1:has-text('{THERE[lang]}')")
    carter.page.fill("#text", "Bonjour !")
    carter.page.click(".write button")
    desk.page.wait_for_selector("#chat >> text=Bonjour !")
    # She closes the page: Inès sees that it is held, and until when.
    context = closes(carter, house)
    forward(house, 2 * MINUTE)
    desk.page.wait_for_selector("#talk-heading ~ p.late")
    assert re.search(HELD[lang], desk.page.inner_text("#talk-heading ~ p.late"))
    looked_at(desk, f"held-{lang}")
    # She opens her case: it goes on, with the same person in the same contact.
    carter = opens(carter, context)
    carter.open("/cases")
    carter.page.click("main .list a")
    assert GOES_ON[lang] in carter.text()
    looked_at(carter, f"case-{lang}")
    desk.page.wait_for_selector(f"#chat >> text={BACK[lang]}")
    desk.page.wait_for_selector("#talk-heading ~ p.late", state="detached")
    carter.page.click(f"a[href='{talk}']")
    carter.page.wait_for_selector(f"h1:has-text('{THERE[lang]}')")
    assert "Bonjour !" in carter.text()
    looked_at(carter, f"talk-{lang}")
    # She closes it again, and stays away: a call is owed; she would rather write.
    context = closes(carter, house)
    forward(house, 4 * MINUTE)
    desk.page.wait_for_selector("#talk-heading ~ p.late")
    forward(house, 8 * MINUTE)
    until(lambda: counted(house, "SELECT count(*) FROM records_journal WHERE kind = 'callback-promised'"))
    carter = opens(carter, context)
    carter.open(talk)
    carter.page.wait_for_selector(f"h2:has-text('{CALLS[lang]}')")
    looked_at(carter, f"owed-{lang}")
    carter.page.click("button[value=call]")
    carter.page.wait_for_selector("#stand")
    looked_at(carter, f"waits-{lang}")
    desk.open("/desk")
    desk.page.wait_for_selector(".ring")
    desk.page.keyboard.press("a")
    desk.page.wait_for_selector(f"#chat >> text={WRITES[lang]}")
    carter.page.wait_for_selector(f"h1:has-text('{THERE[lang]}')")
    assert "Bonjour !" in carter.text()
    looked_at(desk, f"writes-{lang}")
    assert counted(house, "SELECT count(*) FROM records_contact WHERE outward AND state != 'ended'") == 0
    assert counted(house, "SELECT count(*) FROM records_case") == 1


def test_a_reload_and_a_second_page_are_missed_by_nobody(house, page, ines):
    desk = ines("en")
    carter = page("en", at=house, width=390)
    carter.open("/person")
    carter.page.click("form[action='/person/write'] button")
    talk = carter.page.url.removeprefix(house.address)
    desk.page.wait_for_selector(".ring")
    desk.page.keyboard.press("a")
    carter.page.wait_for_selector(f"h1:has-text('{THERE['en']}')")
    other = opens(carter, carter.page.context)
    other.open(talk)
    for _ in range(3):
        carter.page.reload()
        carter.page.wait_for_selector(f"h1:has-text('{THERE['en']}')")
    carter.page.close()
    carter.page = other.page
    until(lambda: missed(house) == 0)
    forward(house, 5 * MINUTE)
    carter.page.fill("#text", "Still here.")
    carter.page.click(".write button")
    desk.page.wait_for_selector("#chat >> text=Still here.")
    assert counted(house, "SELECT count(*) FROM records_journal WHERE kind = 'customer-away'") == 0
