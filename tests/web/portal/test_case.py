"""The open case: what was promised, what happened, what it cost; solved and reopened by the customer alone."""

import json

from possible.values.instant import HOUR, written
from possible_web.keeping import clock
from possible_web.keeping.finding import found
from possible_web.project.worker import ring_timers
from possible_web.records.models import Account, Case, CaseLink, Contact, Customer, Journal, Message, Outbox
from tests.web.portal.conftest import Browser


def case_page(browser):
    browser.open(f"/case/{Case.objects.order_by('-pk').first().reference}")
    return browser


def test_the_case_tells_what_happened_what_was_promised_and_what_it_cost(carter, time_of_day):
    carter.open("/person")
    carter.send("/person/write")
    time_of_day.pass_time(100_000)
    carter.send(f"{carter.at}/leave")
    case_page(carter)
    assert "You waited 1 min 40 €0.00" in carter.text
    assert "It costs you €0.00" in carter.text
    assert "We give you news before" in carter.text
    assert "If not, we credit you €5.00. Running" in carter.text
    happened = carter.text.partition("What happened")[2]
    assert happened.index("You left before anybody answered") < happened.index("Your case was opened")


def test_a_broken_promise_is_shown_with_what_is_owed_and_mailed(carter, time_of_day):
    carter.begin()
    carter.open(f"/case/{Case.objects.get().reference}")
    carter.send(f"/case/{Case.objects.get().reference}/reach", mail="carter@example.org")
    time_of_day.pass_time(25 * HOUR)
    while ring_timers(clock.now()):
        pass
    case_page(carter)
    assert "We missed what we promised" in carter.text
    assert "Credit of €5.00, without your asking" in carter.text
    assert "We owe you €" in carter.text
    subjects = list(Outbox.objects.order_by("pk").values_list("payload__subject", flat=True))
    assert "We owe you €5.00" in subjects


def test_only_the_customer_ends_it_and_one_click_reopens_it(carter):
    carter.begin()
    case_page(carter)
    at = carter.at
    carter.send(f"{at}/solved")
    assert Case.objects.get().status == "solved"
    assert "You said that it is solved" in carter.text
    assert "What we promised you Nothing is promised at this moment." in carter.text
    carter.send(f"{at}/not-solved")
    assert Case.objects.get().status == "waits"
    assert "The case goes on, with all that we know." in carter.text
    assert "You said that it is not solved: the case goes on" in carter.text


def test_solved_twice_is_solved_once(carter, unchanged):
    carter.begin()
    case_page(carter)
    carter.send(f"{carter.at}/solved")
    with unchanged():
        carter.client.post(f"{carter.at}/solved")


def test_a_later_contact_joins_the_open_case_where_it_stood(carter):
    carter.begin()
    carter.say("tv")
    carter.send(f"{carter.at}/leave") if f"{carter.at}/leave" in carter.html else carter.client.post(
        f"{carter.at}/leave"
    )
    carter.begin()
    assert (Case.objects.count(), Contact.objects.count()) == (1, 2)
    assert "Do you see the picture now?" in carter.text
    assert "This goes on with your open case." in carter.text


def test_a_talk_that_goes_on_is_gone_back_to(carter):
    carter.begin()
    at = carter.at
    carter.open("/")
    carter.send(f"/case/{Case.objects.get().reference}/on")
    assert carter.at == at
    assert Contact.objects.count() == 1


def test_another_matter_is_asked_for_and_gets_a_case_of_its_own(carter):
    carter.begin("fault")
    carter.begin("bill")
    assert "Is it another matter?" in carter.text
    assert Case.objects.count() == 1
    carter.send("/begin", matter="other")
    assert [case.state["facts"]["problem"] for case in Case.objects.order_by("pk")] == ["fault", "bill"]
    carter.open("/")
    assert carter.text.count("is open.") == 2


def test_of_two_open_cases_the_one_of_the_same_matter_goes_on_without_a_question(carter):
    carter.begin("fault")
    carter.begin("bill", matter="other")
    carter.begin("fault")
    assert "Is it another matter?" not in carter.text
    assert Case.objects.count() == 2
    first, last = Case.objects.order_by("pk")
    assert (first.state["facts"]["problem"], first.state["contacts"], last.state["contacts"]) == (
        "fault",
        1,
        1,
    )
    opened = Journal.objects.filter(kind="case-opened").order_by("position")
    assert [row.body.get("anew", False) for row in opened] == [False, True]


def test_the_same_matter_after_all(carter):
    carter.begin("fault")
    carter.begin("bill")
    carter.send("/begin", matter="same")
    assert Case.objects.count() == 1
    assert "What does not work?" in carter.text


def test_a_joined_case_can_be_left_for_another_matter_with_one_click(carter):
    carter.begin()
    carter.client.post(f"{carter.at}/leave")
    carter.begin()
    carter.send(f"{carter.at}/another")
    assert Case.objects.count() == 2
    assert "What can we do for you?" in carter.text


def test_how_to_reach_is_checked_and_kept(carter, unchanged):
    carter.begin()
    case_page(carter)
    at = carter.at
    with unchanged():
        carter.send(f"{at}/reach", mail="nowhere")
    assert (carter.status, "This is no mail address." in carter.text) == (422, True)
    assert 'value="nowhere"' in carter.html
    with unchanged():
        carter.send(f"{at}/reach", phone="call me")
    assert "This is no telephone number." in carter.text
    carter.send(f"{at}/reach", name="x" * 201)
    assert "This name is too long." in carter.text
    carter.send(f"{at}/reach", name="Ms Carter", phone="01 99 00 01 12")
    assert Customer.objects.get().name == "Ms Carter"
    assert 'value="0199000112"' in carter.html


def test_my_cases_and_when_there_are_none(carter):
    carter.open("/cases")
    assert "No case yet." in carter.text
    carter.begin()
    carter.open("/cases")
    assert f"Something does not work Case {Case.objects.get().reference} · open" in carter.text


def signed_in(browser, mail="carter@example.org"):
    account = Account.objects.filter(email=mail).first() or Account.objects.create_user(mail)
    browser.client.force_login(account)
    return account


def test_what_a_browser_began_can_be_put_into_an_account(carter):
    carter.begin()
    account = signed_in(carter)
    carter.open("/cases")
    assert "In this browser a case was begun without an account." in carter.text
    carter.send("/mine/claim")
    assert Customer.objects.get().account == account
    assert Case.objects.get().reference in carter.text
    other = Browser()
    signed_in(other)
    case_page(other)
    assert other.status == 200


def test_an_account_that_has_cases_takes_the_new_ones_too(carter):
    account = signed_in(carter)
    carter.begin()
    carter.client.logout()
    other = Browser()
    other.begin("bill")
    other.client.force_login(account)
    other.open("/cases")
    other.send("/mine/claim")
    own = Customer.objects.get(account=account)
    assert set(Case.objects.values_list("customer", flat=True)) == {own.pk}
    assert {case.state["customer"] for case in Case.objects.all()} == {own.token}


def test_nothing_is_claimed_twice_or_by_staff(carter, ines, unchanged):
    carter.begin()
    carter.client.force_login(ines.account)
    carter.open("/cases")
    assert "begun without an account" not in carter.text
    signed_in(carter)
    assert carter.client.post("/mine/claim").status_code == 404


def test_ones_data_is_shown_and_taken_along(carter):
    carter.begin()
    talk = carter.at
    carter.client.post(f"{talk}/person")
    carter.open(talk)
    carter.send(f"{talk}/send", text="Only I know this.")
    carter.open("/mine")
    assert "Only I know this." in carter.text
    data = json.loads(carter.client.get("/mine.json").content)
    assert data["cases"][0]["reference"] == Case.objects.get().reference
    assert data["cases"][0]["messages"][0]["text"] == "Only I know this."
    assert data["cases"][0]["facts"] == {"problem": "fault"}
    happened = data["cases"][0]["happened"]
    assert [line["kind"] for line in happened][:2] == ["contact-arrived", "case-opened"]
    row = Contact.objects.get()
    assert {name: happened[1][name] for name in ("at", "case", "contact")} == {
        "at": written(row.arrived_at),
        "case": str(row.case_id),
        "contact": row.token,
    }
    assert not [name for line in happened for name in line if name == "event"]


def test_erasing_waits_for_what_is_owed_then_leaves_nobody(carter, unchanged):
    carter.begin()
    talk = carter.at
    carter.client.post(f"{talk}/person")
    carter.open(talk)
    carter.send(f"{talk}/send", text="Only I know this.")
    case_page(carter)
    carter.send(f"{carter.at}/reach", name="Ms Carter", mail="carter@example.org")
    with unchanged():
        carter.client.post("/mine/erase")
    carter.open("/mine/erase")
    assert "These cases are open." in carter.text
    case_page(carter)
    carter.send(f"{carter.at}/solved")
    carter.open("/mine/erase")
    assert "Kept, because the law asks for it" in carter.text
    carter.client.post("/mine/erase")
    gone = Customer.objects.get()
    assert (gone.name, gone.identities.count(), gone.erased_at) == ("", 0, clock.now())
    assert [message.text for message in Message.objects.all()] == [""]
    assert Outbox.objects.count() == 0
    assert found("carter") == found("only i know") == []
    case_page(carter)
    assert carter.status == 404


def test_a_case_that_was_merged_leads_to_the_one_in_which_it_goes_on(carter, ines):
    carter.begin("fault")
    carter.client.post(f"{carter.at}/leave")
    carter.begin("bill", matter="other")
    carter.client.post(f"{carter.at}/leave")
    one, other = Case.objects.order_by("pk")
    CaseLink.objects.create(one=one, other=other, kind="merge", by=ines, at=clock.now())
    carter.open(f"/case/{one.reference}")
    assert "This case goes on in another one of yours" in carter.text
    assert f'href="/case/{other.reference}"' in carter.html
    carter.open("/")
    assert (one.reference in carter.text, other.reference in carter.text) == (False, True)


def test_opening_hours_name_each_line_its_languages_and_prices(carter):
    carter.open("/hours")
    assert "Customer service +33 1 99 00 00 39 · free of charge, waiting included" in carter.text
    assert "Français day and night" in carter.text
