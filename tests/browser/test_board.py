"""A day on the board in a true browser: by keys, by dragging, and a technician who cannot go on."""

import subprocess
import sys

import pytest

from tests.web.service import started
from tools.lint import ROOT


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """Give a service of this module's own, with a day in it."""
    made = started(tmp_path_factory.mktemp("board") / "data")
    line = [sys.executable, "-m", "tests.browser.board_day"]
    environment = {**made.environment, "DJANGO_SETTINGS_MODULE": "possible_web.project.settings"}
    said = subprocess.run(line, env=environment, cwd=ROOT, capture_output=True, text=True, check=True)
    made.day, made.visit, made.case = said.stdout.split()
    yield made
    made.stop()


@pytest.fixture
def board(page, house):
    """Return a maker of windows on the day, in which a lead is signed in."""

    def make(name, lang="en", **more):
        mail = f"{name}@pamplemousse.example"
        said = house.possible("staff", mail, "--name", name.title(), "--role", "lead", "--language", "fr")
        window = page(lang, at=house, width=more.pop("width", 1440), **more)
        window.open(said.splitlines()[-1].removeprefix(house.address))
        window.page.click("main button")
        window.page.wait_for_load_state()
        window.open(f"/board/technicians/{house.day}" + ("?lang=ar-XB" if lang == "ar-XB" else ""))
        return window

    return make


def job_of(house):
    return f".job[data-name='{house.case}']"


def row_of(window, house):
    """Return whose line a visit stands in."""
    return window.page.get_attribute(f"tr:has({job_of(house)})", "data-technician")


def test_a_visit_is_moved_by_keys_and_by_dragging_within_its_window(board, house):
    nadia, other = board("nadia"), board("omar", "fr", scheme="dark")
    assert nadia.axe() == []
    assert not nadia.wide()
    nadia.screenshot("board-day-en")
    other.screenshot("board-day-fr-dark")
    other.page.click("summary:has-text('La circulation est lente')")
    other.page.fill("#percent", "140")
    other.page.select_option("#sick-who", "tom")
    nadia.page.focus(job_of(house))
    nadia.page.keyboard.press("ArrowDown")
    nadia.page.wait_for_selector(f"#moving:has-text('{house.case} to Julie')")
    nadia.page.keyboard.press("Escape")
    assert nadia.page.inner_text("#moving") == ""
    nadia.page.keyboard.press("ArrowDown")
    nadia.page.keyboard.press("Enter")
    nadia.page.wait_for_selector(f".told:has-text('Julie takes {house.case}')")
    assert row_of(nadia, house) == "julie"
    other.page.wait_for_selector(f"tr[data-technician=julie] {job_of(house)}")
    # The other page has renewed itself around what was opened, written and chosen there.
    assert (other.page.input_value("#percent"), other.page.input_value("#sick-who")) == ("140", "tom")
    assert other.page.is_visible("#percent")
    nadia.page.locator(job_of(house)).drag_to(nadia.page.locator("tr[data-technician=tom] td").first)
    nadia.page.wait_for_selector(".off:has-text('does not move without them')")
    assert row_of(nadia, house) == "julie"


def test_a_technician_who_cannot_go_on_is_repaired_with_its_consequences_before(board, house):
    nadia, narrow = board("nora"), board("nils", "fr", width=320)
    nadia.page.select_option("#sick-who", "karim")
    nadia.page.click("form[action$='/repair'] button >> nth=0")
    nadia.page.wait_for_selector("text=Karim cannot go on")
    nadia.screenshot("board-repair-en")
    assert nadia.axe() == []
    assert narrow.axe() == []
    assert not narrow.wide()
    narrow.screenshot("board-day-fr-narrow")
    nadia.page.click("form[action$='/decide'] button")
    nadia.page.wait_for_selector(".told:has-text('customers were told')")
    assert nadia.page.locator("tr[data-technician=karim][data-away]").count() == 1
    narrow.page.wait_for_selector("tr[data-technician=karim][data-away]", state="attached")
    nadia.page.click("form[action$='/undo'] button")
    nadia.page.wait_for_selector(".told:has-text('Put back.')")
    assert nadia.page.locator("tr[data-technician=karim][data-away]").count() == 0


def test_the_other_pages_of_a_day_are_accessible_from_right_to_left_too(board, house):
    window = board("rita", "ar-XB")
    for place in ("", "/week", "/map", "/turns", "/repair?what=sick&technician=tom&reason=sick"):
        window.open(f"/board/technicians/{house.day}{place}")
        assert (place, window.status, window.axe(), window.wide()) == (place, 200, [], False)


SAYS = """
import sys, django
django.setup()
from possible_web.keeping import clock
from possible_web.records.models import Staff, Trouble
for name, why, text in (("julie", "parts", "The last box is broken, and two more visits need one."), ("tom", "ill", "")):
    staff = Staff.objects.get(name=name)
    Trouble.objects.create(staff=staff, day=sys.argv[1], why=why, text=text, at=clock.now())
"""


def test_what_technicians_said_is_at_the_top_accessible_and_gone_everywhere_once_it_is_seen(board, house):
    environment = {**house.environment, "DJANGO_SETTINGS_MODULE": "possible_web.project.settings"}
    subprocess.run([sys.executable, "-c", SAYS, house.day], env=environment, cwd=ROOT, check=True)
    windows = (
        board("sara"),
        board("sven", "fr", width=320),
        board("sol", "ar-XB"),
        board("suzy", scheme="dark"),
    )
    for number, window in enumerate(windows):
        assert window.page.locator("section[aria-labelledby=troubles] article").count() == 2
        assert (number, window.axe(), window.wide()) == (number, [], False)
        window.screenshot(f"board-trouble-{number}")
    first, other, *_ = windows
    first.page.click("section[aria-labelledby=troubles] form[action$='/repair'] button >> nth=0")
    first.page.wait_for_selector("text=Julie has only 0 left: box")
    first.page.go_back()
    for left in (1, 0):
        first.page.click("section[aria-labelledby=troubles] form[action$='/seen'] button >> nth=0")
        first.page.wait_for_selector(".told:has-text('reads that you have seen it.')")
        assert first.page.locator("section[aria-labelledby=troubles] article").count() == left
    other.page.wait_for_selector("section[aria-labelledby=troubles]", state="detached")
