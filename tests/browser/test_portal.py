"""Ms Carter's way in a true browser, with scripts and without, in French and in English; each page looked at."""

import re
import sqlite3
from pathlib import Path

import pytest

WAYS = {
    "english": {"lang": "en"},
    "french-narrow": {"lang": "fr", "width": 320},
    "dark-phone": {"lang": "fr", "scheme": "dark", "width": 390},
    "rtl": {"lang": "ar-XB"},
}


def known(server, **facts):
    """Let our records know something of every customer (no connected system tells it here)."""
    import json

    file = Path(server.environment["POSSIBLE_DATA_DIR"]) / "possible.sqlite3"
    with sqlite3.connect(file, timeout=20) as link:
        link.execute("UPDATE records_customer SET known = ?", [json.dumps(facts)])


@pytest.fixture(scope="module", autouse=True)
def technicians(server):
    """Let two go out, who speak what customers speak."""
    for name, home in (
        ("Tom", "31 avenue Victor-Cresson, 92130 Issy"),
        ("Karim", "8 rue Haute, 93200 Saint-Denis"),
    ):
        words = ("--role", "technician", "--team", "technicians", "--home", home)
        able = ("--language", "en", "--language", "fr", "--skill", "tv", "--skill", "internet")
        server.possible("staff", f"{name.lower()}@pamplemousse.example", "--name", name, *words, *able)


def lives(page):
    """Say the address, once, so that there are windows to choose."""
    page.fill("#address", "8 rue de la Paix")
    page.fill("#postcode", "75011")
    page.click("button[value=address]")
    page.wait_for_selector("input[name=starts]")


def looked_at(window, name):
    """Keep a picture, and let axe and the width be right."""
    window.screenshot(f"portal-{name}")
    assert window.axe() == []
    assert not window.wide()


def begin(window, lang):
    window.open("/?lang=ar-XB" if lang == "ar-XB" else "/")
    window.page.click("button[value=fault]")
    window.page.check("input[value=tv]")
    window.page.click("main form button[value=say]")


def to_the_answer(window, server, lang):
    begin(window, lang)
    known(server, swaps=1, **{"line-test": "bad"})
    window.page.check("input[value=no]")
    window.page.click("main form button[value=say]")


@pytest.mark.parametrize("way", WAYS)
def test_the_way_to_a_booked_visit_is_accessible_on_each_page(page, server, way):
    lang = WAYS[way]["lang"]
    window = page(**WAYS[way])
    window.open("/?lang=ar-XB" if lang == "ar-XB" else "/")
    looked_at(window, f"start-{way}")
    window.page.click("button[value=fault]")
    looked_at(window, f"question-{way}")
    window.page.click("main form button[value=say]")
    looked_at(window, f"nothing-chosen-{way}")
    window.wrong[:] = [line for line in window.wrong if "422" not in line]
    window.page.check("input[value=tv]")
    window.page.click("main form button[value=say]")
    known(server, swaps=1, **{"line-test": "bad"})
    window.page.check("input[value=no]")
    window.page.click("main form button[value=say]")
    window.page.click("details summary")
    looked_at(window, f"answer-{way}")
    lives(window.page)
    looked_at(window, f"windows-{way}")
    window.page.check("input[name=starts] >> nth=1")
    window.page.click("button[value=keep]")
    window.page.wait_for_selector("#kept")
    looked_at(window, f"kept-{way}")
    window.page.click("button[value=agree]")
    window.page.wait_for_selector(".timeline")
    looked_at(window, f"case-{way}")
    case = window.page.url.rpartition("/")[2]
    window.page.click("a[href*='/window/']")
    looked_at(window, f"move-{way}")
    window.page.check("input[name=starts] >> nth=2")
    window.page.click("button[value=agree]")
    window.page.wait_for_selector(".timeline")
    window.page.click("a[href$='/cancel']")
    looked_at(window, f"give-up-{way}")
    for name, path in {
        "person": "/person",
        "call": "/person/call",
        "hours": "/hours",
        "cases": "/cases",
        "mine": "/mine",
        "erase": "/mine/erase",
        "invite": f"/case/{case}/helper",
    }.items():
        window.open(path)
        looked_at(window, f"{name}-{way}")
    window.open("/person")
    window.page.click("form[action='/person/write'] button")
    window.page.wait_for_selector("#stand")
    looked_at(window, f"wait-{way}")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_same_way_without_scripts(browser, server, lang):
    context = browser.new_context(
        locale=lang, java_script_enabled=False, viewport={"width": 390, "height": 800}
    )
    window = context.new_page()
    window.goto(server.address + "/")
    window.click("button[value=fault]")
    window.check("input[value=tv]")
    window.click("main form button[value=say]")
    known(server, swaps=1, **{"line-test": "bad"})
    window.check("input[value=no]")
    window.click("main form button[value=say]")
    lives(window)
    window.check("input[name=starts] >> nth=2")
    window.click("button[value=agree]")
    booked = {"en": "A technician comes to you", "fr": "Un technicien vient chez vous"}[lang]
    price = {"en": "Price: €0.00.", "fr": "Prix\u00a0: 0,00\u00a0€."}[lang]
    assert booked in window.inner_text("main")
    assert price in window.inner_text("main")
    context.close()


def test_messages_of_both_sides_arrive_by_themselves(page, server):
    carter = page("en", width=390)
    carter.open("/person")
    carter.page.click("form[action='/person/write'] button")
    token = re.search(r"/talk/([\w-]+)", carter.page.url)[1]
    other = carter.page.context.new_page()
    other.goto(carter.page.url)
    other.fill("#text", "From my other window")
    other.click(".write button")
    carter.page.wait_for_selector("text=From my other window")
    carter.page.fill("#text", "And back")
    carter.page.click(".write button")
    other.wait_for_selector("text=And back")
    carter.page.wait_for_selector("text=And back")
    assert carter.page.input_value("#text") == ""
    carter.screenshot("portal-chat-live")
    assert carter.axe() == []
    assert token in other.url


def test_a_helper_looks_at_what_is_allowed(page, server):
    carter = page("fr")
    begin(carter, "fr")
    carter.open("/cases")
    carter.page.click("main .list a")
    case = carter.page.url
    carter.page.click("text=Inviter quelqu’un")
    carter.page.fill("#who", "M. Lopes")
    carter.page.check("input[value=visit]")
    carter.page.click("main form button")
    link = carter.page.input_value("#link")
    looked_at(carter, "invited")
    lopes = page("fr", width=390)
    lopes.open("/help/" + link.rpartition("/")[2])
    looked_at(lopes, "join")
    lopes.page.click("main form button")
    lopes.page.fill("#text", "Chez moi aussi.")
    lopes.page.click(".write button")
    looked_at(lopes, "helping")
    other = lopes.page.context.new_page()
    other.goto(server.address + "/helping")
    other.fill("#text", "Le câble est bien branché.")
    other.click(".write button")
    lopes.page.wait_for_selector("#heard >> text=Le câble est bien branché.")
    carter.page.goto(case)
    assert "Chez moi aussi." in carter.text()


def test_an_agent_is_there_asks_and_writes_without_the_customers_doing_anything(page, server):
    """The agent's side is taken by its addresses: the desk has browser tests of its own."""
    made = server.possible(
        "staff", "ines@pamplemousse.example", "--name", "Inès", "--role", "agent",
        "--team", "front-desk", "--team", "tv", "--language", "fr", "--language", "en",
    )  # fmt: skip
    ines = page("fr")
    ines.open(made.splitlines()[-1].removeprefix(server.address))
    ines.page.click("main button")

    def does(address, **fields):
        sent = ines.page.evaluate(
            """async ([path, fields]) => {
                const page = await (await fetch("/desk")).text();
                const token = page.match(/csrfmiddlewaretoken" value="([^"]+)"/)[1];
                const body = new URLSearchParams({...fields, csrfmiddlewaretoken: token});
                return (await fetch(path, {method: "POST", body})).status;
            }""",
            [address, fields],
        )
        assert sent == 200, (address, sent)

    carter = page("fr", width=390)
    carter.open("/person")
    carter.page.click("form[action='/person/write'] button")
    case = carter.page.inner_text("main small bdi")
    token = re.search(r"/talk/([\w-]+)", carter.page.url)[1]
    does("/desk/presence", state="available")
    carter.page.wait_for_selector("text=On demande à quelqu’un en ce moment même.")
    does(f"/desk/offers/{token}/accept")
    carter.page.wait_for_selector("h1:has-text('Inès est là')")
    does(f"/desk/cases/{case}/path", contact=token, path="what-fails")
    carter.page.wait_for_selector("text=Qu’est-ce qui ne marche pas")
    does(f"/desk/cases/{case}/reply", key="k" * 22, text="Bonjour ! Je suis là.")
    carter.page.wait_for_selector("text=Bonjour ! Je suis là.")
    carter.page.check("input[value=tv]")
    looked_at(carter, "with-ines")
    carter.page.click("#stand form button[value=say]")
    carter.page.wait_for_selector("h1:has-text('Inès est là')")
