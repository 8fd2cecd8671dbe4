"""The customer's visit: kept while one thinks, moved, given up, expected on the day, missed, rated."""

import re
from dataclasses import replace

import pytest

from possible.cli.say import say
from possible.values.instant import HOUR, MINUTE
from possible_web.actions.board import Place, do_call_off_visit, do_place_visit
from possible_web.actions.people import Newcomer, do_add_staff
from possible_web.actions.visits import do_cancel_visit
from possible_web.keeping import clock
from possible_web.keeping.charters import charter_in_force
from possible_web.pages.speech import Speech
from possible_web.portal.timeline import Teller, visit_told
from possible_web.project.worker import ring_timers
from possible_web.records.models import Customer, Journal, Rating, Staff, Visit
from tests.web.portal.conftest import Browser


def window(browser):
    visit = Visit.objects.order_by("-pk").first()
    return f"/case/{visit.case.reference}/window/{visit.quote}"


def booked(browser, number=0):
    browser.to_the_visit()
    browser.say(act="agree", starts=browser.values("starts")[number])
    return Visit.objects.get()


def test_the_address_is_asked_once_and_then_the_windows_are_there(carter):
    carter.to_the_visit()
    Customer.objects.update(address="", postcode="", north=None, east=None)
    carter.open(carter.at)
    assert (carter.values("starts"), "How to get in" in carter.text) == ([], True)
    carter.say(act="address", address="1 Main Street", postcode="99999")
    assert "We do not know yet where the postcode 99999 is." in carter.text
    carter.say(act="address", address="", postcode="75011")
    assert (carter.status, "Say at which address we shall come." in carter.text) == (422, True)
    carter.say(act="address", address="8 rue de la Paix", postcode="75011", access="code 12")
    assert len(carter.values("starts")) > 3
    assert "How to get in" not in carter.text


def test_a_window_is_kept_with_its_countdown_until_it_is_agreed_to_or_runs_out(carter, time_of_day):
    carter.to_the_visit()
    starts = carter.values("starts")[1]
    carter.say(act="keep", starts=starts)
    assert re.search(r"kept until \d\d:\d\d: 5 min left", carter.text)
    time_of_day.pass_time(2 * MINUTE)
    carter.open(carter.at)
    assert "3 min left" in carter.text
    carter.say(act="let-go")
    assert len(carter.values("starts")) > 3
    carter.say(act="keep", starts=starts)
    time_of_day.pass_time(6 * MINUTE)
    ring_timers(clock.now())
    carter.open(carter.at)
    assert "left" not in carter.text.partition("When can we come?")[0].partition("It is possible")[2]
    carter.say(act="keep", starts=starts)
    carter.say(act="agree", starts=starts)
    assert list(Visit.objects.order_by("pk").values_list("state", flat=True)) == [
        "cancelled",
        "cancelled",
        "booked",
    ]


def test_without_technicians_the_page_says_so_and_a_person_goes_on(carter):
    carter.to_the_visit()
    Staff.objects.filter(role="technician").update(active=False)
    carter.open(carter.at)
    assert carter.values("starts") == []
    assert "No technician has been entered yet." in carter.text
    assert "Talk to a person" in carter.text


def test_giving_it_up_costs_nothing_and_the_calendar_says_so(carter):
    visit = booked(carter, 4)
    carter.open(f"/visit/{visit.pk}/cancel")
    assert "Giving it up costs nothing." in carter.text
    carter.send(f"/visit/{visit.pk}/cancel", act="other")
    assert carter.at == window(carter)
    assert "Choose another one: the price holds." in carter.text
    ics = carter.client.get(f"/visit/{visit.pk}.ics").content.decode()
    assert ("METHOD:CANCEL" in ics, "STATUS:CANCELLED" in ics, "SEQUENCE:1" in ics) == (True, True, True)
    carter.send(window(carter), starts=carter.values("starts")[0])
    assert list(Visit.objects.order_by("pk").values_list("state", flat=True)) == ["cancelled", "booked"]
    assert not Journal.objects.filter(kind="fee-charged").exists()
    again = Visit.objects.get(state="booked")
    carter.send(f"/visit/{again.pk}/cancel", act="none")
    assert "Nobody comes. It costs you nothing." in carter.text


def test_a_moved_visit_has_the_next_number_in_the_calendar(carter):
    visit = booked(carter)
    carter.open(window(carter))
    carter.send(window(carter), starts=carter.values("starts")[3])
    ics = carter.client.get(f"/visit/{visit.pk}.ics").content.decode()
    assert ("METHOD:PUBLISH" in ics, "SEQUENCE:1" in ics, "LOCATION:8 rue de la Paix\\, 75011" in ics) == (
        True,
    ) * 3


def test_on_the_day_it_says_how_many_come_before_and_when(carter, time_of_day):
    visit = booked(carter)
    carter.open(f"/case/{visit.case.reference}")
    assert "You are next. We expect" in carter.text
    Visit.objects.filter(pk=visit.pk).update(state="arrived", arrived_at=clock.now())
    carter.open(carter.at)
    assert f"{visit.technician.shown_name} is with you." in carter.text
    assert "Move the visit" not in carter.text


def test_when_nobody_came_the_page_says_so_with_the_credit_and_another_window(carter, time_of_day):
    visit = booked(carter)
    time_of_day.at = visit.ends + HOUR
    while ring_timers(clock.now()):
        pass
    carter.open(f"/case/{visit.case.reference}")
    assert "Nobody came." in carter.text
    assert "We credit you €32.00, without your asking." in carter.text
    assert "The visit costs you nothing." in carter.text
    carter.open(window(carter))
    carter.send(window(carter), starts=carter.values("starts")[2])
    assert Visit.objects.get(state="booked").starts > visit.ends


def test_a_visit_that_we_called_off_is_not_late_but_credited_with_another_window(carter, time_of_day):
    visit = booked(carter)
    time_of_day.at += HOUR
    lead = do_add_staff(
        Newcomer("nora@pamplemousse.example", "nora", "Nora", "lead", (), ("fr",)), clock.now()
    )
    do_call_off_visit(visit.pk, "sick", lead, clock.now())
    time_of_day.at += HOUR
    carter.open(f"/case/{visit.case.reference}")
    assert "called off by us · €32.00 credited, without your asking" in carter.text
    assert " late · " not in carter.text
    assert "What happens next: choose another window." in carter.text


def test_a_fix_is_rated_by_whom_it_was_for_and_seen_by_the_lead(
    carter, stranger, signed_in, time_of_day, monkeypatch
):
    monkeypatch.setattr("possible_web.desk.scene.present", time_of_day)  # the desk looks at the same clock
    visit = booked(carter)
    Visit.objects.filter(pk=visit.pk).update(state="done", ended_at=clock.now())
    carter.open(f"/case/{visit.case.reference}")
    assert f"How was the visit of {visit.technician.shown_name}?" in carter.text
    path = f"/visit/{visit.pk}/rate"
    assert stranger.client.post(path, {"stars": "1"}).status_code == 404
    carter.send(path, stars="9")
    assert (carter.status, "Choose one of the five." in carter.text) == (422, True)
    carter.send(path, stars="5", words="quick, and kind")
    assert [(row.stars, row.words) for row in Rating.objects.all()] == [(5, "quick, and kind")]
    assert "“quick, and kind”" in signed_in("lead", "nadia").get("/lead").content.decode()


def lead_of(now):
    return do_add_staff(Newcomer("nadia@pamplemousse.example", "nadia", "Nadia", "lead"), now)


def given_to_another(visit, lead):
    """Give a visit to somebody else who speaks French and English; return who."""
    other = "amadou" if visit.technician.name != "amadou" else "tom"
    do_place_visit(visit.pk, Place(other), lead, clock.now())
    return other


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "{name} comes instead; the window stays: {window}"),
        ("fr", "{name} vient à la place ; le créneau reste : {window}"),
    ],
)
def test_the_timeline_says_who_comes_instead_and_that_the_window_stays(client, charter, language, line):
    carter = Browser(language)
    visit = booked(carter)
    path = f"/case/{visit.case.reference}"
    carter.open(path)
    window = " ".join(re.search(r"<h2>(.*?\d.*?)</h2>", carter.html)[1].replace("\u202f", " ").split())
    name = given_to_another(visit, lead_of(clock.now())).title()
    carter.open(path)
    assert line.format(name=name, window=window) in carter.text
    assert carter.text.count(line.format(name=name, window=window)) == 1
    moved = {"en": "Visit moved", "fr": "Visite déplacée"}[language]
    assert moved not in carter.text


def test_no_name_is_said_where_the_charter_says_that_people_do_not_say_theirs(carter, ines):
    visit = booked(carter)
    given_to_another(visit, lead_of(clock.now()))
    row = Journal.objects.get(kind="shell-visit-told")
    quiet = replace(charter_in_force().charter.declarations, people_say_their_name=False)
    for body, declared, told in (
        (row.body, None, "comes instead; the window stays: "),
        (row.body, quiet, "Another technician comes; the window stays as it was"),
        ({"visit": "v", "told": "other"}, None, "Another technician comes; the window stays as it was"),
    ):
        charter = (
            charter_in_force().charter.with_(declarations=declared)
            if declared
            else charter_in_force().charter
        )
        text, state = visit_told(Teller(Speech(charter, "en"), {}, {}), body)
        assert told in say(text)
        assert state == ""


def test_a_visit_that_was_called_off_has_a_word_of_regret_and_what_happens_next(carter):
    visit = booked(carter)
    path = f"/case/{visit.case.reference}"
    carter.open(path)
    promised = re.search(r"<h2>(\w+day .*?)</h2>", carter.html)[1]
    do_call_off_visit(visit.pk, "sick", lead_of(clock.now()), clock.now())
    carter.open(path)
    assert "We are sorry. We cannot come as promised" in carter.text
    told = " ".join(promised.replace("\u202f", " ").replace("\u00a0", " ").split())
    assert f"You were promised {told}. We cannot keep it: our technician has fallen ill." in carter.text
    assert "We credit you €32.00, without your asking. The visit costs you nothing." in carter.text
    assert "What happens next: choose another window. You need not explain anything again." in carter.text
    assert "Your visit needs a window" not in carter.text
    assert window(carter) in carter.html
    carter.open(window(carter))
    carter.send(carter.at, act="agree", starts=carter.values("starts")[0])
    carter.open(path)
    assert "We cannot come as promised" not in carter.text.partition("What happened")[0]


def test_who_gives_a_visit_up_for_another_window_reads_no_regret(carter):
    visit = booked(carter)
    do_cancel_visit(visit, clock.now(), wants_other=True)
    carter.open(f"/case/{visit.case.reference}")
    assert "Your visit needs a window" in carter.text
    assert "We are sorry." not in carter.text
