"""Ms Carter's way, without JavaScript: from "what is wrong?" to a booked visit, a person, and the end."""

import re

import pytest

from possible_web.records.models import Case, Contact, Customer, Journal, Visit


def form(answer):
    """Return the hidden fields of the first form with a place."""
    text = answer.content.decode()
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', text))


def said(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture
def begin(client, charter):
    def go(value="fault", language="en", browser=client, **more):
        page = browser.get(f"/?lang={language}")
        return browser.post("/begin", {"key": form(page)["key"], "value": value, **more})

    return go


def answer(client, address, act="say", **values):
    place = form(client.get(address))["place"]
    return client.post(f"{address}/answer", {"place": place, "act": act, **values})


def test_it(client, begin):
    at = begin()
    assert at.status_code == 302, said(at)
    address = at.headers["Location"]
    page = client.get(address)
    assert page.status_code == 200, said(page)[:3000]
    print(said(page))
    answer(client, address, value="tv")
    for _ in range(30):
        page = client.get(address)
        text = page.content.decode()
        print(said(page)[:700])
        if 'value="agree"' in text:
            break
        if 'value="done"' in text:
            answer(client, address, act="unable")
        elif 'name="act" value="yes"' in text:
            answer(client, address, act="no")
        else:
            values = re.findall(r'name="value" value="([^"]*)"', text)
            answer(client, address, value="no" if "no" in values else values[0])
    print(page.content.decode())
    assert 0
