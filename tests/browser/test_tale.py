"""One story from its first word to a test of the charter, in a true browser, in English and in French.

Each page on the way is looked at by axe in light, in dark and at 320 px.
"""

import json
import sqlite3
import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.browser.test_portal import lives
from tests.web.service import POSSIBLE, started, until
from tests.web.stories import atom
from tests.web.stories.provider import running, setting
from tools.lint import ROOT

GOOD = ROOT / "charters" / "cest-possible"
WAYS = (("light", 1280), ("dark", 1280), ("light", 320))
TITLE = {"en": "Seven calls in one day", "fr": "Sept appels en un jour"}
TEXT = {
    "en": "By the *fourth* call I knew the music by heart.\n\n> c’est pas possible",
    "fr": "Au *quatrième* appel, je connaissais la musique par cœur.\n\n> c’est pas possible",
}
SHOWN = {"en": "Today", "fr": "Aujourd’hui"}
PROGRESS = {
    "en": "Became a case, with the author’s consent: in progress.",
    "fr": "Devenu un dossier, avec l’accord de l’auteur\u00a0: en cours.",
}
SOLVED = {
    "en": "Became a case, with the author’s consent: solved on ",
    "fr": "Devenu un dossier, avec l’accord de l’auteur\u00a0: résolu le ",
}
COST = {"en": "It cost €0.00.", "fr": "Coût\u00a0: 0,00\u00a0€."}
CHANGED = {
    "en": "A rule of the charter changed since: at-home.",
    "fr": "Une règle de la charte a changé depuis\u00a0: at-home.",
}
NEWS = {"en": "News of “{}”", "fr": "Des nouvelles de «\u00a0{}\u00a0»"}
PRICE = {"en": "99", "fr": "89"}
PASSES = {"en": "The charter passes it", "fr": "La charte le passe"}


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """Give a service that lets people sign in at a provider of the tests' own."""
    with running() as provider:
        made = started(tmp_path_factory.mktemp("tale") / "data", POSSIBLE_SIGN_IN_WITH=setting(provider))
        words = ("--role", "technician", "--team", "technicians", "--home", "8 rue Haute, 93200 Saint-Denis")
        able = ("--language", "en", "--language", "fr", "--skill", "tv", "--skill", "internet")
        made.possible("staff", "karim@pamplemousse.example", "--name", "Karim", *words, *able)
        yield made
        made.stop()


@pytest.fixture
def opened(page, house):
    """Return a maker of windows on this service."""
    return lambda lang: page(lang, at=house)


@pytest.fixture
def staff(opened, house):
    """Return a maker of windows in which one of the staff is signed in."""

    def make(name, lang, role="agent"):
        words = ("--team", "front-desk", "--language", "en", "--language", "fr")
        mail = f"{name}-{lang}@pamplemousse.example"
        said = house.possible("staff", mail, "--name", f"{name}-{lang}".title(), "--role", role, *words)
        window = opened(lang)
        window.open(said.splitlines()[-1].removeprefix(house.address))
        window.page.click("main button")
        window.page.wait_for_load_state()
        return window

    return make


def looked_at(window, name):
    """Let axe and the width be right in light, in dark and at 320 px; keep pictures."""
    for scheme, width in WAYS:
        window.page.emulate_media(color_scheme=scheme)
        window.page.set_viewport_size({"width": width, "height": 900})
        window.screenshot(f"tale-{name}-{scheme}-{width}")
        assert (name, scheme, width, window.axe()) == (name, scheme, width, [])
        assert (name, width, window.wide()) == (name, width, False)
    window.page.emulate_media(color_scheme="light")
    window.page.set_viewport_size({"width": 1280, "height": 900})


def from_mailbox(window, address, mail, subject=""):
    """Open the newest mail to an address on the mailbox page, and the link in it."""
    newest_mail(window, address, mail, subject)
    window.click(f"tr:has-text('{mail}') a >> nth=0")
    window.click("pre a >> nth=0")


def newest_mail(window, address, mail, subject=""):
    """Wait on the mailbox page until the newest mail to an address is there, with this subject."""

    def there():
        window.goto(f"{address}/mailbox")
        found = window.locator(f"tr:has-text('{mail}') a")
        return found.count() and subject in found.first.inner_text()

    until(there)


def told(page, address, lang, mail):
    """Tell a story by name and mail, and click what the mail asks."""
    page.goto(f"{address}/stories/tell")
    page.fill("#title", TITLE[lang])
    page.fill("#text", TEXT[lang])
    page.fill("#tags", "tv box")
    page.select_option("#language", lang)
    page.click("main form button")
    page.fill("#name", "Nora B.")
    page.fill("#mail", mail)
    page.click("form[action$='/publish'] button")
    from_mailbox(page, address, mail)
    page.click("main form button")


def comes_from_elsewhere(ana, story, lang):
    """Let a reader sign in at the provider, comment, like and follow."""
    ana.open(story)
    looked_at(ana, f"stranger-{lang}")
    ana.page.click("form[action$='/comment'] a[href*='login']")
    ana.page.click("form[action*='/elsewhere/'] button")
    ana.page.wait_for_url(f"**{story}")
    ana.page.fill("#say", "It was the socket in the wall.")
    ana.page.click("form[action$='/comment'] button:not(.quiet)")
    ana.page.click(f"form[action='{story}/like'] button")
    ana.page.click("article a[href*='/stories/follow']")
    looked_at(ana, f"follow-{lang}")
    ana.page.click("main form button")
    looked_at(ana, f"followed-{lang}")
    ana.open(story)
    assert ana.page.get_attribute(f"form[action='{story}/like'] button", "aria-pressed") == "true"


def talks(nora, house):
    """Let the author answer what the case wants to know, until a technician is offered; and agree."""
    nora.page.click("form[action$='/on'] button")
    file = Path(house.environment["POSSIBLE_DATA_DIR"]) / "possible.sqlite3"
    with sqlite3.connect(file, timeout=20) as link:  # what our records know of everybody
        known = json.dumps({"swaps": 1, "line-test": "bad", "outage": "no"})
        link.execute("UPDATE records_customer SET known = ?", [known])
    for chosen in ("fault", "tv", "no"):
        nora.page.check(f"input[value={chosen}]")
        nora.page.click("main form button[value=say]")
    lives(nora.page)
    nora.page.check("input[name=starts] >> nth=1")
    nora.page.click("button[value=agree]")


def another_charter(house, folder, price):
    """Put a charter in force in which a rule of the question that was answered is another one."""
    subprocess.run(["cp", "-r", str(GOOD), str(folder)], check=True)
    file = folder / "charter.yaml"
    old = "fault: home}, answer: visit, price: 119 EUR"
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, old.replace("119", price)), encoding="utf-8")
    house.possible("publish", str(folder))


def checked(folder):
    return subprocess.run(
        [str(POSSIBLE), "check", str(folder)], capture_output=True, text=True, check=False, cwd=folder
    )


def company_answers(ines, story, lang):
    ines.open(story)
    ines.page.fill("#say", "You were right and we were not.")
    ines.page.click("form[action$='/comment'] button:not(.quiet)")
    ines.page.click("form[action$='/case'] button")
    looked_at(ines, f"asked-{lang}")


def is_worked_on(ines, nora, house, mail):
    """Let the agent write, the author open the case by the mail and answer, and the agent hear that it is solved."""
    ines.open("/desk/cases?view=all")
    ines.page.click("[data-walk] a:has-text('Nora B.') >> nth=0")
    ines.page.fill("#reply", "May we ask you three things?")
    ines.page.click("#reply-form button[data-send]")
    ines.page.wait_for_selector("#chat >> text=May we ask you three things?")
    case = ines.page.url.removeprefix(house.address)
    reference = case.rpartition("/")[2]
    from_mailbox(nora.page, house.address, mail, reference)
    nora.page.click("main form button")
    talks(nora, house)
    ines.open(case)
    ines.page.click("form[action$='/solved'] button")
    return reference


def tells_the_end(anybody, house, story, lang, private):
    anybody.open(story)
    for line in (SOLVED[lang], COST[lang], CHANGED[lang]):
        assert line in anybody.text()
    looked_at(anybody, f"end-{lang}")
    feed = anybody.page.request.get(f"{house.address}/stories/feed").text()
    assert atom.faults(feed.encode()) == []
    for text in private:
        assert text not in anybody.page.content() + feed
    anybody.page.click("section.company a[href*='/charter/versions/']")
    looked_at(anybody, f"changed-{lang}")
    assert "at-home.price" in anybody.text()


def becomes_a_test(lead, story, lang, folder):
    """Save the story as a test, take the charter along, and let `possible check` play it."""
    lead.open(f"{story}/test")
    assert PASSES[lang] in lead.text()
    lead.page.click("button[value=save]")
    looked_at(lead, f"test-{lang}")
    with lead.page.expect_download() as download:
        lead.page.click("a[href='/stories/charter-draft.zip']")
    download.value.save_as(folder / "draft.zip")
    with zipfile.ZipFile(folder / "draft.zip") as packed:
        packed.extractall(folder / "draft")
    assert checked(folder / "draft" / "charter").returncode == 0
    # It is played: with an end that the charter does not give, the story of this name is an error.
    test = folder / "draft" / "charter" / "stories" / "from-readers.yaml"
    wrong = test.read_text(encoding="utf-8").replace("  does:", "  then: {answer: correction}\n  does:")
    test.write_text(wrong, encoding="utf-8")
    done = checked(folder / "draft" / "charter")
    assert (done.returncode, "stories/" in done.stdout, TITLE[lang] in done.stdout) == (1, True, True)


@pytest.mark.timeout(400)  # nine pages, each looked at three times
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_story_is_told_answered_solved_and_becomes_a_test(opened, staff, house, tmp_path, lang):
    nora, ana, mail = opened(lang), opened(lang), f"nora-{lang}@example.org"
    told(nora.page, house.address, lang, mail)
    story = nora.page.url.removeprefix(house.address)
    assert nora.page.inner_text("h1") == TITLE[lang]
    looked_at(nora, f"story-{lang}")
    comes_from_elsewhere(ana, story, lang)
    ines = staff("ines", lang)
    company_answers(ines, story, lang)
    newest_mail(ana.page, house.address, "ana@elsewhere.example", NEWS[lang].format(TITLE[lang]))
    from_mailbox(nora.page, house.address, mail)
    looked_at(nora, f"consent-{lang}")
    nora.page.click("main form button")
    assert PROGRESS[lang] in nora.text()
    reference = is_worked_on(ines, nora, house, mail)
    another_charter(house, tmp_path / "next", PRICE[lang])
    tells_the_end(opened(lang), house, story, lang, (reference, mail, "ana@elsewhere.example"))
    becomes_a_test(staff("nadia", lang, "lead"), story, lang, tmp_path)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_without_scripts_a_story_is_told_confirmed_and_found(browser, house, lang):
    context = browser.new_context(
        locale=lang, java_script_enabled=False, viewport={"width": 390, "height": 800}
    )
    page = context.new_page()
    told(page, house.address, lang, f"sans-{lang}@example.org")
    assert page.inner_text("h1") == TITLE[lang]
    page.goto(f"{house.address}/stories/search?words=musi{'que' if lang == 'fr' else 'c'}")
    assert TITLE[lang] in page.inner_text("main")
    context.close()
