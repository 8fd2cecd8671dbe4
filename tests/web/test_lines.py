"""A line of the journal says nothing twice: what its columns hold is put back when it is read."""

import json
from types import SimpleNamespace

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from possible.floor import Joined, Want
from possible.values.event_forms import KIND, as_json, kind_of, kinds
from possible.values.events import MoveTaken, OfferMade
from possible.values.instant import Instant
from possible_web.keeping import Entry, action, append, events_of, keep_events
from possible_web.keeping import journal as keeping
from possible_web.keeping.journal import append_history
from possible_web.keeping.lines import INTEREST, LINE, content_of, event_of, topics_of
from possible_web.keeping.pools import entry_of as told_to_a_floor
from possible_web.keeping.pools import happening_of
from possible_web.live.hub import missed
from possible_web.records.models import Journal
from tests.core.values import random_events

CALLED = st.sampled_from(["", "7", "07", "c7", "٧"])
SOME = ("desk-cases", "agent-max")


def as_stored(entry):
    """Return the columns of an entry as the database gives them back."""
    row = keeping._row(entry)
    return SimpleNamespace(**{**row, "body": json.loads(json.dumps(row["body"]))})


def topics_before(event, topics):
    """Return the topics that a line of an event kept before its own were left out."""
    people = (getattr(event, name, "") for name in ("agent", "owner"))
    own = [
        *([f"case-{event.case}"] if event.case else ()),
        *([f"contact-{event.contact}"] if event.contact else ()),
        *(f"agent-{name}" for name in people if name),
    ]
    return list(dict.fromkeys([*own, *topics]))


def of(row, names):
    return [getattr(row, name) for name in names]


@pytest.mark.parametrize("cls", kinds().values(), ids=kind_of)
def test_every_event_comes_back_from_its_columns_and_its_body(cls):
    @given(random_events.of_class(cls), CALLED, st.sampled_from(["", "k1"]), st.sampled_from([(), SOME]))
    def law(event, case, contact, topics):
        event.case, event.contact = case, contact
        row = as_stored(keeping.entry_of(event, topics))
        assert event_of(*of(row, LINE)) == event
        assert not {"at", "contact", KIND} & row.body.keys()
        assert ("case" in row.body) == (case in ("07", "c7", "٧"))
        assert content_of(*of(row, LINE)) == json.loads(json.dumps(as_json(event)))
        assert set(topics_of(*of(row, INTEREST))) == set(topics_before(event, topics))
        assert not any(topic in row.topics for topic in ("case-", "contact-"))

    law()


MOVED = MoveTaken(
    at=Instant(1_764_580_000_123), case="7", contact="k1", owner="caller", key=("a", "b"), spot="s", to="t"
)


def test_an_old_line_that_says_all_of_it_reads_as_a_new_one(any_db):
    body = as_json(MOVED)
    old = Entry(at=MOVED.at, kind=body.pop(KIND), body=body, case=7, contact="k1")
    spelled = "case-7 contact-k1 agent-caller desk-cases"
    action(append)([old])
    action(lambda: keep_events([MOVED], ["desk-cases"]))()
    first, second = Journal.objects.order_by("position")
    assert list(events_of([first, second])) == [MOVED, MOVED]
    assert second.body == {"owner": "caller", "key": ["a", "b"], "spot": "s", "to": "t"}
    assert second.topics == "+"
    first.topics = spelled
    assert [topics_of(*of(row, INTEREST)) for row in (first, second)] == [spelled.split()] * 2


def test_what_an_old_body_says_counts_more_than_its_columns():
    body = {"at": "2025-12-01T09:06:40.001Z", "case": "c9", "contact": "k2", "agent": "ines", "team": "tv"}
    event = event_of("offer-made", 5, 7, "k1", {**body, "expires": "2025-12-01T09:06:41.000Z"})
    assert event == OfferMade(
        at=Instant(1_764_580_000_001), case="c9", contact="k2", agent="ines", team="tv",
        expires=Instant(1_764_580_001_000),
    )  # fmt: skip


def test_what_a_floor_was_told_has_its_moment_in_the_column_and_in_an_old_body():
    want = Want(contact="k1", team="tv", language="fr", channel="chat", since=Instant(3))
    joined = Joined(at=Instant(5), want=want)
    row = as_stored(told_to_a_floor(joined, "all", 1))
    assert "at" not in row.body
    assert (row.topics, topics_of(*of(row, INTEREST))) == ("", ["pool-all"])
    assert happening_of(row.at, row.body) == joined
    assert happening_of(9, {**row.body, "at": 5}) == joined


def test_json_is_kept_without_blanks(db):
    action(lambda: keep_events([MOVED]))()
    action(append_history)([keeping.entry_of(MOVED)])
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM records_journal")
        assert [text for (text,) in cursor.fetchall()] == [
            '{"owner":"caller","key":["a","b"],"spot":"s","to":"t"}'
        ] * 2
    assert Journal.objects.filter(body__owner="caller", body__key__0="a").count() == 2


def test_a_line_of_the_shell_interests_those_whom_its_writer_named_and_nobody_else():
    body = {"agent": "ines", "visit": "v1"}
    silent = as_stored(Entry(at=1, kind="shell-visit-rated", body=body, case=7))
    assert topics_of(*of(silent, INTEREST)) == []
    noted = as_stored(Entry(at=1, kind="shell-note", body=body, case=7, topics=("case-7", "agent-max")))
    assert topics_of(*of(noted, INTEREST)) == ["case-7", "agent-max"]
    wanted = ("case-7", "contact-k1", "desk-cases", "agent-max")
    said = as_stored(Entry(at=1, kind="shell-message", body=body, case=7, contact="k1", topics=wanted))
    assert (said.topics, topics_of(*of(said, INTEREST))) == ("+ agent-max", list(wanted))


def test_who_comes_back_is_told_what_the_lines_tell_of_themselves(any_db):
    action(lambda: keep_events([MOVED]))()
    looked_at = frozenset({"case-7", "contact-k1", "agent-caller", "desk-cases", "case-8"})
    assert missed(looked_at, 0) == {"case-7", "contact-k1", "agent-caller"}


@pytest.mark.parametrize("table", ["journal", "message", "contact", "case"])
def test_what_every_case_has_many_of_is_in_no_index_twice(any_db, table):
    with connection.cursor() as cursor:
        known = connection.introspection.get_constraints(cursor, f"records_{table}")
    columns = {name: each["columns"] for name, each in known.items() if each["index"] and each["columns"]}
    assert len(columns) >= 2
    twice = [
        (one, other)
        for one, mine in columns.items()
        for other, theirs in columns.items()
        if one != other and theirs[: len(mine)] == mine
    ]
    assert twice == []
