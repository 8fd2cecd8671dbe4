"""Each law: a stream that keeps it, and the one change that breaks it; the finding names exactly that event."""

from dataclasses import replace

import pytest

from possible.audit import LIVE_RULES, audit
from possible.charter import load
from possible.values import Language, Money
from possible.values import events as h
from tests.core.audit.good import GOOD, LAST, changed, index_of, with_, without
from tests.core.happenings import DAY, ev, later

CHARTER = load("charters/cest-possible")
FR = Language("fr")


def found(events, charter=None):
    return [(breach.rule.id, breach.index) for breach in audit(events, charter)]


@pytest.mark.parametrize("charter", [None, CHARTER], ids=["alone", "with its charter"])
def test_who_serves_as_the_laws_want_is_not_found(charter):
    assert found(GOOD, charter) == []


def at(events, event):
    return events.index(event)


BROKEN_BY_CHANGE = [
    ("free-wait/charged-live", changed(h.CallCharged, phase="queue"), h.CallCharged, 0),
    ("free-wait/charged-live", changed(h.CallCharged, phase="hold"), h.CallCharged, 0),
    ("free-wait/charged-live", changed(h.CallCharged, phase="transfer"), h.CallCharged, 0),
    ("language-kept/answered-live", changed(h.ContactAnswered, language=FR), h.ContactAnswered, 0),
    ("language-kept/said-live", changed(h.SentenceSaid, language=FR), h.SentenceSaid, 0),
    ("language-kept/visit-live", changed(h.VisitBooked, language=FR), h.VisitBooked, 0),
    ("reasoned-no/no-reason-live", changed(h.AnswerGiven, 1, because=""), h.AnswerGiven, 1),
    ("reasoned-no/no-alternative-live", changed(h.AnswerGiven, 1, instead=""), h.AnswerGiven, 1),
    ("reasoned-no/no-appeal-live", changed(h.AnswerGiven, 1, appeal=()), h.AnswerGiven, 1),
    ("reasoned-no/outside-tables-live", changed(h.AnswerGiven, 1, rows=()), h.AnswerGiven, 1),
    ("price-before/no-quote-live", changed(h.FeeCharged, quote=""), h.FeeCharged, 0),
    ("price-before/no-quote-live", changed(h.FeeCharged, remedy="swap"), h.FeeCharged, 0),
    ("price-before/no-quote-live", without(h.QuoteAccepted), h.FeeCharged, 0),
    ("price-before/above-quote-live", changed(h.FeeCharged, amount=Money(11901, "EUR")), h.FeeCharged, 0),
    ("price-before/above-quote-live", changed(h.FeeCharged, amount=Money(11900, "USD")), h.FeeCharged, 0),
    ("price-before/expired-live", changed(h.QuoteGiven, expires=later(165)), h.FeeCharged, 0),
    ("every-wait-has-a-clock/case-waits-live", changed(h.CaseWaits, due=None), h.CaseWaits, 0),
    ("every-wait-has-a-clock/undated-live", changed(h.PromiseMade, due=None), h.PromiseMade, 0),
    ("every-wait-has-a-clock/forgotten-live", changed(h.PromiseKept, id="other", events=without(h.CaseClosed)), h.PromiseMade, 0),
    ("never-dropped/line-lost-live", without(h.CallbackPromised), h.ConnectionLost, 0),
    ("never-dropped/closed-alone-live", changed(h.CaseClosed, how="after a week"), h.CaseClosed, 0),
    ("said-once/case-left-live", changed(h.TransferAsked, case_travels=False), h.TransferAsked, 0),
    ("remedy-owed/nothing-given-live", changed(h.CreditGiven, promise="repair"), h.PromiseBroken, 0),
    ("remedy-owed/asked-for-live", changed(h.CreditGiven, unasked=False), h.CreditGiven, 0),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "events", "cls", "nth"), BROKEN_BY_CHANGE)
def test_one_change_breaks_one_law_at_one_event(rule, events, cls, nth):
    events = [event for event in events if not (rule.startswith("never-dropped/line") and _calls_back(event))]
    assert found(events) == [(rule, index_of(cls, nth, events))]


AWAY = ev(h.CustomerAway, 170, until=175)


@pytest.mark.parametrize(
    ("then", "broken"),
    [
        ([], ["never-dropped/line-lost-live"]),
        ([ev(h.CustomerBack, 174)], []),
        ([ev(h.ContactEnded, 175, by="agent")], []),
    ],
    ids=["forgotten", "back", "over"],
)
def test_who_is_away_comes_back_or_is_not_forgotten(then, broken):
    before = GOOD[: index_of(h.ConnectionLost) - 1]
    events = [*before, AWAY, *then, LAST]
    expected = [(rule, events.index(AWAY)) for rule in broken]
    assert [each for each in found(events) if each[0].startswith("never-dropped")] == expected


def _calls_back(event):
    return event.contact == "k2"


ROUND = [
    ev(h.ContactArrived, 1000, contact="k3", line="english"),
    ev(h.MoveTaken, 1000, contact="k3", spot="dialled english", to="nobody 0"),
    ev(h.MoveTaken, 1001, contact="k3", owner="caller", spot="nobody 0", to="dialled english", sent=True),
    ev(h.ContactEnded, 1002, contact="k3", by="customer", how="done"),
]  # fmt: skip
HAND = ev(h.TransferAsked, 145, agent="marc", from_team="network", to_team="tv")
ASKED = ev(h.FactAsked, 80, agent="ines")
CHANGED = ev(h.LanguageChanged, 80, consent=False)
OTHER_CASE = [
    ev(h.ContactArrived, 2000, contact="k4"),
    ev(h.FactLearnt, 2001, contact="k4", case=""),
    ev(h.CaseOpened, 2002, contact="k4", case="c2"),
    ev(h.PromiseMade, 2003, contact="k4", case="c2", id="p9"),
    ev(h.ContactEnded, 2010, contact="k4", case="c2"),
    ev(h.PromiseKept, 2020, contact="", case="c2", id="p9"),
    ev(h.CaseClosed, 2030, contact="", case="c2"),
]
OTHER_ANSWER = ev(h.AnswerGiven, 20_000, case="c7", contact="", answer="no", instead="x", appeal=("y",))
QUEUED = [ev(h.ContactArrived, 5000, contact="k5"), ev(h.ContactQueued, 5000, contact="k5")]
WORDS = [ev(h.WaitTold, 5000 + second, contact="k5") for second in range(20, 500, 20)]
SERVED = [ev(h.ContactAnswered, 5500, contact="k5"), ev(h.ContactEnded, 5600, contact="k5")]
SENT_AWAY = [
    ev(h.ContactArrived, 6000, contact="k6"),
    ev(h.ContactEnded, 6009, contact="k6", case="", by="company", how="sent-away"),
]
HUNG_UP = [
    ev(h.ContactArrived, 7000, contact="k7"),
    ev(h.ContactQueued, 7000, contact="k7", case=""),
    ev(h.ContactAnswered, 7001, contact="k7", case=""),
    ev(h.ContactEnded, 7900, contact="k7", case="", by="agent", how="hung-up"),
]
MOVED = ev(h.VisitMoved, 500, starts=2 * DAY, ends=2 * DAY + 7200, consent=False)

BROKEN_BY_MORE = [
    ("no-loop/sent-back-live", with_(*ROUND), ROUND[2], None),
    ("no-loop/handed-back-live", with_(HAND), HAND, None),
    ("said-once/asked-twice-live", with_(ASKED), ASKED, None),
    ("said-once/new-case-live", with_(*OTHER_CASE), OTHER_CASE[2], None),
    ("language-kept/dropped-live", with_(CHANGED), CHANGED, None),
    ("one-answer/another-answer-live", with_(OTHER_ANSWER), OTHER_ANSWER, None),
    ("no-dead-end/left-alone-live", with_(*SENT_AWAY), SENT_AWAY[1], None),
    ("never-dropped/hung-up-live", with_(*HUNG_UP), HUNG_UP[3], None),
    ("kept-slot/moved-live", with_(MOVED), MOVED, None),
    ("kept-slot/moved-live", with_(ev(h.VisitCancelled, 500)), ev(h.VisitCancelled, 500), None),
    ("every-wait-has-a-clock/past-limit-live", with_(*QUEUED, *WORDS, *SERVED), QUEUED[1], CHARTER),
    ("every-wait-has-a-clock/silent-live", with_(*QUEUED, ev(h.ContactAnswered, 5040, contact="k5")), QUEUED[1], CHARTER),
    ("price-before/raised-live", with_(ev(h.QuoteGiven, 165, quote="q2", price="12000 EUR")), ev(h.QuoteGiven, 165, quote="q2", price="12000 EUR"), None),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "events", "breaker", "charter"), BROKEN_BY_MORE)
def test_what_is_added_breaks_one_law_at_one_event(rule, events, breaker, charter):
    assert found(events, charter) == [(rule, events.index(breaker))]


def test_a_window_missed_is_owned_up_to_within_a_day():
    silent = without(h.PromiseBroken, events=without(h.CreditGiven))
    assert found(silent) == [("kept-slot/missed-live", index_of(h.VisitArrived, events=silent))]
    nobody = without(h.VisitArrived, events=without(h.VisitDone, events=silent))
    assert found(nobody) == [("kept-slot/missed-live", index_of(h.VisitBooked, events=nobody))]
    early = changed(h.VisitArrived, at=later(DAY - 60), events=silent)
    assert found(sorted(early, key=lambda event: event.at))[0][0] == "kept-slot/missed-live"
    in_time = changed(h.VisitArrived, at=later(DAY + 60), events=silent)
    assert found(sorted(in_time, key=lambda event: event.at)) == []


CALLED_OFF = [
    ev(h.VisitCancelled, 500),
    ev(h.PromiseBroken, 500, promise="visit-kept", id="p2"),
    ev(h.CreditGiven, 500, credit="visit", promise="visit-kept", amount="3200 EUR"),
]


@pytest.mark.parametrize("charter", [None, CHARTER])
def test_a_window_that_is_called_off_is_owned_up_to_in_the_same_instant(charter):
    events = [*GOOD[: index_of(h.ConnectionLost)], *CALLED_OFF, ev(h.CaseClosed, 600), LAST]
    told = found(events, charter)
    assert "kept-slot/moved-live" not in [rule for rule, _ in told]
    late = [*events[:-4], *(replace(each, at=later(501)) for each in events[-4:-2]), *events[-2:]]
    assert ("kept-slot/moved-live", events.index(CALLED_OFF[0])) in found(late, charter)


def test_another_broken_promise_does_not_own_up_to_a_window_called_off():
    other = ev(h.PromiseBroken, 500, promise="reply", id="p3")
    events = [*GOOD[: index_of(h.ConnectionLost)], CALLED_OFF[0], other, LAST]
    assert ("kept-slot/moved-live", events.index(CALLED_OFF[0])) in found(events, CHARTER)


def test_a_quote_that_was_declined_or_outlived_by_a_fact_can_still_be_accepted_and_charged():
    for between in (
        ev(h.QuoteDeclined, 165),
        ev(h.FactLearnt, 165, fact="swaps", value="1", source="records"),
    ):
        assert found(with_(between)) == []


def test_a_fee_that_fell_away_is_not_charged():
    events = with_(ev(h.FeeWaived, 200, promise="visit-kept"))
    assert found(events) == [("price-before/waived-live", index_of(h.FeeCharged, events=events))]


def test_a_charge_is_not_collected_while_it_is_disputed():
    disputed = [ev(h.ChargeDisputed, DAY + 10_000), ev(h.PutOnBill, DAY + 10_001), LAST]
    events = [*GOOD[:-1], *disputed]
    assert found(events) == [("price-before/collected-live", events.index(disputed[1]))]
    credit = replace(disputed[1], amount=Money(-3200, "EUR"))
    assert found([*GOOD[:-1], disputed[0], credit, LAST]) == []
    for over in (
        ev(h.DisputeWithdrawn, DAY + 10_000),
        ev(h.DisputeSettled, DAY + 10_000, appeal=("mediator",)),
    ):
        assert found([*GOOD[:-1], disputed[0], over, *disputed[1:]]) == []


def test_a_dispute_is_rejected_with_a_reason_and_where_to_appeal():
    good = ev(h.DisputeSettled, DAY + 10_001, appeal=("mediator",))
    for changes, rules in (
        ({}, []),
        ({"reason": ""}, ["reasoned-no/no-reason-live"]),
        ({"appeal": ()}, ["reasoned-no/no-appeal-live"]),
        ({"appeal": (), "amount": Money(11_900, "EUR")}, []),
    ):
        events = [*GOOD[:-1], ev(h.ChargeDisputed, DAY + 10_000), replace(good, **changes), LAST]
        assert [rule for rule, _ in found(events)] == rules


def test_who_says_that_it_is_another_matter_has_another_one():
    events = with_(
        *[
            replace(each, anew=True) if isinstance(each, h.CaseOpened) and each.case == "c2" else each
            for each in OTHER_CASE
        ]
    )
    assert [rule for rule, _ in found(events) if rule == "said-once/new-case-live"] == []
    assert [rule for rule, _ in found(with_(*OTHER_CASE)) if rule == "said-once/new-case-live"] != []


def test_a_case_that_waits_past_its_time_is_stuck():
    events = [ev(h.CaseOpened, 0), ev(h.CaseWaits, 1, due=DAY), LAST]
    assert found(events) == [("every-wait-has-a-clock/case-stuck-live", 1)]
    assert found([*events[:2], ev(h.PromiseMade, DAY, due=121 * DAY), LAST]) == []


def test_the_step_of_the_company_comes_round_again():
    on = ev(h.MoveTaken, 200, spot="a", to="b")
    back = ev(h.MoveTaken, 201, spot="b", to="a")
    begin = [ev(h.ContactArrived, 0)]
    assert found([*begin, on, back]) == [("no-loop/round-again-live", 2)]
    learnt = ev(h.FactLearnt, 200, fact="service", value="tv")
    assert found([*begin, on, learnt, back]) == []
    known = [ev(h.FactLearnt, 100, fact="service", value="tv")]
    assert found([*begin, *known, on, learnt, back]) == [("no-loop/round-again-live", 4)]
    heard_again = ev(h.MoveTaken, 201, owner="caller", spot="b", to="a")
    assert found([*begin, on, heard_again, ev(h.MoveTaken, 202, spot="a", to="b")]) == []


def test_a_circle_goes_on_in_the_next_call_when_the_company_sent_the_customer():
    first = [
        ev(h.ContactArrived, 0, line="english"),
        ev(h.MoveTaken, 1, case="", spot="dialled english", to="closed 0"),
        ev(h.MoveTaken, 2, case="", owner="caller", spot="closed 0", to="dialled service", sent=True),
        ev(h.ContactEnded, 3, case=""),
    ]
    second = [
        ev(h.ContactArrived, 60, contact="k2"),
        ev(h.MoveTaken, 61, case="", contact="k2", spot="dialled service", to="no 0"),
        ev(
            h.MoveTaken,
            62,
            case="",
            contact="k2",
            owner="caller",
            spot="no 0",
            to="dialled english",
            sent=True,
        ),
        ev(h.ContactEnded, 63, case="", contact="k2"),
    ]
    assert found(first + second) == [("no-loop/sent-back-live", 6)]
    own_wish = [first[0], first[1], ev(h.ContactEnded, 3, case=""), *second]
    assert found(own_wish) == []
    elsewhere = [*first, ev(h.ContactArrived, 60, contact="k2", line="english"), *second[1:]]
    assert found(elsewhere) == []  # sent to `service`, they tried `english` again


def test_credits_pay_the_oldest_charge_and_only_in_full():
    call = [
        ev(h.ContactArrived, 0), ev(h.ContactQueued, 1), ev(h.ContactAnswered, 50),
        ev(h.CallCharged, 60, amount="30 EUR"), ev(h.CallCharged, 60, phase="hold", amount="20 EUR"),
    ]  # fmt: skip
    give = ev(h.CreditGiven, 100, credit="refund", promise="", amount="30 EUR")
    assert found([*call, give, LAST]) == [("free-wait/charged-live", 4)]
    assert (
        found([*call, give, ev(h.CreditGiven, 101, credit="refund", promise="", amount="20 EUR"), LAST]) == []
    )
    short = ev(h.CreditGiven, 100, credit="refund", promise="", amount="49 EUR")
    assert found([*call, short, LAST]) == [("free-wait/charged-live", 4)]
    asked = ev(h.CreditGiven, 100, credit="refund", promise="", amount="50 EUR", unasked=False)
    assert found([*call, asked, LAST]) == [("free-wait/charged-live", 3), ("free-wait/charged-live", 4)]
    late = ev(h.CreditGiven, 31 * DAY, credit="refund", promise="", amount="50 EUR")
    assert found([*call, late, LAST]) == [("free-wait/charged-live", 3), ("free-wait/charged-live", 4)]
    assert found(call) == []  # what is not due yet is no breach


def test_talking_to_a_machine_is_waiting():
    events = [ev(h.ContactArrived, 0), ev(h.CallCharged, 60, phase="talk"), LAST]
    assert found(events) == [("free-wait/charged-live", 1)]


def test_an_exception_with_a_reason_excuses_another_answer_and_no_table():
    told = ev(h.AnswerGiven, 20, case="c7", contact="", answer="loan", rows=())
    first = ev(h.AnswerGiven, 10, case="c6", contact="")
    assert found([first, told, LAST]) == [
        ("one-answer/another-answer-live", 1), ("reasoned-no/outside-tables-live", 1),
    ]  # fmt: skip
    before = ev(h.ExceptionGranted, 20, case="c7", contact="", answer="loan")
    assert found([first, before, told, LAST]) == []
    assert found([first, told, before, LAST]) == []  # the same instant: one act
    after = ev(h.ExceptionGranted, 21, case="c7", contact="", answer="loan")
    assert len(found([first, told, after, LAST])) == 2
    elsewhere = ev(h.ExceptionGranted, 20, case="c8", contact="", answer="loan")
    assert len(found([first, elsewhere, told, LAST])) == 2


def test_an_answer_of_the_charter_is_held_against_its_table():
    from possible.charter import digest

    facts = (("contacts", "1"), ("fault", "home"), ("outage", "no"), ("swaps", "0"))
    right = ev(h.AnswerGiven, 0, facts=facts, charter=digest(CHARTER), price="11900 EUR")
    wrong = ev(h.AnswerGiven, 0, facts=facts, charter=digest(CHARTER), answer="swap")
    dear = ev(h.AnswerGiven, 0, facts=facts, charter=digest(CHARTER), price="12900 EUR")
    assert found([right, LAST], CHARTER) == []
    assert found([wrong, LAST], CHARTER) == [("one-answer/not-the-table-live", 0)]
    assert found([dear, LAST], CHARTER) == [("one-answer/not-the-table-live", 0)]
    assert found([wrong, LAST]) == []


def test_a_share_that_was_missed_is_an_estimate_of_the_period():
    month = [ev(h.PromiseBroken, 60, promise="answered")]
    month += [ev(h.PromiseKept, second, promise="answered") for second in range(70, 70 + 18)]
    assert found([*month, LAST], CHARTER) == [("keepable/share-missed-live", 0)]
    (breach,) = audit([*month, LAST], CHARTER)
    assert str(breach.message) == "answered was kept 18 times of 19 in 2026-12; promised are 95 %."
    assert breach.rule.level == "estimate"
    assert found([*month, ev(h.PromiseKept, 100, promise="answered"), LAST], CHARTER) == []
    assert found(month, CHARTER) == []  # the month is not over


def test_without_a_written_limit_three_minutes_of_silence_are_too_long():
    was = load("charters/as-it-was")
    waits = [ev(h.ContactArrived, 0), ev(h.ContactQueued, 0)]
    assert found([*waits, ev(h.ContactAnswered, 184)], was) == []
    assert found([*waits, ev(h.ContactAnswered, 186)], was) == [("every-wait-has-a-clock/no-limit-live", 1)]
    told = [*waits, ev(h.WaitTold, 100), ev(h.ContactAnswered, 280)]
    assert found(told, was) == []
    assert found([*waits, ev(h.ContactAnswered, 1000)]) == []  # without a charter nothing is judged


def test_a_sentence_said_in_both_languages_is_said():
    both = changed(h.SentenceSaid, language=FR)
    again = ev(h.SentenceSaid, 3, case="")
    assert found(with_(again, events=both)) == []
    assert found(with_(ev(h.SentenceSaid, 3, case="", language=FR))) == []


def test_a_language_chosen_or_consented_to_is_the_one_wanted():
    chosen = ev(h.FactLearnt, 4, case="", fact="language", value="fr")
    answered = [changed(h.ContactAnswered, nth, language=FR) for nth in range(3)]
    assert ("language-kept/answered-live", index_of(h.ContactAnswered, 0)) in found(answered[0])
    agreed = ev(h.LanguageChanged, 60)
    events = [ev(h.ContactArrived, 0), agreed, ev(h.ContactAnswered, 70, language="fr")]
    assert found(events) == []
    assert found([ev(h.ContactArrived, 0), chosen, ev(h.ContactAnswered, 70, language="fr")]) == []


def test_a_path_is_the_contacts_own_events_up_to_the_breach():
    other = ev(h.ContactArrived, 1, contact="k9", customer="dupont")
    (breach,) = audit(
        [
            SENT_AWAY[0].__class__ and ev(h.ContactArrived, 0),
            other,
            ev(h.ContactEnded, 9, case="", by="company", how="sent-away"),
        ]
    )
    assert [str(step) for step in breach.path] == ["first ring on service", "ended by company: sent-away"]
    assert breach.at == later(9)


def test_every_rule_is_tested_here():
    tested = {row[0] for row in (*BROKEN_BY_CHANGE, *BROKEN_BY_MORE)} | {
        "no-loop/round-again-live", "one-answer/not-the-table-live", "kept-slot/missed-live",
        "every-wait-has-a-clock/case-stuck-live", "every-wait-has-a-clock/no-limit-live", "keepable/share-missed-live",
            "price-before/waived-live", "price-before/collected-live",
    }  # fmt: skip
    assert {rule.id for rule in LIVE_RULES} == tested


def test_time_that_runs_backwards_is_refused():
    from possible.values import Refused

    with pytest.raises(Refused, match="An event of"):
        audit([ev(h.HoldStarted, 1), ev(h.HoldEnded, 0)])


def test_what_is_looked_at_anew_after_something_was_done_is_not_asked_twice():
    assert found(with_(ev(h.FactAsked, 80, anew=True))) == []


@pytest.mark.parametrize("charter", [None, CHARTER], ids=["alone", "with its charter"])
@pytest.mark.parametrize(
    ("remedy", "done", "broken"),
    [
        ("loan", ev(h.RemedyDone, 171, contact="", remedy="loan", worked=False), []),
        ("visit", ev(h.VisitDone, 171, contact="", fixed=False), []),
        (
            "loan",
            ev(h.RemedyDone, 171, contact="", remedy="swap", worked=False),
            ["price-before/raised-live"],
        ),
    ],
)
def test_what_was_given_once_may_have_another_price_the_second_time(remedy, done, broken, charter):
    events = [
        ev(h.QuoteGiven, 161, remedy=remedy, quote="q7", price="0 EUR", expires=DAY),
        ev(h.QuoteAccepted, 170, quote="q7"),
        done,
        ev(h.QuoteGiven, 172, remedy=remedy, quote="q8", price="5 EUR", expires=DAY),
    ]
    assert [rule for rule, _ in found(events, charter) if rule.startswith("price-before")] == broken


def test_a_promise_whose_matter_ended_is_not_forgotten():
    open_still = without(h.CaseClosed, events=without(h.PromiseKept))
    assert found(open_still) == [("every-wait-has-a-clock/forgotten-live", 8)]
    assert (
        found(with_(ev(h.PromiseEnded, 9000, contact="", promise="repair", id="p1"), events=open_still)) == []
    )


def test_news_is_a_word_and_a_move():
    waits = [ev(h.CaseOpened, 0), ev(h.CaseWaits, 1, due=DAY)]
    assert found([*waits, ev(h.NewsTold, DAY), LAST]) == []
    queue = [*QUEUED, ev(h.NewsTold, 5025, contact="k5"), ev(h.ContactAnswered, 5055, contact="k5")]
    assert found(queue, CHARTER) == []
    assert len(found([queue[0], queue[1], queue[3]], CHARTER)) == 1


def test_who_is_sent_to_another_line_is_judged_by_what_is_found_there():
    def sent(to):
        move = ev(
            h.MoveTaken, 6008, contact="k6", case="", owner="caller", spot="at closed/0", to=to, sent=True
        )
        return found(with_(SENT_AWAY[0], move, SENT_AWAY[1]))

    assert sent("dialled english") == []
    assert [rule for rule, _ in sent("dialled service")] == ["no-dead-end/left-alone-live"]  # the line itself


def test_what_people_go_through_with_the_customer_is_no_circle():
    begin = [ev(h.ContactArrived, 0), ev(h.ContactQueued, 1), ev(h.ContactAnswered, 9)]
    on = [
        ev(h.MoveTaken, 9, spot="waiting tv", to="with tv"),
        ev(h.MoveTaken, 20, owner="agent", spot="with tv", to="at leaving/0"),
        ev(h.MoveTaken, 30, spot="at leaving/0", to="with tv"),
    ]
    assert found([*begin, *on, LAST]) == []
    nobody = [begin[0], on[0], replace(on[1], owner="company"), on[2], LAST]
    assert found(nobody) == [("no-loop/round-again-live", 3)]
    in_vain = [
        ev(h.TransferAsked, 40, from_team="tv", to_team="network"),
        ev(h.MoveTaken, 41, owner="agent", spot="with tv", to="waiting network handed"),
        ev(h.MoveTaken, 60, spot="waiting network handed", to="with tv"),
        ev(h.ContactEnded, 99, by="agent", how="done"),
    ]
    assert found([*begin, *on, *in_vain, LAST]) == []


def test_what_was_said_in_one_contact_is_not_asked_in_the_next_of_the_case():
    first = [ev(h.ContactArrived, 0), ev(h.CaseOpened, 1), ev(h.FactLearnt, 2), ev(h.ContactEnded, 3)]
    later_on = [ev(h.ContactArrived, 60, contact="k2"), ev(h.CaseJoined, 61, contact="k2")]
    again = ev(h.FactAsked, 62, contact="k2")
    assert found([*first, *later_on, again]) == [("said-once/asked-twice-live", 6)]
    assert found([*first, *later_on, ev(h.FactAsked, 62, contact="k2", fact="service")]) == []


def test_at_its_very_instant_nothing_is_late():
    broken = ev(h.PromiseBroken, 0)
    assert found([broken, ev(h.CreditGiven, 30 * DAY), LAST]) == []
    assert found([broken, ev(h.CreditGiven, 30 * DAY + 1), LAST]) == [("remedy-owed/nothing-given-live", 0)]
