"""Passkeys in a true browser: Chromium's virtual authenticator stands for somebody's finger."""

import pytest

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def ines(page, server, request):
    """Return the window of somebody who has signed in by the first link, with an authenticator beside it."""
    name = f"ines-{len(request.node.name)}"
    words = (
        "--name",
        f"Inès {len(request.node.name)}",
        "--role",
        "agent",
        "--team",
        "tv",
        "--language",
        "fr",
    )
    said = server.possible("staff", f"{name}@pamplemousse.example", *words)
    window = page("en")
    devtools = window.page.context.new_cdp_session(window.page)
    devtools.send("WebAuthn.enable")
    made = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    window.page.set_default_timeout(20_000)
    window.made = lambda: devtools.send("WebAuthn.getCredentials", made)["credentials"]
    window.finger = lambda **how: devtools.send("WebAuthn.setUserVerified", {**made, **how})
    window.open(said.splitlines()[-1].removeprefix(server.address))
    window.page.click("main button")
    window.page.wait_for_url("**/desk")
    return window


def test_the_first_link_lands_on_the_desk_a_passkey_is_added_there_and_signs_in_from_then_on(ines):
    page = ines.page
    page.click("text=add a passkey or an authenticator app")
    page.click("main >> text=Add a passkey")
    page.fill("main input[name=name]", "Laptop")
    page.click("button[data-passkey=create]")
    page.wait_for_url(lambda address: "/webauthn/add" not in address)
    assert [key["rpId"] for key in ines.made()] == ["localhost"]

    ines.open("/desk")
    assert "add a passkey" not in ines.text()
    page.click("header >> text=Sign out")
    page.wait_for_url(lambda address: "/desk" not in address)
    ines.open("/account/login/?next=/desk/cases")
    page.click("button[data-passkey=get]")
    page.wait_for_url(lambda address: address.endswith("/desk/cases") and "login" not in address)
    assert "Inès" in ines.text()
    assert ines.made()[0]["signCount"] > 1


def test_a_passkey_without_its_finger_signs_nobody_in_and_says_so(ines):
    page = ines.page
    page.click("text=add a passkey or an authenticator app")
    page.click("main >> text=Add a passkey")
    page.fill("main input[name=name]", "Laptop")
    page.click("button[data-passkey=create]")
    page.wait_for_url(lambda address: "/webauthn/add" not in address)
    ines.open("/desk")
    page.click("header >> text=Sign out")
    page.wait_for_url(lambda address: "/desk" not in address)
    ines.finger(isUserVerified=False)
    ines.open("/account/login/")
    page.click("button[data-passkey=get]")
    page.wait_for_selector("#no-key:visible")
    ines.open("/desk")
    assert "/account/login/" in page.url
