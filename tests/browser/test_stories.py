"""Stories and the charter in a true browser: told and answered, each page accessible, also without scripts."""

import re
import sqlite3
from pathlib import Path

import pytest

from tests.web.service import until

WAYS = {
    "english": {"lang": "en"},
    "french-narrow": {"lang": "fr", "width": 320},
    "dark-phone": {"lang": "fr", "scheme": "dark", "width": 390},
    "rtl": {"lang": "ar-XB"},
}


def link_to(server, mail):
    """Return the link of the newest mail to an address."""
    file = Path(server.environment["POSSIBLE_DATA_DIR"]) / "possible.sqlite3"

    def newest():
        with sqlite3.connect(file, timeout=20) as link:
            found = link.execute(
                'SELECT payload FROM records_outbox WHERE "to" = ? ORDER BY id DESC LIMIT 1', [mail]
            ).fetchone()
        return re.search(r"/stories/by-mail/[\w:.-]+", found[0])[0] if found else None

    return until(newest)


def looked_at(window, name):
    window.screenshot(f"stories-{name}")
    assert window.axe() == []
    assert not window.wide()


def told(page, server, mail):
    page.goto(server.address + "/stories/tell")
    page.fill("#title", "Seven calls in one day")
    page.fill("#text", "By the *fourth* call I knew the music by heart.\n\n> c’est pas possible")
    page.fill("#tags", "tv box, technician")
    page.click("main form button")
    page.fill("#name", "Nora B.")
    page.fill("#mail", mail)
    page.click("form[action$='/publish'] button")
    page.goto(server.address + link_to(server, mail))
    page.click("main form button")


@pytest.mark.parametrize("way", WAYS)
def test_each_page_is_accessible(page, server, way):
    lang = WAYS[way]["lang"]
    window = page(**WAYS[way])
    window.open(f"/charter?lang={lang}")
    looked_at(window, f"charter-{way}")
    window.open("/stories/tell")
    looked_at(window, f"tell-{way}")
    told(window.page, server, f"{way}@example.org")
    story = window.page.url
    window.page.fill("#say", "It was the socket in the wall.")
    window.page.click("form[action$='/comment'] button:not(.quiet)")
    looked_at(window, f"story-{way}")
    window.page.goto(story.partition("#")[0])
    window.page.click("form[action$='/like'] button >> nth=0")
    for name, path in {
        "list": "/stories",
        "who": "/stories/who",
        "follow": "/stories/follow?tag=tv-box",
        "versions": "/charter/versions",
        "erase": "/stories/erase",
    }.items():
        window.open(path)
        looked_at(window, f"{name}-{way}")


def test_a_story_is_told_without_scripts_and_followed(browser, server):
    context = browser.new_context(
        locale="fr", java_script_enabled=False, viewport={"width": 390, "height": 800}
    )
    page = context.new_page()
    told(page, server, "sans@example.org")
    assert page.inner_text("h1") == "Seven calls in one day"
    page.goto(server.address + "/stories/follow")
    assert page.input_value("#mail") == "sans@example.org"
    page.click("main form button")
    assert "Nous vous écrivons désormais" in page.inner_text("main")
    context.close()
