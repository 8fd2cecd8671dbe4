"""The journal: append-only, in one settled order for every reader, with the core's own events in it."""

import threading

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from possible.values.events import ContactQueued, OfferMade, OwnerNamed
from possible.values.instant import Instant
from possible_web.keeping import Entry, Follower, action, append, events_of, keep_events
from possible_web.keeping.journal import topics_of
from possible_web.records.models import Journal


@action
def write(*events):
    return keep_events(events)


def named(number, case="7"):
    return OwnerNamed(at=Instant(number), case=case, agent="ines")


def test_events_come_back_as_they_went_in_with_who_may_want_to_look(any_db):
    queued = ContactQueued(at=Instant(5), case="7", contact="12", team="tv", language="en", since=Instant(3))
    offered = OfferMade(at=Instant(6), case="7", contact="12", agent="ines", team="tv", expires=Instant(9))
    write(queued, offered)
    rows = Follower().read()
    assert list(events_of(rows)) == [queued, offered]
    assert [(row.kind, row.case, row.contact, list(topics_of([row]))) for row in rows] == [
        ("contact-queued", 7, "12", ["case-7", "contact-12"]),
        ("offer-made", 7, "12", ["case-7", "contact-12", "agent-ines"]),
    ]


def test_a_line_cannot_be_changed_or_removed(any_db):
    write(named(1))
    for statement in ("UPDATE records_journal SET kind = 'x'", "DELETE FROM records_journal"):
        with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
            cursor.execute(statement)
    for refused in (lambda: Journal.objects.update(kind="x"), Journal.objects.all().delete):
        with pytest.raises(TypeError, match="append-only"):
            refused()
    assert [row.kind for row in Follower().read()] == ["owner-named"]


def test_it_is_not_written_outside_an_action(any_db):
    with pytest.raises(RuntimeError, match="in the transaction of an action"):
        keep_events([named(1)])
    assert Follower().read() == []


def test_an_action_is_kept_wholly_or_not_at_all_and_never_within_another(any_db):
    @action
    def half():
        keep_events([named(1)])
        raise ValueError("half-way")

    with pytest.raises(ValueError, match="half-way"):
        half()
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        write(named(2))
    assert Follower().read() == []


def test_a_sequence_of_a_pool_is_written_once(any_db):
    entry = Entry(at=1, kind="shell-x", body={}, pool="care", pool_seq=1)
    action(append)([entry])
    with pytest.raises(DatabaseError):
        action(append)([entry])
    assert len(Follower().read()) == 1


def test_a_follower_reads_each_row_once_and_in_parts(any_db):
    write(*(named(number) for number in range(5)))
    follower = Follower()
    assert [len(follower.read(2)) for _ in range(4)] == [2, 2, 1, 0]
    write(named(9))
    assert [event.at for event in events_of(follower.read())] == [9]


class Other(threading.Thread):
    """Another connection that writes in step with the test: it has its number first, draws, and ends."""

    def __init__(self, number, end="commit"):
        super().__init__(daemon=True)
        self.number, self.end = number, end
        self.begun, self.draw, self.drawn, self.go = (threading.Event() for _ in range(4))

    def run(self):
        try:
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_current_xact_id()")
                self.begun.set()
                self.draw.wait(10)
                keep_events([named(self.number)])
                self.drawn.set()
                self.go.wait(10)
                transaction.set_rollback(self.end == "rollback")
        finally:
            connection.close()

    def begins(self):
        self.start()
        assert self.begun.wait(10)
        return self

    def draws(self):
        self.draw.set()
        assert self.drawn.wait(10)
        return self

    def ends(self):
        self.go.set()
        self.join(10)


@pytest.mark.postgres
@pytest.mark.parametrize(("end", "read"), [("commit", [1, 2, 3]), ("rollback", [2, 3])])
def test_what_is_committed_late_is_not_passed_over_and_what_is_rolled_back_is(postgres_db, end, read):
    late = Other(1, end).begins().draws()
    write(named(2))
    write(named(3))
    follower = Follower()
    assert [row.at for row in Journal.objects.order_by("position")] == [
        2,
        3,
    ]  # a naive reader would go on here
    assert follower.read() == follower.read() == []
    late.ends()
    assert [event.at for event in events_of(follower.read())] == read


@pytest.mark.postgres
def test_a_gap_is_passed_although_somebody_always_writes(postgres_db):
    with transaction.atomic():
        keep_events([named(1)])
        transaction.set_rollback(True)
    write(named(2))
    busy = Other(3).begins().draws()
    follower = Follower()
    assert follower.read() == []
    younger = Other(4).begins().draws()
    busy.ends()
    assert [event.at for event in events_of(follower.read())] == [2, 3]
    younger.ends()
    assert [event.at for event in events_of(follower.read())] == [4]


@pytest.mark.postgres
def test_the_one_who_is_waited_for_may_have_begun_later(postgres_db):
    first, second = Other(2).begins(), Other(1).begins()
    second.draws()
    first.draws().ends()
    follower = Follower()
    assert [row.at for row in Journal.objects.all()] == [2]
    assert follower.read() == []
    second.ends()
    assert [event.at for event in events_of(follower.read())] == [1, 2]


@pytest.mark.postgres
def test_it_is_not_followed_within_a_transaction(postgres_db):
    with transaction.atomic(), pytest.raises(RuntimeError, match="outside transactions"):
        Follower().read()
