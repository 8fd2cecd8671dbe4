"""The customer's visit: kept while one thinks, moved, given up, expected on the day, missed, rated."""

import re

from possible.values.instant import HOUR, MINUTE
from possible_web.actions.board import do_call_off_visit
from possible_web.actions.people import Newcomer, do_add_staff
from possible_web.keeping import clock
from possible_web.project.worker import ring_timers
from possible_web.records.models import Customer, Journal, Rating, Staff, Visit


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
    assert "Your visit needs a window" in carter.text


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
