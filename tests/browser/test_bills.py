"""What one pays and one's equipment in a true browser: accessible, in both languages, dark, and on a narrow phone."""

import sqlite3
import time
from pathlib import Path

import pytest

WAYS = {
    "english": {"lang": "en"},
    "french-narrow": {"lang": "fr", "width": 320},
    "dark-phone": {"lang": "fr", "scheme": "dark", "width": 390},
    "rtl": {"lang": "ar-XB"},
}
ENTRY = (
    "INSERT INTO records_ledgerentry (case_id, kind, at, of, cents, currency, name, why, by, ref, appeal) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def owed(server):
    """Let the newest case have charges, a credit, a dispute and a bill, and its customer devices and a code."""
    now = int(time.time() * 1000)
    file = Path(server.environment["POSSIBLE_DATA_DIR"]) / "possible.sqlite3"
    with sqlite3.connect(file, timeout=20) as link:
        case, customer = link.execute(
            "SELECT id, customer_id FROM records_case ORDER BY id DESC LIMIT 1"
        ).fetchone()
        q = [f"{case}-quote{number}" for number in range(4)]
        for row in (
            ("charge", q[0], 11_900, "visit", "", "", "", "[]"),
            ("waiver", q[1], 11_900, "visit", "network", "cause", "", "[]"),
            ("credit", f"{case}-credit", 3_200, "visit-kept", "", "", "", "[]"),
            ("charge", q[2], 500, "loan", "", "", "", "[]"),
            ("dispute", q[2], None, "", "I gave it back.", "", f"d{case}", "[]"),
            ("charge", q[3], 500, "loan", "", "", "", "[]"),
            ("dispute", q[3], None, "", "No.", "", f"e{case}", "[]"),
            ("rejected", q[3], 0, "", "It was out for a week.", "nora", f"e{case}", '["quality"]'),
            ("billed", q[3], 500, "", "", "", "2026-11", "[]"),
        ):
            kind, of, cents, name, why, by, ref, appeal = row
            currency = "EUR" if cents is not None else ""
            link.execute(ENTRY, [case, kind, now, of, cents, currency, name, why, by, ref, appeal])
        for service, serial, back in (("tv", f"TV-{case}-A", now + 10**9), ("tv", f"TV-{case}-B", None)):
            link.execute(
                "INSERT INTO records_device (customer_id, service, serial, given_at, back_by, reminded) "
                "VALUES (?, ?, ?, ?, ?, 0)",
                [customer, service, serial, now, back],
            )
        link.execute(
            "INSERT INTO records_exchange (case_id, quote, service, code, made_at, expires_at, place) "
            "VALUES (?, 'q', 'tv', ?, ?, ?, '')",
            [case, f"AC{case:02d}-FH37", now, now + 10**9],
        )


def looked_at(window, name):
    """Keep a picture, and let axe and the width be right."""
    window.screenshot(f"bills-{name}")
    assert window.axe() == []
    assert not window.wide()


@pytest.mark.parametrize("way", WAYS)
def test_what_one_pays_and_has_is_accessible(page, server, way):
    lang = WAYS[way]["lang"]
    window = page(**WAYS[way])
    start = "?lang=ar-XB" if lang == "ar-XB" else ""
    window.open(f"/{start}")
    window.page.click("button[value=fault]")
    window.page.wait_for_url("**/talk/**")
    owed(server)
    window.open("/pay")
    window.page.locator("details summary").first.click()
    looked_at(window, f"pay-{way}")
    window.page.locator("details[open] textarea").fill("  ")
    window.page.evaluate("document.querySelector('details[open] textarea').required = false")
    window.page.click("details[open] button")
    assert window.page.locator("#mistakes").is_visible()
    looked_at(window, f"pay-wrong-{way}")
    window.wrong[:] = [line for line in window.wrong if "422" not in line]
    window.open("/equipment")
    looked_at(window, f"equipment-{way}")
    if lang == "en":
        assert window.page.locator("main .code").inner_text().endswith("FH37")
