"""An action is one transaction of its own; on SQLite the threads of a process write one after the other."""

import threading

import pytest
from django.db import connection, transaction

from possible_web.keeping import action, poke
from possible_web.records.models import Poke
from tests.web.conftest import NOW


def test_threads_of_one_process_wait_for_their_turn_and_not_for_the_database(db):
    """SQLite would turn the second one away at once here: it is told not to wait."""
    inside, done, ended = threading.Event(), threading.Event(), []

    @action
    def slow():
        poke(NOW, "case-1")
        inside.set()
        done.wait(20)

    @action
    def quick():
        poke(NOW, "case-2")

    def act(what):
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout=0")
        what()
        connection.close()
        ended.append(what)

    threads = [threading.Thread(target=act, args=[what]) for what in (slow, quick)]
    threads[0].start()
    assert inside.wait(20)
    threads[1].start()
    threads[1].join(0.3)
    assert ended == []
    done.set()
    for thread in threads:
        thread.join(20)
    assert (ended, Poke.objects.count()) == ([slow, quick], 2)


def test_an_action_within_a_transaction_is_refused(any_db):
    @action
    def inner():
        poke(NOW, "case-1")

    with pytest.raises(RuntimeError), transaction.atomic():
        inner()
    assert Poke.objects.count() == 0
