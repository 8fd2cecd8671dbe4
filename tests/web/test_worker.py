"""Timers happen once; messages leave at least once, under one key; what fails is tried again and seen."""

import threading
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection, transaction

from possible.values.instant import HOUR, SECOND
from possible_web.keeping import Entry, action, append, locked_case, send, set_timer, stop_timer
from possible_web.keeping.journal import Follower
from possible_web.project import database, worker
from possible_web.project.wiring import EFFECTS, SENDERS
from possible_web.records.models import Case, CharterVersion, Customer, Outbox, Timer
from tests.web.conftest import NOW
from tests.web.service import until


@pytest.fixture(autouse=True)
def effects(monkeypatch):
    """Give effects that leave a line in the journal, one that fails half-way, and one that rings again."""

    def note(timer, moment):
        append([Entry(at=moment, kind="shell-rang", body={"key": timer.key})])

    def fail(timer, moment):
        note(timer, moment)
        raise ValueError("half-way")

    def again(timer, moment):
        note(timer, moment)
        set_timer(timer.key, timer.kind, moment + SECOND)

    for kind, effect in {"note": note, "fail": fail, "again": again}.items():
        monkeypatch.setitem(EFFECTS, kind, effect)


def rung() -> list[str]:
    return [row.body["key"] for row in Follower().read()]


def test_what_is_due_happens_once_in_order_and_what_is_not_waits(any_db):
    set_timer("late", "note", NOW + 1)
    set_timer("b", "note", NOW)
    set_timer("a", "note", NOW - 1)
    assert [worker.ring_timers(NOW), worker.ring_timers(NOW), rung()] == [2, 0, ["a", "b"]]
    assert worker.ring_timers(NOW + 1) == 1
    assert rung() == ["a", "b", "late"]


def test_a_timer_can_be_moved_and_stopped(any_db):
    set_timer("a", "note", NOW)
    set_timer("a", "note", NOW + HOUR)
    set_timer("b", "note", NOW)
    assert (stop_timer("b"), stop_timer("b"), stop_timer("c")) == (True, False, False)
    assert [row.key for row in Timer.objects.all()] == ["a"]
    assert (worker.ring_timers(NOW), rung()) == (0, [])
    assert (worker.ring_timers(NOW + HOUR), rung()) == (1, ["a"])
    assert (stop_timer("a"), Timer.objects.get().done_at) == (False, NOW + HOUR)


def test_an_effect_that_stops_its_own_timer_leaves_the_evidence_that_it_rang(any_db, monkeypatch):
    monkeypatch.setitem(EFFECTS, "note", lambda timer, _: stop_timer(timer.key))
    set_timer("a", "note", NOW)
    assert [worker.ring_timers(NOW), worker.ring_timers(NOW)] == [1, 0]
    assert Timer.objects.get().done_at == NOW


def test_what_an_older_version_stopped_never_rings_and_can_be_set_again(any_db):
    set_timer("a", "note", NOW)
    Timer.objects.update(stopped_at=NOW - 1)
    assert (worker.ring_timers(NOW), rung(), stop_timer("a")) == (0, [], False)
    set_timer("a", "note", NOW)
    assert (worker.ring_timers(NOW), rung()) == (1, ["a"])


def test_old_rows_of_stopped_timers_go_and_what_rang_stays(any_db):
    for key, done, stopped in (("runs", None, None), ("stopped", None, 5), ("rang", 5, None), ("both", 5, 5)):
        Timer.objects.create(key=key, kind="note", due=1, again_at=1, done_at=done, stopped_at=stopped)
    forget = import_module("possible_web.records.migrations.0063_stopped_timers").forget
    forget(apps, SimpleNamespace(connection=connection))
    assert set(Timer.objects.values_list("key", flat=True)) == {"runs", "rang", "both"}


def test_an_effect_that_fails_leaves_nothing_is_tried_again_later_and_keeps_no_other_back(any_db):
    set_timer("bad", "fail", NOW)
    set_timer("good", "note", NOW)
    worker.ring_timers(NOW)
    assert rung() == ["good"]
    bad = Timer.objects.get(key="bad")
    assert (bad.done_at, bad.attempts, bad.again_at, bad.error) == (
        None,
        1,
        NOW + 2 * SECOND,
        "ValueError: half-way",
    )
    assert worker.ring_timers(NOW + SECOND) == 0
    assert worker.ring_timers(NOW + 2 * SECOND) == 1


def test_an_effect_may_set_its_own_timer_anew(any_db):
    set_timer("a", "again", NOW)
    worker.ring_timers(NOW)
    assert Timer.objects.get().done_at is None
    assert (worker.ring_timers(NOW + SECOND), rung()) == (1, ["a", "a"])


def test_a_kind_that_nobody_knows_is_an_error_that_is_seen(any_db):
    set_timer("a", "unheard-of", NOW)
    worker.ring_timers(NOW)
    assert Timer.objects.get().error == "KeyError: 'unheard-of'"


@pytest.mark.parametrize("kind", ["timers", "outbox"])
def test_several_workers_do_each_thing_once(any_db, kind, monkeypatch):
    sent = []
    monkeypatch.setitem(SENDERS, "mail", lambda row: sent.append(row.key))
    for number in range(40):
        set_timer(f"t{number}", "note", NOW)
        send(f"m{number}", "mail", "a@b.example", {}, NOW)

    def run():
        try:
            while worker.ring_timers(NOW) if kind == "timers" else worker.empty_outbox(NOW):
                pass
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    done = rung() if kind == "timers" else sent
    assert sorted(done) == sorted(f"{kind[0].replace('o', 'm')}{number}" for number in range(40))


def test_a_timer_that_rings_and_whoever_stops_it_lock_in_one_order(any_db, monkeypatch):
    """Whoever acts has the case and stops the timer; the worker that would ring it waits for the case first."""
    case = a_case()
    set_timer("t", "case-timer", NOW, {}, case=case.pk)
    rang, acts, stopped = [], threading.Event(), threading.Event()
    monkeypatch.setitem(EFFECTS, "case-timer", lambda timer, _: rang.append(locked_case(timer.case)))

    def act():
        with transaction.atomic(durable=True):
            locked_case(case.pk)
            acts.set()
            until(somebody_waits, 20)
            stop_timer("t")
        stopped.set()
        connection.close()

    thread = threading.Thread(target=act)
    thread.start()
    assert acts.wait(20)
    worker.ring_timers(NOW)
    thread.join()
    assert (stopped.is_set(), rang, Timer.objects.count()) == (True, [], 0)


def somebody_waits():
    """Tell whether a lock is waited for; SQLite has one lock, and does not tell who wants it."""
    if connection.vendor == "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return cursor.fetchone()[0]


def a_case():
    customer = Customer.objects.create(language="en", since=NOW)
    files = {"charter.yaml": ""}
    charter = CharterVersion.objects.create(
        digest="d", company="n", version="2025-12-01", files=files, published_at=NOW
    )
    return Case.objects.create(
        reference="AAAAAA", customer=customer, charter=charter, language="en", opened_at=NOW, changed_at=NOW
    )


def test_the_same_key_is_sent_once_and_a_refusal_is_tried_again(any_db, monkeypatch):
    tries = []

    def refuse(row):
        tries.append(row.key)
        if len(tries) == 1:
            raise OSError("the server is away")

    monkeypatch.setitem(SENDERS, "mail", refuse)
    monkeypatch.setattr(worker, "now", lambda: NOW)
    assert send("k", "mail", "a@b.example", {"subject": "1"}, NOW) is True
    assert send("k", "mail", "a@b.example", {"subject": "2"}, NOW) is False
    worker.empty_outbox(NOW)
    row = Outbox.objects.get()
    assert (row.sent_at, row.attempts, row.error) == (None, 1, "OSError: the server is away")
    assert worker.empty_outbox(NOW + SECOND) == 0
    worker.empty_outbox(NOW + 2 * SECOND)
    row = Outbox.objects.get()
    assert (row.sent_at, row.attempts, row.error, row.payload) == (NOW, 2, "", {"subject": "1"})
    assert (tries, worker.empty_outbox(NOW + HOUR)) == (["k", "k"], 0)


def test_what_was_taken_by_a_worker_that_died_is_sent_after_its_lease(any_db, monkeypatch):
    sent = []
    monkeypatch.setitem(SENDERS, "mail", lambda row: sent.append(row.key))
    send("k", "mail", "a@b.example", {}, NOW)
    worker._take(NOW)  # and then nothing: it was killed
    assert (worker.empty_outbox(NOW + worker.LEASE - 1), sent) == (0, [])
    assert (worker.empty_outbox(NOW + worker.LEASE), sent) == (1, ["k"])


def test_after_three_days_it_is_given_up_and_stays_to_be_seen(any_db, monkeypatch):
    monkeypatch.setitem(SENDERS, "mail", lambda row: 1 / 0)
    send("k", "mail", "a@b.example", {}, NOW)
    later = NOW + worker.GIVE_UP_AFTER + 1
    monkeypatch.setattr(worker, "now", lambda: later)
    worker.empty_outbox(later)
    assert (Outbox.objects.get().given_up_at, worker.empty_outbox(later + HOUR)) == (later, 0)


def test_pauses_between_tries_grow_to_an_hour():
    assert [worker.backoff(attempts) for attempts in (1, 2, 5, 11, 12, 50)] == [
        2 * SECOND,
        4 * SECOND,
        32 * SECOND,
        2048 * SECOND,
        HOUR,
        HOUR,
    ]


def test_one_process_alone_checkpoints_and_the_log_gets_empty(db, tmp_path):
    action(append)([Entry(at=1, kind="shell-x", body={})])
    log = tmp_path / "possible.sqlite3-wal"
    assert log.stat().st_size > 0
    with database.checkpointing() as first, database.checkpointing() as second:
        assert (first, second) == (True, False)
        assert database.checkpoint(tmp_path / "possible.sqlite3") is True
    assert log.stat().st_size == 0
    with connection.cursor() as cursor:
        asked = ("journal_mode", "synchronous", "wal_autocheckpoint", "foreign_keys")
        assert [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in asked] == ["wal", 2, 0, 1]
