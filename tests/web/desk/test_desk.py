"""A day at the desk, through its addresses: what rings, what is said, answered, agreed to and ended."""

import re

from possible.values.instant import MINUTE, Instant
from possible_web.actions import messages
from possible_web.keeping.clock import now as present
from possible_web.project.worker import ring_timers
from possible_web.records.models import (
    Contact,
    Departure,
    Draft,
    Journal,
    Message,
    Note,
    Presence,
    Visit,
    Waiting,
)
from tests.web.desk.conftest import act, page, version


def field(text, name):
    return re.search(rf'name="{name}" value="([^"]*)"', text)[1]


def test_it_rings_with_customer_language_wait_and_case_and_is_answered(desk_of, waiting):
    ines = desk_of()
    assert "You are away." in ines.get("/desk").content.decode()
    ines.post("/desk/presence", {"state": "available"})
    contact = waiting()
    ringing = ines.get("/desk").content.decode()
    assert "<bdi>Ms Carter</bdi>: Television · Something does not work</h2>" in ringing
    assert "In chat, in English" in ringing
    assert contact.case.reference in ringing
    assert "at no cost to the customer" in ringing
    answered = ines.post(f"/desk/offers/{contact.token}/accept", follow=True).content.decode()
    assert "<bdi>Ms Carter</bdi>: Television" in answered
    assert "yours until solved" in answered
    assert "Ines answers." in answered
    assert Presence.objects.get(agent="ines").state == "busy"


def test_whoever_cannot_now_leaves_the_place_to_the_customer(desk_of, waiting):
    ines, marc = desk_of(), desk_of("marc")
    ines.post("/desk/presence", {"state": "available"})
    contact = waiting()
    marc.post("/desk/presence", {"state": "available"})
    said = ines.post(f"/desk/offers/{contact.token}/decline", follow=True).content.decode()
    assert "The customer keeps the place." in said
    assert Waiting.objects.get().taker == "marc"


def test_a_break_has_a_reason_and_nothing_is_offered_in_it(desk_of, waiting):
    ines = desk_of()
    ines.post("/desk/presence", {"reason": "training"})
    assert "Training" in ines.get("/desk").content.decode()
    waiting()
    assert Waiting.objects.get().taker == ""
    ines.post("/desk/presence", {"state": "available"})
    assert Waiting.objects.get().taker == "ines"
    ines.post("/desk/presence", {"state": "available"})
    ines.post("/desk/presence", {"state": "offline"})
    assert not Presence.objects.exists()
    ines.post("/desk/presence", {"state": "offline"})


def test_from_the_dead_box_to_the_visit_on_the_customers_word(talking):
    ines, contact = talking
    text = page(ines, contact)
    assert "Not settled yet" in text
    act(ines, contact, "path", path=re.search(r'name="path" value="([^"]+)"', text)[1])
    for _ in range(12):
        text = page(ines, contact)
        if 'id="ask"' in text:
            fact = field(text, "fact")
            value = {"picture": "no", "box-light": "steady"}.get(fact) or re.search(
                r'name="value" value="([^"]+)"', text
            )[1]
            act(ines, contact, "fact", fact=fact, value=value, playbook=field(text, "playbook"))
        elif 'name="reply" value="done"' in text:
            act(ines, contact, "action", reply="done")
        else:
            break
    assert "a technician’s visit" in text
    assert "in doubt" in text or "<bdi>€" in text
    starts = re.search(r'name="starts" value="(\d+)"', text)[1]
    agreed = act(ines, contact, "accept", quote=field(text, "quote"), starts=starts).content.decode()
    assert "Agreed, at the price that was told." in agreed
    assert Visit.objects.get().starts == int(starts)
    promised = re.search(r"The technician arrives [^<]*\d[^<]*\. If not, the visit is free", agreed)[0]
    assert promised in ines.get("/desk").content.decode()  # with its window there, too
    ended = act(ines, contact, "finish").content.decode()
    assert "Wrap-up: <bdi>Ms Carter</bdi>" in ended
    ines.post(f"/desk/wrap-ups/{contact.token}", {"disposition": "visit"})
    assert Presence.objects.get().state == "available"
    assert Journal.objects.get(kind="shell-wrapped-up").body["disposition"] == "visit"


def test_an_answer_given_twice_is_refused_the_second_time(talking):
    ines, contact = talking
    act(ines, contact, "path", path="tv-trouble")
    text = page(ines, contact)
    old = version(contact)
    fact = field(text, "fact")
    act(ines, contact, "fact", fact=fact, value="no", playbook=field(text, "playbook"))
    learnt = Journal.objects.filter(kind="fact-learnt").count()
    again = act(ines, contact, "fact", fact=fact, value="no", playbook="x", version=old).content.decode()
    assert "was changed meanwhile" in again
    assert Journal.objects.filter(kind="fact-learnt").count() == learnt


def test_a_reply_to_what_changed_meanwhile_is_kept_and_the_difference_is_shown(talking):
    ines, contact = talking
    text = page(ines, contact)
    messages.do_send_message(
        contact.case_id,
        messages.Author("customer"),
        messages.Writing("key-of-customer", "It works again!"),
        present(),
    )
    sent = {"text": "Please restart it.", "seen": field(text, "seen"), "key": field(text, "key")}
    refused = ines.post(f"/desk/cases/{contact.case.reference}/reply", sent)
    said = refused.content.decode()
    assert refused.status_code == 409
    assert re.search(r"<ins>\+ [^<]*<bdi>Ms Carter</bdi>: It works again!</ins>", said)
    assert ">Please restart it.</textarea>" in said
    assert (Message.objects.count(), Draft.objects.get().text) == (1, "Please restart it.")
    again = {"text": "Good!", "seen": field(said, "seen"), "key": field(said, "key")}
    assert ines.post(f"/desk/cases/{contact.case.reference}/reply", again).status_code == 302
    assert (Message.objects.count(), Draft.objects.count()) == (2, 0)


def test_what_the_customer_wrote_is_read_when_the_agent_has_it_before_them(talking, desk_of):
    ines, contact = talking
    said = messages.do_send_message(
        contact.case_id, messages.Author("customer"), messages.Writing("key-of-customer", "Hello"), present()
    )
    page(desk_of("marc"), contact)
    said.refresh_from_db()
    assert said.read_at is None
    page(ines, contact)
    said.refresh_from_db()
    assert said.read_at is not None


def test_drafts_are_rows_of_their_own_that_an_owner_change_and_a_merge_leave_alone(
    talking, desk_of, waiting, carter
):
    ines, contact = talking
    ref = contact.case.reference
    ines.post(f"/desk/cases/{ref}/draft", {"kind": "reply", "text": "Half a sen"})
    ines.post(f"/desk/cases/{ref}/draft", {"kind": "note", "text": "Half a note"})
    marc = desk_of("marc")
    marc.post(f"/desk/cases/{ref}/own", {"owner": "marc"})
    other = waiting(anew=True)
    act(ines, contact, "finish")
    marc.post(f"/desk/cases/{ref}/merge", {"other": other.case.reference})
    assert sorted(Draft.objects.values_list("text", flat=True)) == ["Half a note", "Half a sen"]
    assert "Half a sen</textarea>" in page(ines, contact, alone=1)
    assert "Half a sen" not in page(marc, contact, alone=1)
    ines.post(f"/desk/cases/{ref}/draft", {"kind": "reply", "text": " "})
    assert Draft.objects.get().text == "Half a note"


def test_a_note_mentions_somebody_who_is_told(talking, desk_of):
    ines, contact = talking
    marc = desk_of("marc")
    note = {"key": "key-of-the-note", "text": "@marc, @nobody: please look"}
    ines.post(f"/desk/cases/{contact.case.reference}/note", note)
    ines.post(f"/desk/cases/{contact.case.reference}/note", note)
    assert Note.objects.get().mentions == ["marc"]
    assert "agent-marc" in Journal.objects.get(kind="shell-note").topics.split()
    assert "@marc, @nobody: please look" in marc.get("/desk").content.decode()


def test_a_warm_transfer_keeps_the_customer_until_the_next_one_answers(talking, desk_of):
    ines, contact = talking
    youssef = desk_of("youssef", teams=("supervisors",))
    act(ines, contact, "transfer", team="supervisors")
    assert "You keep the customer" in page(ines, contact)
    act(ines, contact, "take-back")
    assert "You keep the customer" not in page(ines, contact)
    assert not Waiting.objects.exists()
    act(ines, contact, "transfer", team="supervisors")
    youssef.post("/desk/presence", {"state": "available"})
    assert "handed on by <bdi>ines</bdi>, who is still there" in youssef.get("/desk").content.decode()
    contact.refresh_from_db()
    assert contact.agent.name == "ines"
    youssef.post(f"/desk/offers/{contact.token}/accept")
    contact.refresh_from_db()
    assert contact.agent.name == "youssef"
    assert contact.case.owner.name == "ines"


def hands_to(browser, contact):
    """Return the teams to which the page of a case lets one hand the customer on."""
    field = re.search(r'<select id="to-team".*?</select>', page(browser, contact), re.DOTALL)
    return set(re.findall(r'value="([^"]+)"', field[0]))


def test_nobody_can_be_handed_back_before_something_new_is_learnt(talking, desk_of):
    ines, contact = talking
    contact.refresh_from_db()
    first = contact.team
    assert {"supervisors", "network"} <= hands_to(ines, contact)
    youssef = desk_of("youssef", teams=("supervisors",))
    act(ines, contact, "transfer", team="supervisors")
    youssef.post("/desk/presence", {"state": "available"})
    youssef.post(f"/desk/offers/{contact.token}/accept")
    offered = hands_to(youssef, contact)
    assert "Not back to the TV team: they had the customer" in page(youssef, contact)
    assert (first in offered, "supervisors" in offered, "network" in offered) == (False, False, True)
    act(youssef, contact, "put", question="technician-visit")
    assert first not in hands_to(youssef, contact)
    act(youssef, contact, "fact", fact="fault", value="box", source="customer")
    assert first in hands_to(youssef, contact)
    assert "Not back to" not in page(youssef, contact)


def test_an_exception_needs_a_reason_a_supervisor_and_is_listed_for_review(talking, desk_of):
    ines, contact = talking
    given = {"question": "technician-visit", "answer": "visit", "price": "0", "currency": "EUR"}
    assert (
        "Only supervisors may depart"
        in act(ines, contact, "exception", reason="Twice in a week.", **given).content.decode()
    )
    youssef = desk_of("youssef", teams=("supervisors",))
    act(ines, contact, "transfer", team="supervisors")
    youssef.post("/desk/presence", {"state": "available"})
    youssef.post(f"/desk/offers/{contact.token}/accept")
    assert "needs a reason" in act(youssef, contact, "exception", reason=" ", **given).content.decode()
    assert not Departure.objects.exists()
    act(youssef, contact, "exception", reason="Twice in a week.", **given)
    row = Departure.objects.get()
    assert (row.answer, row.price, row.reason, row.staff.name) == (
        "visit",
        "0 EUR",
        "Twice in a week.",
        "youssef",
    )
    assert Journal.objects.filter(kind="exception-granted").count() == 1
    assert "€0.00" in page(youssef, contact)


def test_a_callback_gives_number_and_script_and_is_tried_again(desk_of, waiting, carter):
    carter.identities.create(kind="phone", value="+33639980112", said_at=1)
    ines, contact = desk_of(), waiting()
    assert ring_timers(Instant(present() + 3 * MINUTE))
    ines.post("/desk/presence", {"state": "available"})
    call = Contact.objects.get(outward=True)
    ringing = ines.get("/desk").content.decode()
    assert "To be called, in English" in ringing
    ines.post(f"/desk/offers/{call.token}/accept")
    text = page(ines, contact)
    assert '<a href="tel:+33639980112">' in text
    assert "You asked to be called: this call costs you nothing." in text
    assert (
        "not reached"
        in ines.post(f"/desk/calls/{call.token}", {"reached": "no"}, follow=True).content.decode()
    )
    assert Waiting.objects.get(contact=call.token).not_before > present()
    assert Presence.objects.get().state == "available"


def test_a_case_put_aside_leaves_the_lists_and_comes_back_by_itself(talking):
    ines, contact = talking
    act(ines, contact, "finish")
    ines.post(f"/desk/wrap-ups/{contact.token}")
    ref = contact.case.reference
    assert ref in ines.get("/desk/cases", {"view": "mine"}).content.decode()
    ines.post(f"/desk/cases/{ref}/snooze", {"for": "tomorrow"})
    assert ref not in ines.get("/desk/cases", {"view": "mine"}).content.decode()
    assert ref in ines.get("/desk/cases", {"view": "aside"}).content.decode()
    assert (
        "within the next 60 days"
        in ines.post(f"/desk/cases/{ref}/snooze", {"until": "2020-01-01T10:00"}, follow=True).content.decode()
    )
    ring_timers(Instant(present() + 40 * 60 * MINUTE))
    assert ref in ines.get("/desk/cases", {"view": "mine"}).content.decode()


def test_lists_searches_saved_views_and_saved_replies(talking):
    ines, contact = talking
    ref = contact.case.reference
    assert ref in ines.get("/desk/cases", {"q": "carter"}).content.decode()
    assert "No case is here." in ines.get("/desk/cases", {"q": "nobody"}).content.decode()
    for view in ("mine", "teams", "unassigned", "due", "waiting", "aside", "all", "no-such"):
        assert ines.get("/desk/cases", {"view": view, "page": "9"}).status_code == 200
    ines.post("/desk/views", {"name": "English TV", "query": "view=all&language=en&evil=1"})
    assert '?view=all&amp;language=en"' in ines.get("/desk/cases").content.decode()
    reply = {
        "name": "hello",
        "language": "en",
        "title": "Hello",
        "text": "Hello {customer}, {agent} here. {other}",
    }
    ines.post("/desk/replies/save", reply)
    assert "Hello Ms Carter, Ines here. {other}</textarea>" in page(ines, contact, reply="hello")
    ines.post("/desk/replies/save", {**reply, "language": "fr", "title": "Bonjour"})
    assert "Bonjour" not in page(ines, contact)
    assert (
        "no name of a reply"
        in ines.post("/desk/replies/save", {**reply, "name": "No Name!"}, follow=True).content.decode()
    )


def test_who_else_is_looking_and_who_writes(talking, desk_of):
    ines, contact = talking
    marc = desk_of("marc")
    ref = contact.case.reference
    marc.post(f"/desk/cases/{ref}/look")
    assert "Also here" in page(ines, contact)
    assert "(writing)" not in page(ines, contact)
    marc.post(f"/desk/cases/{ref}/draft", {"kind": "reply", "text": "I would say"})
    assert "<bdi>Marc</bdi> (writing)" in page(ines, contact)
    marc.post(f"/desk/cases/{ref}/look", {"left": "yes"})
    assert "Also here" not in page(ines, contact)


def test_solved_on_the_customers_word_and_open_again(talking):
    ines, contact = talking
    act(ines, contact, "solved")
    assert Contact.objects.get(pk=contact.pk).case.status in ("solved", "closed")
    act(ines, contact, "not-solved")
    assert Contact.objects.get(pk=contact.pk).case.status in ("open", "waits")


def test_the_palette_finds_cases_lists_and_pages(talking):
    ines, contact = talking
    assert contact.case.reference in ines.get("/desk/palette", {"q": "cart"}).content.decode()
    assert 'href="/desk/replies">Saved replies' in ines.get("/desk/palette", {"q": "sav"}).content.decode()
    assert "/lead" not in ines.get("/desk/palette", {"q": ""}).content.decode()
    assert "Ctrl K" in ines.get("/desk/help").content.decode()
