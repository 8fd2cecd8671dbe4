"""The story in a true browser, customer and agent at once, in English and in French; by keys; a lost connection."""

from __future__ import annotations

import json
import sqlite3
import subprocess
from pathlib import Path

import pytest

from tests.web.service import PATIENCE, POSSIBLE, answer, started, until
from tools.lint import ROOT

WAYS = {
    "light": {"lang": "en"},
    "french": {"lang": "fr"},
    "dark": {"lang": "en", "scheme": "dark"},
    "narrow": {"lang": "fr", "width": 320},
    "rtl": {"lang": "ar-XB"},
}
# A page that sends and is not answered when it looks again: as if the line were slow.
DEAF = """() => {
  const fetch = window.fetch;
  window.fetch = (to, how) => (how && how.method === "POST" ? fetch(to, how) : new Promise(() => {}));
}"""
# A page that is slow to look again, and quick to send.
SLOW = """() => {
  const fetch = window.fetch, later = () => new Promise((done) => setTimeout(done, 1500));
  window.fetch = (to, how) => (how && how.method === "POST" ? fetch(to, how) : later().then(() => fetch(to, how)));
}"""
HELLO = {"en": "Same black screen as on Monday.", "fr": "Le même écran noir que lundi."}
REPLY = {"en": "A technician can come.", "fr": "Un technicien peut venir."}
BOOKED = {"en": "The technician arrives", "fr": "Le technicien arrive"}
SOLVED = {"en": "Solved, said the customer.", "fr": "Résolu, a dit le client."}


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """Give a service of this module's own: what rings here rings for nobody else."""
    made = started(tmp_path_factory.mktemp("desk") / "data")
    for name, home in (
        ("Tom", "31 avenue Victor-Cresson, 92130 Issy"),
        ("Karim", "8 rue Haute, 93200 Saint-Denis"),
    ):
        words = ("--role", "technician", "--team", "technicians", "--home", home)
        able = ("--language", "en", "--language", "fr", "--skill", "tv", "--skill", "internet")
        made.possible("staff", f"{name.lower()}@pamplemousse.example", "--name", name, *words, *able)
    yield made
    made.stop()


@pytest.fixture(scope="module")
def link(house):
    """Return a maker of first sign-ins: each link works once, and somebody who is here gets another."""

    def make(name, role="agent", team="tv"):
        mail = f"{name}@pamplemousse.example"
        words = ("--team", team, "--team", "front-desk", "--language", "en", "--language", "fr")
        said = house.possible("staff", mail, "--name", name.title(), "--role", role, *words)
        return said.splitlines()[-1].removeprefix(house.address)

    return make


@pytest.fixture
def desk(page, house, link):
    """Return a maker of desks: `desk("ines", "en")`, signed in."""

    def make(name, lang="en", role="agent", **more):
        window = page(lang, at=house, width=more.pop("width", 1440), **more)
        window.open(link(name, role))
        window.page.click("main button")
        window.page.wait_for_load_state()
        window.open("/desk" + (f"?lang={lang}" if lang == "ar-XB" else ""))
        return window

    return make


def known(house, **facts):
    """Let our records know something of every customer (no connected system tells it here)."""
    file = Path(house.environment["POSSIBLE_DATA_DIR"]) / "possible.sqlite3"
    with sqlite3.connect(file, timeout=20) as database:
        database.execute("UPDATE records_customer SET known = ?", [json.dumps(facts)])


def comes(page, house, lang):
    """Let a customer say what does not work, and want to write to a person."""
    window = page(lang, at=house, width=390)
    window.open("/")
    window.page.click("button[value=fault]")
    window.page.check("input[value=tv]")
    window.page.click("main form button[value=say]")
    known(house, swaps=1, **{"line-test": "bad"})
    window.open("/person")
    window.page.click("form[action='/person/write'] button")
    return window


def ready(window):
    window.page.click("#presence button[value=available]")
    window.page.wait_for_selector("#presence button[value=available]", state="detached")


def goes(window):
    """Let an agent be away, so that nothing of the next test rings here."""
    window.page.click("#presence button[value=offline]")
    window.page.wait_for_selector("#presence button[value=available]")


def rung(desk, page, house, name):
    """Return an agent's window, in which a customer's contact rings, and the customer's."""
    agent = desk(name)
    ready(agent)
    carter = comes(page, house, "en")
    agent.page.wait_for_selector(".ring")
    return agent, carter


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_from_a_dead_box_to_solved_by_keys_alone(desk, page, house, lang):
    ines = desk(f"ines-{lang}", lang)
    ready(ines)
    carter = comes(page, house, lang)
    keys = ines.page.keyboard
    ines.page.wait_for_selector(".ring")
    ines.screenshot(f"desk-ring-{lang}")
    assert ines.axe() == []
    keys.press("a")
    ines.page.wait_for_selector("#chat")
    carter.page.wait_for_selector("#text")
    carter.page.fill("#text", HELLO[lang])
    ines.page.wait_for_selector("#writing:has-text('…')")
    carter.page.click(".write button")
    ines.page.wait_for_selector(f"#chat >> text={HELLO[lang]}")
    assert ines.page.inner_text("#writing") == ""
    keys.press("r")
    keys.type(REPLY[lang])
    carter.page.wait_for_selector("main :text('…')")
    keys.press("Control+Enter")
    carter.page.wait_for_selector(f"text={REPLY[lang]}")
    keys.press("Escape")
    keys.press("q")
    ines.page.wait_for_selector("#ask")
    keys.press("2")
    keys.press("q")
    ines.page.fill("#address", "8 rue de la Paix")
    ines.page.fill("#postcode", "75011")
    ines.page.press("#postcode", "Enter")
    ines.page.wait_for_selector("input[name=starts]")
    ines.page.check("input[name=starts] >> nth=1")
    ines.screenshot(f"desk-case-{lang}")
    assert ines.axe() == []
    keys.press("q")
    ines.page.wait_for_selector(f".promises >> text={BOOKED[lang]}")
    reference = ines.page.url.rpartition("/")[2]
    ines.page.click(f"form[action='/desk/cases/{reference}/finish'] button")
    ines.page.wait_for_selector("form[action^='/desk/wrap-ups/']")
    ines.screenshot(f"desk-wrap-up-{lang}")
    assert ines.axe() == []
    ines.page.click("form[action^='/desk/wrap-ups/'] button")
    carter.open(f"/case/{reference}")
    carter.page.click(f"form[action='/case/{reference}/solved'] button")
    ines.open(f"/desk/cases/{reference}")
    ines.page.wait_for_selector(f"#chat >> text={SOLVED[lang]}")
    goes(ines)


@pytest.mark.parametrize("way", WAYS)
def test_every_page_in_every_way(desk, page, house, way):
    options = WAYS[way]
    lang = options["lang"]
    window = desk(f"nadia-{way}", role="lead", **options)
    carter = comes(page, house, "fr" if lang == "fr" else "en")
    window.open("/desk/cases?view=all")
    case = window.page.get_attribute("[data-walk] a", "href")
    window.open("/desk/practice")
    window.page.click("form[action='/desk/practice/begin'] button")
    window.page.wait_for_url("**/desk/practice/*")
    practice = window.page.url.removeprefix(house.address)
    window.page.click(f"form[action='{practice}/answer'] button")
    pages = {
        "start": "/desk",
        "cases": "/desk/cases?view=all",
        "case": case,
        "replies": "/desk/replies",
        "practice": practice,
        "keys": "/desk/help",
        "lead": "/lead",
    }
    for name, path in pages.items():
        window.open(path)
        window.screenshot(f"desk-{name}-{way}")
        assert (name, window.axe()) == (name, [])
        assert (name, window.wide()) == (name, False)
    for key, inside in (("?", "#help[open] table"), ("Control+k", "#palette[open] li")):
        window.page.keyboard.press(key)
        window.page.wait_for_selector(inside)
        assert (key, window.axe()) == (key, [])
        window.page.keyboard.press("Escape")
    window.open("/desk")
    ready(window)
    window.page.wait_for_selector(".ring")
    window.page.keyboard.press("a")
    window.page.wait_for_selector("#chat")
    window.open("/lead")
    window.screenshot(f"desk-lead-busy-{way}")
    assert (window.axe(), window.wide()) == ([], False)
    carter.page.click("form[action$='/leave'] button")
    carter.page.wait_for_url(lambda address: "/talk/" not in address)
    goes(window)


def test_what_is_written_or_chosen_stays_when_the_page_renews_itself_around_it(desk, page, house):
    ines, carter = rung(desk, page, house, "ines-writes")
    for key, comes_up in (("a", "#chat"), ("q", "#ask")):
        ines.page.keyboard.press(key)
        ines.page.wait_for_selector(comes_up)
    ines.page.keyboard.press("2")
    ines.page.keyboard.press("q")
    ines.page.fill("#address", "8 rue de la Paix")
    ines.page.focus("#postcode")
    ines.page.click("summary:has(kbd:text('T'))")
    team = "form[action$='/transfer'] select[name=team]"
    chosen = ines.page.locator(f"{team} option").nth(1).get_attribute("value")
    ines.page.select_option(team, chosen)
    for number, text in enumerate(("Are you there?", "It is still black.")):
        carter.page.fill("#text", text)
        carter.page.click(".write button")
        ines.page.wait_for_selector(f"#chat >> text={text}")
        assert (number, ines.page.input_value("#address")) == (number, "8 rue de la Paix")
        assert (number, ines.page.input_value(team)) == (number, chosen)
    ines.page.fill("#postcode", "75011")
    ines.page.press("#postcode", "Enter")
    ines.page.wait_for_selector("input[name=starts]")
    ines.page.check("input[name=starts] >> nth=1")
    starts = ines.page.locator("input[name=starts]:checked").get_attribute("value")
    carter.page.fill("#text", "This afternoon, please.")
    carter.page.click(".write button")
    ines.page.wait_for_selector("#chat >> text=This afternoon, please.")
    assert ines.page.locator("input[name=starts]:checked").get_attribute("value") == starts
    assert not ines.page.query_selector("#address")
    carter.page.close()
    ines.open("/desk")
    goes(ines)


def test_a_draft_survives_and_a_reply_over_news_shows_the_difference(desk, page, house):
    ines, carter = rung(desk, page, house, "ines-draft")
    ines.page.keyboard.press("a")
    ines.page.wait_for_selector("#chat")
    ines.page.fill("#reply", "Please restart the box, then")
    ines.page.wait_for_timeout(1500)
    ines.open(ines.page.url.removeprefix(house.address))
    assert ines.page.input_value("#reply") == "Please restart the box, then"
    carter.page.wait_for_selector("#text")
    ines.page.evaluate(DEAF)
    carter.page.fill("#text", "It works again!")
    carter.page.click(".write button")
    carter.page.wait_for_selector("text=It works again!")
    ines.page.click("#reply-form button[data-send]")
    ines.page.wait_for_selector(".diff >> text=It works again!")
    assert ines.page.input_value("#reply") == "Please restart the box, then"
    ines.screenshot("desk-meanwhile")
    assert ines.axe() == []
    ines.wrong[:] = [line for line in ines.wrong if "409" not in line]
    ines.open("/desk")
    goes(ines)


def test_a_page_that_was_left_is_not_shown_over_the_next_one(desk, page, house):
    ines, carter = rung(desk, page, house, "ines-slow")
    ines.page.evaluate(SLOW)
    with ines.page.expect_request(lambda asked: asked.headers.get("x-renew") == "1"):
        ines.page.evaluate("() => { window.dispatchEvent(new Event('online')); }")
        ines.page.wait_for_timeout(400)  # it has begun to look again
        ines.page.keyboard.press("a")
        ines.page.wait_for_selector("#chat")
    ines.page.wait_for_timeout(700)
    assert ines.page.is_visible("#chat")
    carter.page.close()
    ines.open("/desk")
    goes(ines)


def test_a_lost_connection_is_said_and_the_page_recovers_by_itself(desk, page, tmp_path):
    service = started(tmp_path / "data")
    said = service.possible(
        "staff", "ines@pamplemousse.example", "--name", "Inès", "--team", "tv", "--language", "en"
    )
    window = page("en", at=service)
    window.open(said.splitlines()[-1].removeprefix(service.address))
    window.page.click("main button")
    window.page.wait_for_load_state()
    window.open("/desk")
    ready(window)
    service.stop()
    window.page.wait_for_selector("#lost")
    service.process = subprocess.Popen([str(POSSIBLE), "serve"], env=service.environment, cwd=ROOT)
    until(lambda: answer(int(service.environment["POSSIBLE_PORT"])))
    window.page.wait_for_selector("#lost", state="detached", timeout=PATIENCE * 1000)
    carter = comes(page, service, "en")
    window.page.wait_for_selector(".ring")
    carter.page.close()
    window.page.close()
    service.stop()
    # The browser itself notes each try on its console.
    window.wrong[:] = [line for line in window.wrong if "ERR_" not in line and "Failed to load" not in line]


def test_a_list_shows_the_case_of_somebody_who_comes_while_it_is_looked_at(desk, page, house):
    ines = desk("lists")
    ines.open("/desk/cases?view=all")
    before = ines.page.locator("section.wide-list ul.list li").count()
    carter = page("en", at=house, width=390)
    carter.open("/")
    carter.page.click("button[value=bill]")
    ines.page.wait_for_function(
        "before => document.querySelectorAll('section.wide-list ul.list li').length > before", arg=before
    )
