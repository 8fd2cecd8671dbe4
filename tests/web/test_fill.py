"""An invented operator: its rows agree with each other, its journal with the laws, and its life goes on."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import sqlite3
import subprocess

import pytest

from possible.audit import Auditor
from possible.charter import load
from possible.cli.main import main
from possible.floor import Floor
from possible.floor.parts import parts
from possible.journey import turns
from possible.journey.case import Case, CaseState
from possible.values.events import PresenceChanged
from possible.values.instant import HOUR, MINUTE, Instant
from possible.values.plain import from_plain, to_plain
from possible_web.actions import contacts, desk
from possible_web.actions.desk import agent_of
from possible_web.keeping import events_of, pools
from possible_web.keeping.force import force_of
from possible_web.keeping.lines import FLOOR_TOLD
from possible_web.keeping.turning import columns_of, key_of
from possible_web.project import configuration
from possible_web.project.database import LOCK
from possible_web.project.filling import Size, fill
from possible_web.project.filling.fill import FILLED
from possible_web.project.filling.life import lived
from possible_web.project.filling.names import FIXED, MOBILE
from possible_web.project.worker import ring_timers
from possible_web.records.models import Case as CaseRow
from possible_web.records.models import (
    Contact,
    Customer,
    Departure,
    Helper,
    Identity,
    Journal,
    Message,
    Note,
    Outbox,
    Pool,
    SavedReply,
    Staff,
    Timer,
    Visit,
    Waiting,
    WorkOrder,
)
from tests.web.conftest import GOOD, NOW, published
from tests.web.service import POSSIBLE
from tools.lint import ROOT

SIZE = Size(customers=60, seed=5)
START = Instant(NOW - 20 * 24 * HOUR)


@pytest.fixture
def filled(any_db):
    published(GOOD, START)
    return fill(SIZE, START, NOW)


def open_cases():
    return {row.pk: from_plain(Case, row.state) for row in CaseRow.objects.exclude(status="solved")}


def test_rows_agree_with_the_cases_that_they_hold(filled):
    assert filled.customers == Customer.objects.count() >= SIZE.customers
    assert filled.cases == CaseRow.objects.count() >= SIZE.customers
    assert filled.open == len(open_cases())
    for row in CaseRow.objects.select_related("customer", "owner"):
        case = from_plain(Case, row.state)
        assert (case.id, case.reference, case.customer) == (str(row.pk), row.reference, row.customer.token)
        assert (row.owner.name if row.owner else "") == case.owner
        expected = columns_of(case, row.team, Instant(row.changed_at))
        assert {name: getattr(row, name) for name in expected} == expected
        names = {talk.id for talk in case.talks} | {each.contact for each in case.callbacks}
        going_on = set(row.contacts.exclude(state=Contact.State.ENDED).values_list("token", flat=True))
        assert going_on == names
        assert set(Visit.objects.filter(order__case=row).values_list("name", "state")) == {
            (visit.id, visit.state) for visit in case.visits
        }
        accepted = {quote.id for quote in case.quotes if quote.state == "accepted"}
        assert accepted <= set(WorkOrder.objects.filter(case=row).values_list("quote", flat=True))


def test_the_journal_breaks_no_law_and_is_the_story_of_the_rows(filled):
    auditor = Auditor(load(str(GOOD)))
    events = list(events_of(Journal.objects.order_by("position")))
    breaches = [each for event in events for each in auditor.feed(event)] + list(auditor.finish())
    assert [breach.rule.id for breach in breaches] == []
    assert {int(event.case) for event in events if event.case} == set(
        CaseRow.objects.values_list("pk", flat=True)
    )
    ats = list(Journal.objects.order_by("position").values_list("at", flat=True))
    assert ats == sorted(ats)
    assert ats[-1] <= NOW


def test_the_floor_told_by_the_journal_is_the_floor_of_the_rows(filled):
    rows = list(Journal.objects.filter(kind=FLOOR_TOLD).order_by("position"))
    pool = Pool.objects.get(name=pools.ALL)
    assert [row.pool_seq for row in rows] == list(range(1, pool.pool_seq + 1))
    floor = Floor(pools.RULES)
    for row in rows:
        floor.feed(pools.happening_of(row.at, row.body))
    assert parts(floor) == parts(pools.rebuilt(pool))
    assert Waiting.objects.count() >= 4


def test_the_same_seed_gives_the_same_operator_and_another_one_another(charter):
    force = force_of(charter.charter_id)

    def told(seed):
        life = lived(force, Size(customers=12, seed=seed), START, NOW)
        return life.people, life.town.events, {n: to_plain(Case, c) for n, c in life.town.cases.items()}

    assert told(3) == told(3)
    assert told(3)[1] != told(4)[1]


def test_a_folder_with_customers_is_left_as_it_is(any_db, charter):
    Customer.objects.create(name="Somebody", language="fr", since=NOW)
    with pytest.raises(Exception, match="customers here already"):
        fill(SIZE, START, NOW)
    assert (CaseRow.objects.count(), Staff.objects.count(), Message.objects.count()) == (0, 0, 0)
    assert not Journal.objects.filter(kind=FILLED).exists()


def test_a_case_goes_on_and_its_timers_ring(filled):
    for key, case in open_cases().items():
        dues = {f"clock {clock.id}" for clock in case.clocks if clock.due is not None and clock.due > NOW}
        running = set(Timer.objects.filter(case=key, done_at=None).values_list("key", flat=True))
        assert {key_of(key, name) for name in dues} <= running
    before = Journal.objects.count()
    later = Instant(NOW + 3 * MINUTE)
    while ring_timers(later):
        pass
    assert list(Timer.objects.exclude(error="").values_list("key", "error")) == []
    assert Journal.objects.count() > before
    row = CaseRow.objects.get(reference=filled.carter)
    case = from_plain(Case, row.state)
    agreed = contacts.do_take_turn(row.pk, turns.Agrees(contact=case.talks[0].id), later)
    assert [quote.state for quote in agreed.quotes] == ["done", "accepted"]
    assert contacts.do_take_turn(row.pk, turns.IsSolved(), later).state is CaseState.SOLVED


def test_somebody_rings_as_soon_as_ines_is_there(filled):
    ines = Staff.objects.get(name="ines")
    desk.do_change_presence(ines, "available", NOW)
    row = Waiting.objects.filter(taker="ines").order_by("pk")[0]
    contact = desk.do_accept_offer(row.contact, ines, Instant(NOW + MINUTE // 6))
    assert (contact.state, contact.agent.name) == ("connected", "ines")
    assert contact.answered_at == NOW + MINUTE // 6


def test_whoever_is_on_the_floor_is_who_works_here(filled):
    for seat in parts(pools.rebuilt(Pool.objects.get(name=pools.ALL))).presences:
        assert seat.agent == agent_of(Staff.objects.get(name=seat.agent.name))
    roles = set(Staff.objects.values_list("role", flat=True))
    assert roles == {"agent", "lead", "admin", "technician"}
    assert Staff.objects.filter(role="agent").count() == 12
    shown = set(Staff.objects.values_list("shown_name", flat=True))
    assert {"Inès", "Marc", "Youssef", "Nadia", "Amadou", "Julie", "Tom", "Karim"} <= shown
    assert {
        e.agent
        for e in events_of(Journal.objects.filter(kind="presence-changed"))
        if isinstance(e, PresenceChanged)
    } <= {row.name for row in Staff.objects.all()}


def test_nobody_who_is_real_can_be_reached(filled):
    for kind, value in Identity.objects.values_list("kind", "value"):
        if kind == "phone":
            assert value.startswith((MOBILE, FIXED))
            assert len(value) == len("+33639980000")
        else:
            assert value.partition("@")[2] in {"example.org", "example.com", "example.net"}
    assert Identity.objects.filter(kind="phone").count() > 30
    assert Outbox.objects.count() == 0


def test_people_write_in_both_languages_and_the_desk_has_its_own(filled):
    assert {"en", "fr"} <= set(Message.objects.values_list("language", flat=True))
    assert set(Message.objects.values_list("by", flat=True)) == {"customer", "agent"}
    assert not Message.objects.filter(text__contains="⟨").exists()
    assert not Message.objects.filter(text__contains="‹").exists()
    said = Journal.objects.filter(kind="shell-message").values_list("body__message", flat=True)
    assert sorted(said) == sorted(Message.objects.values_list("pk", flat=True))
    assert Note.objects.filter(case__reference=filled.carter).count() == 2
    assert set(SavedReply.objects.values_list("language", flat=True)) == {"en", "fr"}
    helper = Helper.objects.get()
    assert (helper.case.reference, helper.name, helper.allows) == (
        filled.carter,
        "Antoine",
        ["chat", "visit"],
    )
    assert Departure.objects.filter(closed_at=None).count() == min(3, Departure.objects.count())


def test_ms_carters_box_was_swapped_in_vain_and_a_visit_is_on_offer(filled):
    case = from_plain(Case, CaseRow.objects.get(reference=filled.carter).state)
    assert (case.facts["fault"], case.facts["swaps"], case.owner) == ("box", "1", "ines")
    assert [(quote.remedy, quote.price.cents, quote.state) for quote in case.quotes] == [
        ("swap", 0, "done"),
        ("visit", 0, "open"),
    ]
    assert (case.consents["helper"], len(case.talks)) == ("yes", 1)


# ---- the commands ---------------------------------------------------------------------------------------


@pytest.fixture
def said(db, capsys):
    configuration.prepared_data_folder()

    def run(*words):
        code = main([*words, "--lang", "en"])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


def test_fill_says_where_to_look_and_fills_once(said, client):
    code, out, _ = said("fill", "--customers", "10", "--days", "3")
    assert code == 0
    lines = out.splitlines()
    assert lines[0].startswith("Filled in: customers 17, cases ")
    addresses = [line.strip().removeprefix("http://localhost:8000") for line in lines if "http://" in line]
    assert (addresses[0], len(addresses)) == ("/", 9)
    assert [client.get(address).status_code for address in addresses] == [200] * 9
    refused = "possible: There are customers here already; nothing was filled in.\n"
    assert said("fill")[0::2] == (
        2,
        refused + "  try: choose another folder: `--data FOLDER`; `--again` replaces what was filled in\n",
    )


def test_what_was_filled_in_is_replaced_once_nobody_serves_it(tmp_path):
    def filled(*words):
        line = [str(POSSIBLE), "--lang", "en", "fill", "--customers", "5", "--days", "2", *words]
        environment = {**os.environ, "POSSIBLE_DATA_DIR": str(tmp_path / "data")}
        done = subprocess.run(line, capture_output=True, text=True, check=False, env=environment, cwd=ROOT)
        return done.returncode, done.stdout.partition(",")[0], done.stderr.partition("\n")[0]

    assert filled() == (0, "Filled in: customers 12", "")
    file = tmp_path / "data" / configuration.DATABASE

    def seeds():
        with contextlib.closing(sqlite3.connect(file)) as link:
            found = link.execute("SELECT body FROM records_journal WHERE kind = ?", [FILLED]).fetchall()
        return [json.loads(body)["seed"] for (body,) in found]

    with (tmp_path / "data" / LOCK).open("w") as served:
        fcntl.flock(served, fcntl.LOCK_EX)
        assert filled("--again") == (2, "", "possible: This folder is being served.")
    assert seeds() == [1]
    assert filled("--again", "--seed", "2") == (0, "Filled in: customers 12", "")
    assert seeds() == [2]


def test_fill_again_replaces_nothing_that_people_lived(said):
    assert said("publish", "charters/cest-possible")[0] == 0
    Customer.objects.create(name="Somebody", language="fr", since=NOW)
    assert said("fill", "--again")[2].startswith("possible: What is here was not filled in by this command")
    assert Customer.objects.get().name == "Somebody"


def test_the_journal_is_written_as_lines_that_the_audit_reads(said, filled_here, tmp_path):
    file = tmp_path / "events.jsonl"
    count = Journal.objects.exclude(kind__startswith="shell-").count()
    assert said("journal", str(file)) == (0, f"{file}: events: {count}\n", "")
    code, out, _ = said("audit", str(file), "--charter", str(GOOD))
    assert (code, out) == (0, f"{file}: errors 0 · warnings 0 · estimates 0 · events {count}\n")
    code, out, _ = said("journal", "--case", filled_here.carter.lower())
    own = CaseRow.objects.get(reference=filled_here.carter).pk
    assert (code, len(out.splitlines())) == (
        0,
        Journal.objects.filter(case=own).exclude(kind__startswith="shell-").count(),
    )
    assert said("journal", "--case", "NOSUCH")[0] == 2


@pytest.fixture
def filled_here(db):
    published(GOOD, START)
    return fill(Size(customers=10, seed=2), START, NOW)
