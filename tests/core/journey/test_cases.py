"""A case from its first contact to its end: asked once, promised with a clock, paid back unasked, never dropped."""

from __future__ import annotations

import pytest

from possible.journey import commands as to_do
from possible.journey import turns
from possible.journey.case import CaseState
from possible.journey.joining import joining
from possible.journey.prompts import AnswerTold, AsksAction, AsksFact, Offers, WithPerson
from possible.playbooks import Reply, Seen
from possible.values import Money, Refused
from possible.values import events as e
from possible.values.instant import MINUTE
from tests.core.edits import edited
from tests.core.journey.room import FR, Room, names, on

DAY = 24 * 60
EUR = "EUR"


@pytest.fixture(scope="module")
def good():
    return edited("cest-possible")


def tv_fault(charter) -> Room:
    """Somebody whose TV does not work, as far as the playbook's first question."""
    room = Room(charter)
    room.arrives()
    room.says("problem", "fault")
    room.says("service", "tv")
    room.knows("outage", "no")
    return room


def quoted(charter, fault="network", swaps="0") -> Room:
    """Somebody to whom a visit (or a swap) is offered by an agent."""
    room = Room(charter)
    room.with_a_person()
    room.does(turns.Puts(contact="k1", question="technician-visit"))
    room.knows("outage", "no")
    room.says("fault", fault)
    if fault == "box":
        room.knows("swaps", swaps)
        room.knows("contacts", "1")
    return room


def booked(charter, fault="network") -> Room:
    room = quoted(charter, fault)
    room.does(turns.Agrees(contact="k1"))
    quote = room.case.quotes[-1].id
    room.does(turns.Books(quote=quote, starts=on(9, 10), ends=on(9, 12)))
    room.does(turns.Finishes(contact="k1"))
    return room


# ---- asked once ----------------------------------------------------------------------------------------


def test_a_second_contact_joins_the_case_and_is_asked_nothing_again(good):
    room = tv_fault(good)
    assert room.wanted() == AsksFact("picture", "customer", "tv-no-picture", 0)
    room.does(turns.Leaves(contact="k1"))
    room.waits(60)
    assert joining(room.force, [room.case], room.now) is room.case
    events = room.arrives("k2")
    assert names(events)[:2] == ["ContactArrived", "CaseJoined"]
    assert room.told(to_do.LookUp) == [to_do.LookUp(fact="outage", source="records", contact="k2")]
    room.knows("outage", "no", "k2")
    asked = [event.fact for event in room.happened(e.FactAsked)]
    assert asked == ["problem", "service", "picture", "picture"]


def test_a_playbook_goes_on_where_it_was_put_aside(good):
    room = tv_fault(good)
    room.does(turns.Replies(contact="k1", observation=Seen("no")))
    wanted = room.wanted()
    room.does(turns.IsLost(contact="k1"))
    assert [line.name for line in room.case.evidence] == ["picture"]
    room.arrives("k2")
    room.knows("outage", "no", "k2")
    assert room.wanted("k2") == wanted
    assert [line.name for line in room.case.evidence] == ["picture"]


def test_an_agent_who_puts_something_else_loses_nothing_that_the_playbook_saw(good):
    room = Room(good)
    room.with_a_person()
    room.says("service", "tv")
    room.does(turns.GoesThrough(contact="k1", path="tv-trouble"))
    room.knows("outage", "no")
    room.does(turns.Replies(contact="k1", observation=Seen("no")))
    wanted = room.wanted()
    room.does(turns.Puts(contact="k1", question="pay-later"))
    room.knows("late-bills", "0")
    room.does(turns.Declines(contact="k1"))
    assert room.wanted() == WithPerson("ines", "front-desk")
    room.does(turns.GoesThrough(contact="k1", path="tv-trouble"))
    assert room.wanted() == wanted


def test_what_a_playbook_has_concluded_is_not_found_out_again_until_something_was_done(good):
    room = quoted(good, "box")
    assert room.wanted().quote.remedy == "swap"
    room.does(turns.Agrees(contact="k1"))
    room.does(turns.GoesThrough(contact="k1", path="tv-trouble"))
    assert isinstance(room.wanted(), Offers)
    room.does(turns.Declines(contact="k1"))
    room.does(turns.Finishes(contact="k1"))
    room.does(turns.RemedyEnds(quote=room.case.quotes[0].id, worked=False))
    assert (room.case.facts["swaps"], "fault" in room.case.facts) == ("1", False)
    room.with_a_person("k2")
    room.does(turns.GoesThrough(contact="k2", path="tv-trouble"))
    room.knows("outage", "no", "k2")
    assert isinstance(room.wanted("k2"), AsksFact | AsksAction)


def test_a_bill_that_is_corrected_is_no_service_that_works_again(good):
    room = Room(good)
    room.with_a_person("k1")
    room.does(turns.Puts(contact="k1", question="bill-correction"))
    room.knows("bill-error", "ours")
    room.does(turns.Agrees(contact="k1"))
    room.does(turns.Finishes(contact="k1"))
    room.does(turns.RemedyEnds(quote=room.case.quotes[0].id, worked=True))
    assert "ServiceRestored" not in names(room.events)
    assert (room.case.waits, room.case.quotes[0].state) == ("with-customer", "done")


# ---- answers and prices --------------------------------------------------------------------------------


def test_an_answer_is_told_with_its_price_before_anybody_agrees(good):
    room = quoted(good, "home")
    quote = room.last(e.QuoteGiven)
    assert (quote.remedy, quote.price) == ("visit", Money(11_900, EUR))
    assert isinstance(room.wanted(), Offers)
    events = room.does(turns.Agrees(contact="k1"))
    assert names(events)[0] == "QuoteAccepted"
    assert room.told(to_do.FindWindows)[0].quote == quote.quote
    assert room.happened(e.FeeCharged) == []


def test_a_price_that_has_expired_is_refused_and_nothing_changes(good):
    room = quoted(good)
    room.now = room.case.quotes[0].expires + 1
    before = room.case
    with pytest.raises(Refused, match="expired"):
        room.does(turns.Agrees(contact="k1"))
    assert room.case is before
    assert room.case.quotes[0].state == "open"
    room.does(turns.Declines(contact="k1"))
    assert room.last(e.QuoteDeclined).quote == room.case.quotes[0].id


def test_a_no_comes_with_reason_alternative_and_appeal_and_can_be_exchanged(good):
    room = Room(good)
    room.with_a_person()
    room.does(turns.Puts(contact="k1", question="technician-visit"))
    room.knows("outage", "yes")
    told = room.last(e.AnswerGiven)
    assert (told.answer, told.because, told.instead) == ("no", "outage-under-repair", "outage-news")
    assert told.appeal == ("supervisors", "quality")
    assert isinstance(room.wanted(), AnswerTold)
    room.does(turns.TakesInstead(contact="k1"))
    assert "outage-news" in room.promises()
    assert room.wanted() == WithPerson("ines", "front-desk")


def test_an_exception_has_a_reason_a_review_and_a_price_that_can_be_agreed_to(good):
    room = Room(good)
    room.with_a_person(team="front-desk")
    with pytest.raises(Refused, match="Only supervisors"):
        room.does(turns.Excepts(contact="k1", question="pay-later", answer="loan", reason="alone"))
    room.does(turns.HandsOn(contact="k1", team="supervisors"))
    room.is_answered("supervisors", "marc")
    for wrong in (
        {"reason": " "}, {"answer": "no"}, {"answer": "a-horse"}, {"question": "a-horse"},
    ):  # fmt: skip
        turn = {"question": "pay-later", "answer": "loan", "reason": "alone"} | wrong
        with pytest.raises(Refused):
            room.does(turns.Excepts(contact="k1", **turn))
    events = room.does(turns.Excepts(contact="k1", question="pay-later", answer="loan", reason="alone"))
    assert names(events) == ["ExceptionGranted", "AnswerGiven", "QuoteGiven"]
    assert room.last(e.ExceptionGranted).review == on(15, 10)
    assert isinstance(room.wanted(), Offers)
    room.does(turns.Agrees(contact="k1"))
    assert room.last(e.QuoteAccepted).quote == room.case.quotes[0].id
    assert room.told(to_do.CarryOut)[0].team == "counter"
    with pytest.raises(Refused):
        room.does(turns.Agrees(contact="k1"))


def test_the_table_does_not_take_back_a_price_that_was_granted(good):
    room = quoted(good, "home")
    assert room.last(e.QuoteGiven).price == Money(11_900, EUR)
    room.does(turns.HandsOn(contact="k1", team="supervisors"))
    room.is_answered("supervisors", "marc")
    free = turns.Excepts(
        contact="k1", question="technician-visit", answer="visit", reason="alone", price=Money(0, EUR)
    )
    room.does(free)
    granted = room.case.quotes[-1].id
    room.does(turns.Puts(contact="k1", question="technician-visit"))
    told, quote = room.last(e.AnswerGiven), room.last(e.QuoteGiven)
    assert (told.answer, told.price, told.because, told.rows) == ("visit", Money(0, EUR), "alone", ())
    assert (quote.price, quote.quote == granted) == (Money(0, EUR), False)
    assert room.case.quotes[-1].granted
    prices = []
    for _ in range(3):  # each time one of the two free ones is declined; then the table says what it says
        room.does(turns.Declines(contact="k1"))
        room.does(turns.Puts(contact="k1", question="technician-visit"))
        prices.append(room.last(e.AnswerGiven).price)
    assert prices == [Money(0, EUR)] * 3


def test_what_was_granted_and_has_expired_is_told_by_the_table_again(good):
    room = quoted(good, "home")
    room.does(turns.HandsOn(contact="k1", team="supervisors"))
    room.is_answered("supervisors", "marc")
    turn = {"question": "technician-visit", "answer": "visit", "reason": "alone", "price": Money(0, EUR)}
    room.does(turns.Excepts(contact="k1", **turn))
    expires = room.last(e.QuoteGiven).expires
    room.now = expires
    room.does(turns.Puts(contact="k1", question="technician-visit"))
    assert room.last(e.AnswerGiven).price == Money(0, EUR)
    assert room.last(e.QuoteGiven).expires == expires
    room.now = expires + 1
    room.does(turns.Puts(contact="k1", question="technician-visit"))
    told = room.last(e.AnswerGiven)
    assert (told.price, told.rows) == (Money(11_900, EUR), ("at-home",))


def test_a_consent_is_kept_and_answers_only_its_own_question(good):
    room = tv_fault(good)
    wanted = room.wanted()
    room.does(turns.Consents(contact="k1", consent="helper", given=True))
    assert room.case.consents == {"helper": "yes"}
    assert room.wanted() == wanted


# ---- visits --------------------------------------------------------------------------------------------


def test_a_technician_who_comes_in_time_keeps_the_promise_and_the_fee_is_charged_once(good):
    room = booked(good, "home")
    visit = room.case.visits[0].id
    room.now = on(9, 11)
    room.does(turns.IsThere(visit=visit))
    assert [event.promise for event in room.happened(e.PromiseKept)][-1:] == ["visit-kept"]
    room.does(turns.VisitEnds(visit=visit, fixed=True))
    assert [(event.quote, event.amount) for event in room.happened(e.FeeCharged)] == [
        (room.case.quotes[0].id, Money(11_900, EUR))
    ]
    assert room.last(e.CaseWaits).state == "with-customer"
    with pytest.raises(Refused):
        room.does(turns.VisitEnds(visit=visit, fixed=True))


def test_another_visit_goes_on_under_the_same_price_and_is_charged_once_at_the_end(good):
    room = booked(good, "home")
    first = room.case.visits[0].id
    room.now = on(9, 11)
    room.does(turns.IsThere(visit=first))
    room.does(turns.VisitEnds(visit=first, fixed=False, again=True))
    assert room.happened(e.FeeCharged) == []
    assert room.last(e.CaseWaits).state == "with-technician"
    assert [command.quote for command in room.told(to_do.FindWindows)][-1:] == [room.case.quotes[0].id]
    room.does(turns.Books(quote=room.case.quotes[0].id, starts=on(10, 10), ends=on(10, 12)))
    second = room.case.visits[1].id
    assert room.promises()["visit-kept"] == on(10, 12)
    room.now = on(10, 11)
    room.does(turns.IsThere(visit=second))
    room.does(turns.VisitEnds(visit=second, fixed=True, cause="customer"))
    assert [event.amount for event in room.happened(e.FeeCharged)] == [Money(11_900, EUR)]
    assert room.case.quotes[0].state == "done"


def test_a_technician_who_does_not_come_costs_the_company_and_the_fee_falls_away(good):
    room = booked(good, "home")
    room.waits(2 * DAY)
    assert [(event.promise, event.amount) for event in room.happened(e.CreditGiven)] == [
        ("daily-news", Money(500, EUR)), ("visit-kept", Money(3_200, EUR)), ("daily-news", Money(500, EUR)),
    ]  # fmt: skip
    visit = room.case.visits[0].id
    room.does(turns.IsThere(visit=visit))
    room.does(turns.VisitEnds(visit=visit, fixed=False))
    assert room.happened(e.FeeCharged) == []
    assert room.last(e.CaseWaits).state == "with-us"


def test_a_window_moved_with_consent_moves_the_promise_and_without_it_does_not(good):
    for consent, due in ((True, on(10, 12)), (False, on(9, 12))):
        room = booked(good)
        visit = room.case.visits[0].id
        room.does(turns.Moves(visit=visit, starts=on(10, 10), ends=on(10, 12), consent=consent))
        assert room.promises()["visit-kept"] == due
        assert room.last(e.VisitMoved).consent is consent


def test_nobody_comes_to_a_customer_who_says_that_it_is_solved(good):
    room = booked(good, "home")
    visit = room.case.visits[0].id
    room.does(turns.IsSolved())
    assert room.last(e.VisitCancelled).by == "customer"
    assert room.told(to_do.CallOff) == [to_do.CallOff(visit=visit)]
    with pytest.raises(Refused):
        room.does(turns.IsThere(visit=visit))
    assert room.timers == {}


def test_a_window_that_the_company_calls_off_is_a_broken_promise_at_once_and_another_can_be_had(good):
    room = booked(good, "home")
    visit, quote = room.case.visits[0].id, room.case.quotes[0].id
    room.now = on(8, 18)
    found = room.does(turns.CallsOff(visit=visit, reason="Amadou is ill"))
    assert names(found) == ["VisitCancelled", "PromiseBroken", "FeeWaived", "CreditGiven", "CaseWaits"]
    assert (found[0].by, found[0].reason) == ("company", "Amadou is ill")
    assert (found[2].quote, found[2].amount, found[2].promise) == (quote, Money(11_900, EUR), "visit-kept")
    assert (found[3].promise, found[3].amount, found[3].unasked) == ("visit-kept", Money(3_200, EUR), True)
    assert (found[4].state, room.case.waits) == ("with-technician", "with-technician")
    assert room.told(to_do.CallOff) == [to_do.CallOff(visit=visit)]
    assert room.told(to_do.FindWindows) == [to_do.FindWindows(quote=quote, remedy="visit", within=on(11, 18))]
    room.does(turns.Books(quote=quote, starts=on(10, 10), ends=on(10, 12)))
    assert room.promises()["visit-kept"] == on(10, 12)
    room.now = on(10, 11)
    again = room.case.visits[1].id
    room.does(turns.IsThere(visit=again))
    room.does(turns.VisitEnds(visit=again, fixed=True))
    assert room.happened(e.FeeCharged) == []
    assert [event.promise for event in room.happened(e.CreditGiven)].count("visit-kept") == 1
    assert "visit-kept" not in room.promises()


def test_a_window_called_off_costs_for_each_day_until_somebody_comes_where_the_charter_says_so():
    each_day = edited(
        "cest-possible", "else: {credit: 32 EUR, fee: waived}}", "else: {credit: 10 EUR, every: day}}"
    )
    room = booked(each_day, "home")
    room.now = on(8, 18)
    room.does(turns.CallsOff(visit=room.case.visits[0].id, reason="ill"))
    room.waits(DAY)
    room.does(turns.Books(quote=room.case.quotes[0].id, starts=on(10, 10), ends=on(10, 12)))
    room.waits(17 * 60)
    room.does(turns.IsThere(visit=room.case.visits[1].id))
    room.waits(5 * DAY)
    mine = [event.amount for event in room.happened(e.CreditGiven) if event.promise == "visit-kept"]
    assert (
        mine == [Money(1_000, EUR)] * 2
    )  # from the word at 18:00 on the 8th to the door on the 10th at 11:00


def test_a_window_is_called_off_once_with_a_reason_and_only_while_it_is_to_come(good):
    room = booked(good)
    visit = room.case.visits[0].id
    with pytest.raises(Refused):
        room.does(turns.CallsOff(visit=visit, reason=" "))
    room.does(turns.CallsOff(visit=visit, reason="ill"))
    for turn in (
        turns.CallsOff(visit=visit, reason="ill"),
        turns.Cancels(visit=visit),
        turns.IsThere(visit=visit),
    ):
        with pytest.raises(Refused):
            room.does(turn)


def test_a_customer_gives_a_visit_up_for_nothing_and_its_promise_ends(good):
    room = booked(good, "home")
    visit, quote = room.case.visits[0].id, room.case.quotes[0].id
    room.now = on(9, 9)  # after the company's last moment to do so
    found = room.does(turns.Cancels(visit=visit))
    assert names(found) == ["VisitCancelled", "PromiseEnded", "QuoteDeclined", "CaseWaits"]
    assert (found[0].by, found[3].state) == ("customer", "with-us")
    assert room.case.quote(quote).state == "declined"
    with pytest.raises(Refused):
        room.does(turns.Books(quote=quote, starts=on(10, 10), ends=on(10, 12)))
    assert room.happened(e.FeeCharged, e.FeeWaived) == []


def test_a_customer_who_wants_another_window_keeps_the_price_that_was_agreed_to(good):
    room = booked(good, "home")
    visit, quote = room.case.visits[0].id, room.case.quotes[0].id
    found = room.does(turns.Cancels(visit=visit, wants_other=True))
    assert names(found) == ["VisitCancelled", "PromiseEnded", "CaseWaits"]
    assert [command.quote for command in room.told(to_do.FindWindows)] == [quote]
    room.does(turns.Books(quote=quote, starts=on(10, 10), ends=on(10, 12)))
    assert [visit.state for visit in room.case.visits] == ["cancelled", "booked"]


def test_a_fee_that_falls_away_with_a_missed_window_is_said_to_fall_away_once(good):
    room = booked(good, "home")
    room.waits(2 * DAY)
    waived = room.happened(e.FeeWaived)
    assert [(event.amount, event.promise) for event in waived] == [(Money(11_900, EUR), "visit-kept")]
    free = booked(good)
    free.waits(2 * DAY)
    assert free.happened(e.FeeWaived) == []


@pytest.mark.parametrize(
    ("cause", "charged"), [("network", []), ("equipment", []), ("customer", [11_900]), ("none", [11_900])]
)
def test_what_the_technician_finds_makes_a_visit_free_or_leaves_its_price(good, cause, charged):
    room = booked(good, "home")
    visit = room.case.visits[0].id
    room.now = on(9, 11)
    room.does(turns.IsThere(visit=visit))
    room.does(turns.VisitEnds(visit=visit, fixed=True, cause=cause))
    assert [event.amount.cents for event in room.happened(e.FeeCharged)] == charged
    waived = [(event.amount.cents, event.cause, event.promise) for event in room.happened(e.FeeWaived)]
    assert waived == ([] if charged else [(11_900, cause, "")])
    free = booked(good, "network")
    free.does(turns.VisitEnds(visit=free.case.visits[0].id, fixed=True, cause=cause))
    assert free.happened(e.FeeCharged, e.FeeWaived) == []


def test_a_fee_that_fell_away_with_its_window_does_not_fall_away_again_by_its_cause(good):
    room = booked(good, "home")
    room.waits(2 * DAY)
    room.does(turns.VisitEnds(visit=room.case.visits[0].id, fixed=True, cause="network"))
    assert [event.promise for event in room.happened(e.FeeWaived)] == ["visit-kept"]


def test_a_box_handed_over_counts_as_a_try_and_the_same_fault_after_it_has_another_answer(good):
    room = quoted(good, "box")
    room.does(turns.Agrees(contact="k1"))
    quote = room.case.quotes[-1].id
    found = room.does(turns.HandsOver(quote=quote, serial="N2", old="O1", place="relay"))
    assert names(found)[:3] == ["DeviceGiven", "PromiseKept", "FactLearnt"]
    given = (found[0].service, found[0].serial, found[0].old, found[0].place, found[0].quote)
    assert given == ("", "N2", "O1", "relay", quote)
    assert room.case.facts["swaps"] == "1"
    assert room.case.waits == "with-customer"
    with pytest.raises(Refused):
        room.does(turns.HandsOver(quote=quote, serial="N3"))
    room.does(turns.IsNotSolved())
    room.does(turns.Puts(contact="k1", question="technician-visit"))
    room.says("fault", "box")
    answer = room.last(e.AnswerGiven)
    assert (answer.answer, answer.because, answer.price) == ("visit", "swap-did-not-help", Money(0, EUR))
    assert names(room.does(turns.ComesBack(serial="O1"))) == ["DeviceReturned"]


def charged(charter) -> Room:
    """Somebody who paid 119 euros for a visit that repaired it."""
    room = booked(charter, "home")
    room.now = on(9, 11)
    room.does(turns.VisitEnds(visit=room.case.visits[0].id, fixed=True, cause="customer"))
    return room


def test_a_dispute_has_a_clock_of_the_complaints_ladder_and_outlives_the_case(good):
    room = charged(good)
    quote = room.case.quotes[0].id
    found = room.does(turns.Disputes(quote=quote, text=" It was the street. "))
    assert names(found) == ["ChargeDisputed", "PromiseMade"]
    assert (found[0].text, found[1].promise, found[1].due) == (
        "It was the street.",
        "complaints/0",
        on(10, 11),
    )
    room.does(turns.Tells(agent="ines"))
    room.does(turns.IsSolved())
    assert room.promises() == {"complaints/0": on(10, 11)}
    with pytest.raises(Refused):
        room.does(turns.Disputes(quote=quote, text="again"))
    room.waits(DAY + 1)
    assert [event.promise for event in room.happened(e.CreditGiven)][-1] == "complaints/0"
    decided = room.does(turns.Settles(quote=quote, upheld=True, reason="it was", agent="paul"))
    assert (decided[0].amount, decided[0].appeal, decided[0].agent) == (Money(11_900, EUR), (), "paul")
    assert room.promises() == {}


def test_a_dispute_is_rejected_with_a_reason_and_who_else_looks_at_it(good):
    room = charged(good)
    quote = room.case.quotes[0].id
    room.does(turns.Disputes(quote=quote, text="no"))
    with pytest.raises(Refused):
        room.does(turns.Settles(quote=quote, upheld=False, reason=" ", agent="paul"))
    found = room.does(turns.Settles(quote=quote, upheld=False, reason="the plug was out", agent="paul"))
    assert names(found) == ["DisputeSettled", "PromiseKept"]
    assert (found[0].amount, found[0].appeal) == (Money(0, EUR), ("quality", "mediator"))
    for turn in (
        turns.Settles(quote=quote, upheld=True, reason="x", agent="paul"),
        turns.Relents(quote=quote),
    ):
        with pytest.raises(Refused):
            room.does(turn)
    room.does(turns.Disputes(quote=quote, text="still no"))
    assert names(room.does(turns.Relents(quote=quote))) == ["DisputeWithdrawn", "PromiseEnded"]


def test_nothing_is_disputed_that_was_not_charged(good):
    room = booked(good, "home")
    for quote in (room.case.quotes[0].id, "q0"):
        with pytest.raises(Refused):
            room.does(turns.Disputes(quote=quote, text="no"))


def test_who_may_depart_from_the_answers_may_let_a_fee_go_with_a_reason(good):
    for room in (charged(good), booked(good, "home")):
        quote = room.case.quotes[0].id
        for team, reason in (("tv", "waited long"), ("supervisors", " ")):
            with pytest.raises(Refused):
                room.does(turns.Waives(quote=quote, reason=reason, agent="paul", team=team))
        found = room.does(turns.Waives(quote=quote, reason="waited long", agent="paul", team="supervisors"))
        assert names(found) == ["ExceptionGranted", "FeeWaived"]
        assert (found[0].question, found[0].answer, found[0].reason) == (
            "technician-visit",
            "visit",
            "waited long",
        )
        assert (found[1].amount, found[1].reason, found[1].agent) == (
            Money(11_900, EUR),
            "waited long",
            "paul",
        )
        with pytest.raises(Refused):
            room.does(turns.Waives(quote=quote, reason="again", agent="paul", team="supervisors"))
    room.does(turns.VisitEnds(visit=room.case.visits[0].id, fixed=True))
    assert room.happened(e.FeeCharged) == []


def test_the_cause_of_a_fault_is_one_of_four(good):
    room = booked(good)
    with pytest.raises(Refused):
        room.does(turns.VisitEnds(visit=room.case.visits[0].id, fixed=True, cause="line"))
    room.does(turns.VisitEnds(visit=room.case.visits[0].id, fixed=True, cause="customer"))
    assert room.last(e.VisitDone).cause == "customer"


# ---- promises ------------------------------------------------------------------------------------------


def test_a_repair_that_takes_too_long_is_paid_back_each_day_up_to_its_limit(good):
    room = tv_fault(good)
    room.does(turns.Leaves(contact="k1"))
    room.waits(60 * DAY)
    paid = [event.amount for event in room.happened(e.CreditGiven) if event.promise == "repair"]
    assert paid == [Money(800, EUR)] * 30
    assert all(event.unasked for event in room.happened(e.CreditGiven))
    assert [event.promise for event in room.happened(e.PromiseBroken)].count("repair") == 1


def test_news_that_come_each_day_are_due_each_day(good):
    room = tv_fault(good)
    room.does(turns.Leaves(contact="k1"))
    assert room.promises()["daily-news"] == on(9, 10)
    room.now = on(8, 20)
    room.does(turns.Tells(agent="ines"))
    assert room.promises()["daily-news"] == on(9, 20)
    room.waits(2 * DAY)
    assert [event.promise for event in room.happened(e.PromiseBroken)].count("daily-news") == 2
    assert room.promises()["daily-news"] == on(11, 20)


def test_a_broken_promise_brings_the_one_that_takes_its_place(good):
    charter = edited(
        "cest-possible",
        "within: 14 days, else: {promise: daily-news}}",
        "within: 14 days, else: {promise: call-back}}",
    )
    room = booked(charter)
    visit = room.case.visits[0].id
    room.now = on(9, 11)
    room.does(turns.IsThere(visit=visit))
    room.does(turns.VisitEnds(visit=visit, fixed=True))
    room.waits(14 * DAY)
    assert "closing-question" in room.promises()
    room.waits(14 * DAY)
    assert room.last(e.CallbackPromised).promise == "call-back"
    assert len(room.case.callbacks) == 1


def test_a_customer_who_would_rather_be_called_says_when(good):
    room = Room(good)
    room.arrives()
    room.does(turns.WantsCall(contact="k1", team="tv", at=on(8, 18)))
    (want,) = [command.want for command in room.told(to_do.Enqueue)]
    assert (want.team, want.not_before, want.out) == ("tv", on(8, 18), True)
    assert room.promises()["call-back"] == on(8, 18, 30)
    assert room.last(e.ContactEnded).how == "promised"


# ---- the end -------------------------------------------------------------------------------------------


def test_a_case_ends_when_the_customer_says_so_and_goes_on_with_one_word(good):
    room = tv_fault(good)
    room.does(turns.IsSolved(contact="k1"))
    assert room.case.state is CaseState.SOLVED
    assert names(room.events)[-6:] == [
        "PromiseKept", "CaseSolved", "PromiseEnded", "PromiseEnded", "CaseClosed", "ContactEnded",
    ]  # fmt: skip
    assert room.promises() == {}
    assert room.timers == {}
    with pytest.raises(Refused, match="over"):
        room.arrives("k2")
    room.waits(60)
    room.does(turns.IsNotSolved())
    assert room.case.state is CaseState.OPEN
    assert room.promises() == {
        "daily-news": on(9, 11), "repair": on(10, 11), "work-begins": on(9, 11),
    }  # fmt: skip
    assert room.timers["case"] == on(9, 11)


def test_an_open_case_never_waits_without_a_clock(good):
    room = tv_fault(good)
    room.does(turns.Leaves(contact="k1"))
    assert room.last(e.CaseWaits).due == on(9, 10)
    room.waits(DAY)
    assert room.last(e.CaseWaits).due == on(10, 10)


def test_of_several_cases_that_of_the_same_matter_is_joined_before_the_one_touched_last(good):
    room, other = tv_fault(good), Room(good)
    other.arrives("k9")
    other.does(turns.Says(contact="k9", fact="problem", value="leaving"))
    other.case.touched = other.now + DAY
    cases = [room.case, other.case]
    now = max(room.now, other.now)
    assert joining(room.force, cases, now) is other.case
    assert joining(room.force, cases, now, ("problem", "bill")) is other.case
    assert joining(room.force, cases, now, ("problem", "fault")) is room.case


def test_where_each_call_begins_again_no_case_is_joined():
    charter = edited("as-it-was")
    room = Room(charter)
    room.arrives()
    room.does(turns.Leaves(contact="k1"))
    assert room.case.state is CaseState.CLOSED
    assert room.last(e.CaseClosed).how == "when the agent says so"
    assert joining(room.force, [room.case], room.now) is None


def test_people_who_depart_from_the_charter_refuse_hand_on_and_hang_up():
    room = Room(edited("as-it-was"))
    room.arrives()
    room.says("problem", "tv")
    while isinstance(room.wanted(), AsksFact | AsksAction):
        room.does(turns.Replies(contact="k1", observation=Reply.UNKNOWN))
    room.is_answered("tv")
    room.does(turns.Departs(contact="k1", act=0))
    assert (room.last(e.AnswerGiven).answer, room.last(e.AnswerGiven).rows) == ("no", ())
    room.does(turns.Departs(contact="k1", act=1))
    assert room.last(e.SentenceSaid).sentence == "say.call-the-english-number"
    room.does(turns.Departs(contact="k1", act=2))
    assert not room.last(e.TransferAsked).case_travels
    assert room.told(to_do.Release) == [to_do.Release(contact="k1", agent="ines")]
    assert room.case.facts == {}
    room.is_answered("technical", "marc")
    with pytest.raises(Refused):
        room.does(turns.Departs(contact="k1", act=9))
    room.does(turns.Departs(contact="k1", act=0))
    room.is_answered("tv")
    room.does(turns.Departs(contact="k1", act=3))
    assert room.last(e.ContactEnded).how == "hung-up"
    assert room.case.callbacks == ()


@pytest.mark.parametrize("line", ["service", "chat", "text-relay"])
def test_channels_differ_only_in_saying_and_asking(good, line):
    room = Room(good)
    room.arrives(line=line)
    room.says("problem", "leaving")
    room.says("reason", "moving")
    room.knows("months-left", "0")
    room.does(turns.Agrees(contact="k1"))
    moves = [(event.owner, event.key, event.to) for event in room.happened(e.MoveTaken)][1:]
    other = Room(good)
    other.arrives()
    other.says("problem", "leaving")
    other.says("reason", "moving")
    other.knows("months-left", "0")
    other.does(turns.Agrees(contact="k1"))
    assert moves == [(event.owner, event.key, event.to) for event in other.happened(e.MoveTaken)][1:]
    assert room.case.quotes == other.case.quotes


def test_a_letter_is_answered_by_a_promise_and_hears_no_music(good):
    room = Room(good)
    room.arrives(line="letters")
    assert room.last(e.ContactEnded).how == "promised"
    assert room.promises()["reply"] == on(9, 10)
    room.now = on(8, 12)
    room.does(turns.Tells(agent="ines"))
    assert [event.promise for event in room.happened(e.PromiseKept)] == ["daily-news", "reply"]


def test_who_finds_the_shop_closed_is_told_the_number_to_call(good):
    room = Room(good, on(8, 21))
    room.arrives(line="shops")
    end = room.last(e.ContactEnded)
    assert (end.by, end.how) == ("company", "sent-away")
    assert room.last(e.MoveTaken).to == "dialled service"


def test_the_same_turns_give_the_same_names_and_events(good):
    first, second = booked(good), booked(good)
    assert first.events == second.events
    assert first.case == second.case


def test_what_does_not_fit_is_refused_and_nothing_has_changed(good):
    room = Room(good)
    room.arrives()
    for turn in (
        turns.Arrives(contact="k1", line="service", language=FR),
        turns.Arrives(contact="k9", line="a-horse", language=FR),
        turns.Says(contact="k1", fact="problem", value="a-horse"),
        turns.Says(contact="k1", fact="a-horse", value="1"),
        turns.Agrees(contact="k1"), turns.Declines(contact="k1"), turns.TakesInstead(contact="k1"),
        turns.Replies(contact="k1", observation=Reply.DONE), turns.Puts(contact="k1", question="pay-later"),
        turns.Finishes(contact="k1"), turns.Holds(contact="k1"), turns.Leaves(contact="k7"),
        turns.Answers(contact="k1", agent="ines", team="tv", language=FR), turns.IsThere(visit="x"),
        turns.Calls(contact="x", agent="ines", team="tv", language=FR, reached=True),
        turns.Books(quote="x", starts=on(9, 10), ends=on(9, 12)), turns.RemedyEnds(quote="x", worked=True),
        turns.Turn(contact="k1"),
    ):  # fmt: skip
        before, seen = room.case, list(room.events)
        with pytest.raises(Refused):
            room.does(turn)
        assert room.case is before
        assert room.events == seen


def test_a_promise_that_is_late_by_a_millisecond_is_broken(good):
    room = Room(good)
    room.arrives()
    room.does(turns.Leaves(contact="k1"))
    due = room.promises()["daily-news"]
    room.now = due
    room.does(turns.Tells())
    assert names(room.events)[-2:] == ["PromiseKept", "PromiseMade"]
    assert room.promises()["daily-news"] == due + DAY * MINUTE


def test_a_circle_by_way_of_the_records_ends_as_what_it_is():
    round_again = "      - ask: outage\n        again: yes\n        to: {yes: known-outage, no: tv-trouble}\n      - play: tv-no-picture"
    once = "      - ask: outage\n        to: {yes: known-outage, no: next}\n      - play: tv-no-picture"
    room = Room(edited("cest-possible", once, round_again))
    room.arrives()
    room.says("problem", "fault")
    room.says("service", "tv")
    looked = 0
    while room.case.talk("k1") is not None:
        assert [command.fact for command in room.told(to_do.LookUp)] == ["outage"]
        room.knows("outage", "no")
        looked += 1
        assert looked <= 101
    assert [event.how for event in room.events if isinstance(event, e.ContactEnded)] == ["loop"]
