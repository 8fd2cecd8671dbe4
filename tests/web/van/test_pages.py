"""The day and its visits as a technician sees them, in both languages, without a script."""

from __future__ import annotations

import json
from html import unescape

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from possible.values.instant import HOUR, MINUTE, Instant
from possible_web.records.models import Helper, Journal, Technician, VanAct, Visit, VisitFile
from tests.web.conftest import GOOD, NOW
from tests.web.van.conftest import Phone
from tests.web.van.road import breaches, technician, visit_of

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 50


def test_the_day_tells_where_when_who_opens_what_was_promised_and_what_was_done(phone, visits, at_the_door):
    Helper.objects.create(
        case=visits[0].case,
        digest="d",
        name="M. Lopes",
        allows=["visit"],
        invited_at=NOW,
        ends_at=NOW + 99 * HOUR,
    )
    page = phone.open("/van").text
    for said in (
        "Visits 0/3",
        "Ms Carter, Television",
        "12 rue des Lilas, 75011 · 3e gauche, code 41B7",
        "Speaks English. M. Lopes can open.",
        "What was promised",
        "€32.00",
        "Price: €0.00.",
        "After that",
        "M. Garnier",
        "min of road",
        "tried before, and the fault came back (1)",
    ):
        assert said in page, said
    assert 'href="tel:+33199000112"' in phone.html
    assert 'href="geo:48.' in phone.html
    assert "?q=12%20rue%20des%20Lilas%2C%2075011" in phone.html
    page = Phone(visits[0].technician, "fr").open("/van").text
    for said in (
        "Ma journée",
        "Visites 0/3",
        "Parle anglais.",
        "Je suis arrivé",
    ):
        assert said in page, said


def test_a_visit_is_made_by_forms_alone(phone, visits, at_the_door):
    phone.open("/van").send("set-out")
    assert "Noted: you are on the way." in phone.text
    phone.send("arrive")
    assert "Noted: you have arrived." in phone.text
    assert "Under way" in phone.text
    phone.send("find", **{"found-box-light": "red"})
    phone.send("photo", file=SimpleUploadedFile("x.png", PNG, content_type="image/png"))
    assert "The photo is kept with the case." in phone.text
    assert phone.client.get(f"/van/photos/{VisitFile.objects.get().attachment.token}").content == PNG
    phone.open(f"/van/visits/{visits[0].pk}/fixed")
    assert "2 in the van" in phone.text
    phone.send("end", cause="equipment", signed="Ms Carter", **{"part-box": "1"})
    assert "The visit is over: fixed." in phone.text
    assert "Visits 1/3" in phone.text
    assert "M. Garnier, Television" in phone.text
    assert Technician.objects.get().stock["box"] == 1
    assert "Signed by Ms Carter." in phone.open(f"/van/visits/{visits[0].pk}").text
    assert breaches(GOOD) == []


def test_a_second_click_is_the_same_act_and_a_refusal_says_what_to_do(phone, visits, at_the_door):
    phone.open("/van")
    before = phone.answer
    phone.send("arrive")
    phone.answer = before
    phone.send("arrive")
    assert "Noted: you have arrived." in phone.text
    assert VanAct.objects.count() == Journal.objects.filter(kind="visit-arrived").count() == 1
    Visit.objects.filter(pk=visits[0].pk).update(state="cancelled")
    phone.answer = before
    phone.send("nobody")
    assert "This visit is not yours any more" in phone.text
    assert "call the dispatcher; what you sent is kept" in phone.text
    assert VanAct.objects.get(outcome="refused").kind == "nobody"


def test_not_fixed_offers_the_windows_of_the_plan_and_the_teams(phone, visits, at_the_door):
    phone.open(f"/van/visits/{visits[0].pk}/not-fixed")
    assert phone.html.count("<option value=") > 5
    assert "A team goes on with it" in phone.text
    phone.send("end", cause="none", step="team", team="network")
    assert "The visit is over: not fixed." in phone.text


def test_the_script_is_answered_in_json_in_the_language_of_the_page(phone, visits, at_the_door):
    fields = {"key": "made-by-the-phone", "kind": "arrive", "visit": visits[0].pk, "at": at_the_door.at}
    for _ in range(2):
        answer = phone.client.post("/van/act", fields, headers={"Accept": "application/json"})
        assert (answer.status_code, answer.json()) == (
            200, {"outcome": "done", "said": "Noted: you have arrived.", "attempt": ""},
        )  # fmt: skip
    answer = phone.client.post("/van/act", {**fields, "key": ""}, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["outcome"]) == (422, "refused")
    told = phone.client.get("/van/token").json()
    assert told["who"] == "amadou"
    assert len(told["token"]) == 64


def test_the_phone_keeps_the_pages_of_today_and_no_longer(phone, visits, amadou, at_the_door):
    tomorrow = visit_of(amadou, at_the_door.at, Instant(at_the_door.at + 24 * HOUR))
    phone.open("/van")
    kept = json.loads(unescape(phone.html.partition('data-kept="')[2].partition('"')[0]))
    assert kept["who"] == "amadou"
    assert f"/van/visits/{visits[1].pk}/not-fixed" in kept["pages"]
    assert f"/van/visits/{tomorrow.pk}" not in kept["pages"]
    assert 0 < kept["until"] - at_the_door.at < 24 * HOUR
    worker = Client().get("/van/worker.js")
    assert (worker.status_code, worker.headers["Service-Worker-Allowed"]) == (200, "/van")
    assert worker.headers["Content-Type"].startswith("text/javascript")


def test_nobody_sees_visits_of_others_or_of_other_days(phone, visits, amadou, time_of_day, staff):
    julie = Phone(technician(NOW, "julie"))
    assert "No visits today" in julie.open("/van").text
    for path in (f"/van/visits/{visits[0].pk}", f"/van/visits/{visits[0].pk}/fixed"):
        assert julie.open(path).answer.status_code == 404
        assert phone.open(path).answer.status_code == 200
    time_of_day.at = NOW + 48 * HOUR
    assert phone.open(f"/van/visits/{visits[0].pk}").answer.status_code == 404
    assert "Ms Carter" not in phone.open("/van").text


def test_who_has_no_home_here_is_told_who_enters_it(charter, signed_in, time_of_day):
    page = signed_in("technician").get("/van")
    assert page.status_code == 200
    assert "Nobody has entered where you start from" in page.content.decode()


def test_whoever_signs_out_leaves_nothing_on_the_phone(phone, signed_in):
    told = phone.client.post("/account/logout/")
    assert told.headers["Clear-Site-Data"] == '"storage"'
    agent = signed_in("agent").post("/account/logout/")
    assert "Clear-Site-Data" not in agent.headers


def test_who_signs_in_as_a_technician_begins_with_the_day(phone):
    assert phone.client.get("/signed-in").headers["Location"] == "/van"


def test_a_late_visit_is_said_to_be_late_and_an_early_one_asks_for_the_customers_word(
    phone, visits, time_of_day
):
    assert "the customer agrees that I come now" in phone.open("/van").text
    phone.send("arrive")
    assert "The customer does not expect you yet." in phone.text
    time_of_day.at = visits[0].ends + 5 * MINUTE
    assert "By the plan you come later than was promised." in phone.open("/van").text
