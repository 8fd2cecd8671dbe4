"""Ms Carter's way, without JavaScript: from "what is wrong?" to the answer, and a booked visit."""

import pytest

from possible.values.instant import MINUTE
from possible_web.records.models import Case, Contact, Customer, Journal, Outbox, Visit, WorkOrder
from tests.web.portal.conftest import Browser


def test_the_first_click_opens_a_case_with_its_reference_and_asks_one_question(carter):
    carter.begin()
    case = Case.objects.get()
    assert (carter.status, carter.at) == (200, f"/talk/{Contact.objects.get().token}")
    assert f"Case {case.reference}" in carter.text
    assert "What does not work?" in carter.text
    assert carter.values("value") == ["tv", "internet", "mobile", "?"]
    assert case.state["facts"]["problem"] == "fault"


def test_two_clicks_on_one_page_begin_one_contact(carter):
    page = carter.hidden("/begin")
    for _ in range(2):
        carter.client.post("/begin", {**page, "value": "fault"})
    assert (Case.objects.count(), Contact.objects.count()) == (1, 1)


def test_what_is_not_on_the_list_begins_nothing(carter, unchanged):
    with unchanged():
        carter.begin("pizza")
    assert (carter.status, "Say what is wrong." in carter.text) == (409, True)


def test_one_question_a_page_with_its_progress_and_what_is_known(carter):
    carter.begin()
    carter.say("tv")
    assert "Do you see the picture now?" in carter.text
    assert "question 1, 14 at most" in carter.text
    assert "Outage in your area no from our records" in carter.text
    carter.say("no")
    assert "What do you see?" in carter.text
    assert "TV box exchanged so far 0 from our records" in carter.text


def test_nothing_chosen_is_an_error_summary_and_changes_nothing(carter, unchanged):
    carter.begin()
    with unchanged():
        carter.say()
    assert (carter.status, "Something to check Choose an answer." in carter.text) == (422, True)
    assert "What does not work?" in carter.text


def test_an_answer_to_a_question_that_is_past_changes_nothing(carter, unchanged):
    carter.begin()
    old = carter.hidden(f"{carter.at}/answer")
    at = carter.at
    carter.say("tv")
    with unchanged():
        carter.client.post(f"{at}/answer", {**old, "value": "mobile", "act": "say"})
    carter.open(at)
    assert "We had gone on already" in carter.text
    assert "Do you see the picture now?" in carter.text


def test_what_one_does_not_know_is_asked_once_more_then_a_person_is_there(carter):
    carter.begin()
    carter.say("tv")
    carter.say("no")
    carter.say("?")
    assert "I ask once more" in carter.text
    carter.say("?")
    assert "You are waiting for a person" in carter.text


def test_what_one_cannot_do_is_no_dead_end(carter):
    carter.begin()
    carter.say("tv")
    carter.say("no")
    carter.say("off")
    assert "Push the adapter" in carter.text
    carter.say(act="unable")
    assert "Plug the TV box into another power socket." in carter.text
    carter.say(act="done")
    assert "Look at the light" in carter.text
    carter.say("steady")
    carter.say("yes")
    assert carter.at == f"/case/{Case.objects.get().reference}"
    assert "You said that it is solved" in carter.text


def test_a_consent_is_asked_with_its_price_and_a_no_is_taken(carter):
    carter.begin()
    for value in ("tv", "no", "blinking"):
        carter.say(value)
    carter.say(act="unable")
    assert "recordings" in carter.text
    assert "Price: nothing" in carter.text
    carter.say(act="no")
    assert "An exchange of the TV box" in carter.text
    assert Case.objects.get().state["consents"] == {"recordings-lost": "no"}


def test_the_answer_shows_price_reason_and_the_facts_that_counted(carter):
    carter.to_the_visit()
    assert "It is possible." in carter.text
    assert "€0.00 instead of €119.00, and that will not change" in carter.text
    assert "TV box exchanged so far 1 from our records" in carter.text
    assert "Rule network of our charter of 1 December 2026" in carter.text
    assert len(carter.values("starts")) > 3


def test_agreeing_with_a_window_books_the_visit_in_one_click(carter):
    carter.to_the_visit()
    starts = carter.values("starts")[1]
    carter.say(act="agree", starts=starts)
    visit = Visit.objects.get()
    assert (visit.starts, visit.order.remedy, visit.state) == (int(starts), "visit", "booked")
    assert carter.at == f"/case/{Case.objects.get().reference}"
    assert "A technician comes to you" in carter.text
    assert "Price: €0.00" in carter.text
    kinds = list(Journal.objects.filter(case=visit.order.case_id).values_list("kind", flat=True))
    assert kinds.index("quote-accepted") < kinds.index("visit-booked")


def test_a_window_that_has_gone_books_nothing_and_the_offer_stands(carter, unchanged):
    carter.to_the_visit()
    with unchanged():
        carter.say(act="agree", starts=str(int(carter.values("starts")[0]) + 1))
    assert (carter.status, "This window has just gone." in carter.text) == (422, True)
    assert WorkOrder.objects.count() == 0
    assert "Agree, and book" in carter.text


def test_agreeing_first_and_choosing_later_then_moving_it(carter):
    carter.to_the_visit()
    carter.say(act="later")
    case = Case.objects.get()
    assert "Your visit needs a window" in carter.text
    window = f"/case/{case.reference}/window/{WorkOrder.objects.get().quote}"
    carter.open(window)
    first, second = carter.values("starts")[:2]
    carter.send(window, starts=first)
    assert "Your visit is booked." in carter.text
    carter.open(window)
    carter.send(window, starts=second)
    assert [visit.starts for visit in Visit.objects.all()] == [int(second)]
    assert Case.objects.get().state["visits"][0]["starts"] == int(second)
    carter.open(window)
    carter.send(window)
    assert (carter.status, "Choose when we shall come." in carter.text) == (422, True)


def test_the_visit_is_a_calendar_file(carter):
    carter.to_the_visit()
    carter.say(act="agree", starts=carter.values("starts")[0])
    visit = Visit.objects.get()
    answer = carter.client.get(f"/visit/{visit.pk}.ics")
    lines = answer.content.decode().split("\r\n")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert lines[0] == "BEGIN:VCALENDAR"
    reference = visit.order.case.reference
    assert f"SUMMARY:Technician of Pamplemousse Télécom\\, case {reference}" in lines
    assert all(len(line.encode()) <= 75 for line in lines)


def test_a_declined_offer_is_no_end(carter):
    carter.to_the_visit()
    carter.say(act="decline")
    case = Case.objects.get()
    assert case.status == "open"
    assert "quote-declined" in Journal.objects.values_list("kind", flat=True)
    assert "You are waiting for a person" in carter.text


@pytest.fixture
def leaving(client, charter):
    """Somebody bound by contract who wants to leave because the service failed: the answer is no."""
    made = Browser()
    made.begin("leaving")
    Customer.objects.update(known={"months-left": 6})
    made.say("service-failed")
    return made


def test_a_no_has_its_reason_an_alternative_and_somebody_to_appeal_to(leaving):
    assert "Not possible, and this is why." in leaving.text
    assert "Take instead: " in leaving.text
    assert "You do not agree?" in leaving.text
    leaving.say(act="person")
    assert "You are waiting for a person" in leaving.text


def test_what_is_offered_instead_of_a_no_is_put_and_what_only_a_repair_finds_out_needs_a_person(leaving):
    leaving.say(act="instead")
    assert "You are waiting for a person 1 is your place in the queue: the billing" in leaving.text


def test_the_same_way_in_french(client, charter):
    carter = Browser("fr").to_the_visit()
    assert "C’est possible." in carter.text
    assert "0,00 € au lieu de 119,00 €" in carter.text
    carter.say(act="agree", starts=carter.values("starts")[0])
    assert "Un technicien vient chez vous" in carter.text
    assert Case.objects.get().language == "fr"


def test_mails_follow_in_the_customers_language_once_there_is_an_address(client, charter):
    carter = Browser("fr").to_the_visit()
    at, case = carter.at, Case.objects.get()
    carter.open(f"/case/{case.reference}")
    carter.send(f"/case/{case.reference}/reach", name="Ms Carter", mail="Carter@example.org")
    carter.open(at)
    carter.say(act="agree", starts=carter.values("starts")[0])
    mails = list(Outbox.objects.order_by("pk"))
    assert {mail.to for mail in mails} == {"carter@example.org"}
    assert mails[0].payload["subject"] == f"Votre dossier {case.reference} est ouvert"
    assert "/my/" in mails[0].payload["text"]
    assert mails[1].payload["subject"].startswith("Un technicien vient")
    assert Customer.objects.get().name == "Ms Carter"


def test_the_link_in_the_mail_opens_the_case_elsewhere_after_asking(carter):
    carter.begin()
    case = Case.objects.get()
    carter.open(f"/case/{case.reference}")
    carter.send(f"/case/{case.reference}/reach", mail="carter@example.org")
    link = next(word for word in Outbox.objects.get().payload["text"].split() if "/my/" in word)
    path = "/my/" + link.partition("/my/")[2]
    other = Browser()
    other.open(f"/case/{case.reference}")
    assert other.status == 404
    other.open(path)
    assert "customer" not in other.client.session
    other.send(path)
    assert other.at == f"/case/{case.reference}"
    assert Customer.objects.get().identities.get().verified_at is not None
    assert Browser().open(path[:-2] + "xx").status_code == 404


def test_back_takes_the_last_answer_back_and_asks_it_anew(carter, unchanged):
    carter.begin()
    carter.say("tv")
    assert 'value="back"' not in carter.html
    carter.say("no")
    assert "What do you see?" in carter.text
    carter.say(act="back")
    assert "Do you see the picture now?" in carter.text
    assert "picture" not in Case.objects.get().state["facts"]
    assert Journal.objects.filter(kind="fact-asked").last().body["anew"] is True
    with unchanged():
        carter.say(act="back")
    assert "There is no answer here that could be taken back." in carter.text
    carter.say("yes")
    assert "You said that it is solved" in carter.text


def test_a_first_click_that_is_repeated_without_its_cookie_is_the_same_click(client, charter):
    """The answer was lost, and the session with it: the form's key tells whose click it was."""
    first = Browser()
    key = first.values("key")[0]
    first.send("/begin", value="fault")
    again = Browser()
    again.client.post("/begin", {"key": key, "value": "fault"})
    again.open(first.at)
    assert (again.status, again.customer() == first.customer()) == (200, True)
    assert again.at == first.at
    assert (Case.objects.count(), Contact.objects.count(), Customer.objects.count()) == (1, 1, 1)


def test_after_some_minutes_or_for_somebody_else_the_key_of_a_click_opens_nothing(
    client, charter, stranger, time_of_day
):
    first = Browser()
    key = first.values("key")[0]
    first.send("/begin", value="fault")
    stranger.client.post("/begin", {"key": key, "value": "fault", "matter": "other"})
    stranger.open(first.at)
    assert stranger.status == 404
    time_of_day.pass_time(11 * MINUTE)
    late = Browser()
    answer = late.client.post("/begin", {"key": key, "value": "fault"})
    assert (answer.status_code, b"This page was used already." in answer.content) == (409, True)
    assert Contact.objects.get(token=first.at.split("/")[2]).customer == first.customer()
