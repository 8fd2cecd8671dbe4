"""Six clocks for one call: each law's wait is another number, and each is named."""

from possible.measure.clocks import CLOCKS
from possible.measure.contacts import Contact
from possible.values import events as h
from tests.core.happenings import ev


def waits(*events):
    contact = Contact.began(events[0])
    for event in events[1:]:
        contact.feed(event)
    return {
        name: [None if end is None else (end - start) // 1000 for start, end in clock(contact)]
        for name, clock in CLOCKS.items()
    }


CALL = [
    ev(h.ContactArrived, 0),
    ev(h.ContactConnected, 5),
    ev(h.PersonAsked, 30),
    ev(h.ContactQueued, 33),
    ev(h.ContactAnswered, 70),
    ev(h.TransferAsked, 100),
    ev(h.ContactAnswered, 145, team="network"),
]


def test_one_call_has_six_waits():
    assert waits(*CALL) == {
        "first ring": [70],
        "connected": [65],
        "person asked": [40],
        "queued": [37],
        "transfer asked": [45],
        "set-up and each transfer": [70, 45],
    }


def test_a_call_that_only_a_person_picks_up_waits_nothing_from_the_connection():
    assert waits(CALL[0], CALL[3], CALL[4])["connected"] == [0]
    assert waits(CALL[0], CALL[3], CALL[4])["person asked"] == [37]


def test_who_had_no_person_has_a_wait_without_end():
    assert waits(*CALL[:4], ev(h.ContactEnded, 99)) == {
        "first ring": [None],
        "connected": [None],
        "person asked": [None],
        "queued": [None],
        "transfer asked": [],
        "set-up and each transfer": [None],
    }


def test_who_wanted_nobody_and_whom_we_call_wait_for_nobody():
    nobody = {key: [] for key in CLOCKS}
    assert waits(*CALL[:2], ev(h.ContactEnded, 99)) == nobody
    assert (
        waits(ev(h.ContactArrived, 0, outward=True), ev(h.ContactQueued, 1), ev(h.ContactAnswered, 2))
        == nobody
    )
