"""Each page that stands, in light and dark, at 320 px and from right to left: accessible, and nothing breaks."""

import pytest

WAYS = {
    "light": {"lang": "en"},
    "french": {"lang": "fr"},
    "dark": {"lang": "en", "scheme": "dark"},
    "narrow": {"lang": "fr", "width": 320},
    "rtl": {"lang": "ar-XB"},
    "dark-narrow": {"lang": "en", "scheme": "dark", "width": 320},
}
OPEN = {
    "start": "/",
    "sign-in": "/account/login/",
    "code": "/account/login/code/",
    "sign-up": "/account/signup/",
}
INSIDE = {"desk": "/desk", "factors": "/account/2fa/", "mailbox": "/mailbox"}


def looked_at(window, path, name, lang):
    window.open(path + (f"?lang={lang}" if lang == "ar-XB" else ""))
    window.screenshot(name)
    assert (window.status, window.axe()) == (200, [])
    assert not window.wide()
    assert window.page.get_attribute("html", "dir") == ("rtl" if lang == "ar-XB" else "ltr")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", OPEN)
def test_a_page_for_everybody(page, name, way):
    looked_at(page(**WAYS[way]), OPEN[name], f"{name}-{way}", WAYS[way]["lang"])


@pytest.fixture(scope="module")
def staff_link(server):
    """Return a maker of first sign-ins: each link works once."""
    count = iter(range(100))

    def make(role="admin"):
        mail = f"nadia{next(count)}@pamplemousse.example"
        said = server.possible("staff", mail, "--name", f"Nadia {mail[5:6]}", "--role", role)
        return said.splitlines()[-1].removeprefix(server.address)

    return make


def test_pages_of_staff(page, staff_link):
    for way, options in WAYS.items():
        window = page(**options)
        window.open(staff_link())
        window.page.click("main button")
        for name, path in INSIDE.items():
            looked_at(window, path, f"{name}-{way}", options["lang"])


def test_an_error_is_a_page_too(page):
    window = page("fr")
    window.open("/nulle-part")
    assert "Il n’y a rien à cette adresse." in window.text()
    window.screenshot("error-french")
    assert window.axe() == []
    # The browser itself says on its console that the page was not found.
    assert [line for line in window.wrong if "404" not in line] == []
    window.wrong.clear()
