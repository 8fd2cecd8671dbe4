"""Standards measured on events: met, not met, nothing there, or the reason why events cannot tell."""

import pytest

from possible.check.standards import LiveState, live_rows, named, standards
from possible.check.standards.live import MISSING, share_of, within
from possible.measure import MEASURES, Samples, folded
from possible.measure.samples import Sort
from possible.values import events as h
from tests.core.audit.good import GOOD
from tests.core.happenings import DAY, ev

MEASURED = [standard for standard in standards() if standard.live and standard.live.by]


def rows(events, *names):
    asked = [standard for name in names for standard in named(name)]
    return {row.standard.id: row for row in live_rows(asked, folded(Samples(), events))}


def state(events, name):
    return rows(events, name)[name].state


def call(queued, answered, contact="k1", *more):
    ring = ev(h.ContactArrived, queued, contact=contact)
    found = [
        ring,
        ev(h.ContactConnected, queued, contact=contact),
        ev(h.ContactQueued, queued, contact=contact),
    ]
    if answered is not None:
        found.append(ev(h.ContactAnswered, answered, contact=contact))
    return [*found, *more, ev(h.ContactEnded, queued + 900, contact=contact, how="done")]


@pytest.mark.parametrize(("wait", "met"), [(30, True), (31, False), (None, False)])
def test_nine_of_ten_in_thirty_seconds_a_quarter(wait, met):
    calls = [event for n in range(9) for event in call(n * 1000, n * 1000 + 30, f"k{n}")]
    calls += call(20_000, 20_000 + 30, "k8b") + call(21_000, None if wait is None else 21_000 + wait, "k9")
    calls += call(22_000, 22_031, "k10")
    row = rows(calls, "us.fcc.answer_30s")["us.fcc.answer_30s"]
    assert (row.period, row.of, row.good) == ("2026-Q4", 12, 11 if met else 10)
    assert row.state is (LiveState.MET if met else LiveState.NOT_MET)
    assert row.worst == (None if wait is None else 31_000)


def test_a_transfer_is_a_wait_of_its_own_for_the_fcc():
    handed = call(0, 10, "k1", ev(h.TransferAsked, 20), ev(h.ContactAnswered, 60))
    assert rows(handed, "us.fcc.answer_30s")["us.fcc.answer_30s"].of == 2
    assert state(handed, "us.fcc.answer_30s") is LiveState.NOT_MET
    assert state(call(0, 10), "us.fcc.answer_30s") is LiveState.MET


BROKEN = [
    ("best.free-wait", [*call(0, 9), ev(h.CallCharged, 999)], [*call(0, 9), ev(h.CallCharged, 999, phase="talk")]),
    ("fr.conso.L224-38.free_wait", [ev(h.CallCharged, 9, network="own-network")], [ev(h.CallCharged, 9, network="own-network", amount="0 EUR")]),
    ("best.free-number", [ev(h.CallCharged, 9, phase="talk")], call(0, 9)),
    ("best.no-hang-up", [*call(0, 9)[:-1], ev(h.ContactEnded, 99, by="agent", how="hung-up")], call(0, 9)),
    ("us.dc.no_bot_hangup", [*call(0, None)[:-1], ev(h.ContactEnded, 99, by="company", how="hung-up")], call(0, 9)),
    ("pt.dl134.hold_60s", call(0, 9, "k1", ev(h.HoldStarted, 10), ev(h.HoldEnded, 71)), call(0, 9, "k1", ev(h.HoldStarted, 10), ev(h.HoldEnded, 70))),
    ("us.az.hold_status_60s", call(0, 61), [*call(0, 61, "k1")[:3], ev(h.WaitTold, 30), *call(0, 61)[3:]]),
    ("us.fcc.window_4h", [ev(h.VisitBooked, 0, starts=0, ends=4 * 3600 + 1)], [ev(h.VisitBooked, 0, starts=0, ends=4 * 3600)]),
    ("uk.autocomp.pay_30d", [ev(h.PromiseBroken, 0), ev(h.CreditGiven, 30 * DAY + 1)], [ev(h.PromiseBroken, 0), ev(h.CreditGiven, 30 * DAY)]),
    ("us.fcc.refund_credit", [ev(h.PromiseBroken, 0), ev(h.PresenceChanged, 31 * DAY)], [ev(h.PromiseBroken, 0), ev(h.PresenceChanged, 9)]),
    ("br.sac.drop_callback", [ev(h.ContactArrived, 0), ev(h.ConnectionLost, 9)], [ev(h.ContactArrived, 0), ev(h.ConnectionLost, 9), ev(h.CallbackMade, 60)]),
    ("best.call-back", [ev(h.CallbackPromised, 0, due=60), ev(h.CallbackMade, 61)], [ev(h.CallbackPromised, 0, due=60), ev(h.CallbackMade, 60)]),
    ("best.language", [*call(0, 9)[:3], ev(h.ContactAnswered, 9, language="fr")], call(0, 9)),
    ("best.reference", [ev(h.CaseOpened, 0, reference="")], [ev(h.CaseOpened, 0)]),
    ("best.reasoned-no", [ev(h.AnswerGiven, 0), ev(h.AnswerGiven, 1, answer="no")], [ev(h.AnswerGiven, 0), ev(h.AnswerGiven, 1)]),
    ("es.10-2025.13-2_3", [ev(h.CaseClosed, 0, how="after a week")], [ev(h.CaseClosed, 0)]),
    ("es.10-2025.8-2.option", [*call(0, None)[:1], ev(h.PersonAsked, 1), *call(0, None)[1:]], [*call(0, 9)[:1], ev(h.PersonAsked, 1), *call(0, 9)[1:]]),
    ("es.10-2025.8-2.time", call(0, 180), call(0, 179)),
    ("il.6min", call(0, 361), call(0, 360)),
    ("best.said-once", call(0, 9, "k1", ev(h.FactLearnt, 10), ev(h.FactAsked, 11)), call(0, 9, "k1", ev(h.FactAsked, 10), ev(h.FactLearnt, 11))),
    ("us.ny.late_visit_free", [ev(h.VisitBooked, 0, starts=0, ends=9), ev(h.VisitArrived, 10), ev(h.FeeCharged, 20)], [ev(h.VisitBooked, 0, starts=0, ends=9), ev(h.VisitArrived, 10), ev(h.FeeCharged, 20, amount="0 EUR")]),
    ("eu.eecc.106-8", [ev(h.VisitBooked, 0, starts=0, ends=9), ev(h.PresenceChanged, 99)], [ev(h.VisitBooked, 0, starts=0, ends=9), ev(h.CreditGiven, 99)]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "broken", "kept"), BROKEN, ids=[row[0] for row in BROKEN])
def test_a_standard_is_met_by_one_stream_and_not_by_its_neighbour(name, broken, kept):
    assert state(broken, name) is LiveState.NOT_MET
    assert state(kept, name) is LiveState.MET


def test_under_180_seconds_is_under():
    live = named("es.10-2025.8-2.time")[0].live
    assert (within(live, 179_999), within(live, 180_000)) == (True, False)


def test_the_good_stream_meets_what_it_shows():
    broken = {name for name, row in rows(GOOD, "best").items() if row.state is LiveState.NOT_MET}
    assert broken == {"best.person-in-30s", "best.free-number"}


@pytest.mark.parametrize("standard", MEASURED, ids=lambda standard: standard.id)
def test_every_measured_standard_has_a_limit_that_can_be_read(standard):
    live = standard.live
    assert 0 < share_of(live) <= 1
    if MEASURES[live.by] is Sort.LENGTH:
        assert live.limit[0] in "≤<"
        assert within(live, 0)
        assert not within(live, 10**13)
    assert not within(live, -1)


def test_what_is_not_measured_says_why():
    found = list(live_rows(standards(), folded(Samples(), [])))
    assert len(found) == sum(standard.live is not None for standard in standards())
    unmeasured = [row for row in found if row.state is LiveState.UNMEASURED]
    assert len(found) - len(unmeasured) == len(MEASURED) == 38
    assert all(str(row.why) for row in unmeasured)
    assert {row.state for row in found} == {LiveState.UNMEASURED, LiveState.NOTHING}


def test_no_missing_moment_is_listed_for_nothing():
    needed = {moment for standard in standards() if standard.live for moment in standard.live.events}
    assert set(MISSING) <= needed
