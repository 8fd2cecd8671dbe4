"""A backup is exact: out of one database, into another of either kind, and out again as the same bytes."""

import gzip

import pytest
from django.db import connection

from possible.values import Refused
from possible.values.instant import HOUR, Instant
from possible_web.actions.van import do_act_in_van
from possible_web.keeping import keep_events, poke
from possible_web.keeping.action import action
from possible_web.keeping.errands import Sent
from possible_web.project import archive
from possible_web.project.archive import read_backup, tables, write_backup
from possible_web.records.models import (
    Attachment,
    Case,
    Contact,
    Customer,
    Journal,
    Message,
    Timer,
    VanAct,
    VisitFile,
)
from tests.web.conftest import GOOD, NOW, published
from tests.web.test_journal import named
from tests.web.van.road import PNG, act, technician, visit_of


def test_photos_and_signatures_of_the_van_are_there_and_back_a_few_at_a_time(
    any_db, charter, tmp_path, migrated, request, monkeypatch
):
    amadou = technician(NOW)
    visit = visit_of(amadou, NOW, Instant(NOW + HOUR))
    there = Instant(visit.starts + 1)
    pictures = [b"\x89PNG\r\n\x1a\n" + bytes([number]) * 70_000 for number in range(12)]
    for number, content in enumerate(pictures):
        do_act_in_van(
            amadou, act("photo", visit, key=f"photo-{number:03}", file=Sent("a.png", content)), there
        )
    signed = act("end", visit, file=Sent("s.png", PNG), fixed="yes", cause="equipment", signed="Ms Carter")
    do_act_in_van(amadou, signed, there)
    sizes = []
    rows_of = archive._next_rows
    monkeypatch.setattr(archive, "_next_rows", lambda model, last: noted(sizes, model, rows_of(model, last)))
    write_backup(tmp_path / "first")
    assert sizes == [8, 5, 0]
    into_an_empty_one(request, migrated, tmp_path)
    read_backup(tmp_path / "first")
    kept = VisitFile.objects.order_by("pk").select_related("attachment")
    assert [bytes(each.attachment.content) for each in kept] == [*pictures, PNG]
    assert [each.kind for each in kept] == ["photo"] * 12 + ["sign"]
    assert VanAct.objects.count() == 13


def noted(sizes, model, rows):
    """Note how many rows were read at a time of the table that holds pictures."""
    if model is Attachment:
        sizes.append(len(rows))
    return rows


@pytest.fixture
def filled(any_db):
    """Give a database with rows of many kinds: JSON, bytes, dates, nothing, and what points to what."""
    version = published(GOOD, NOW).charter
    customer = Customer.objects.create(
        name="Ms Carter é \u202e {x}", language="en", since=NOW, known={"swaps": 1}
    )
    case = Case.objects.create(
        reference="4812", customer=customer, charter=version, language="en", opened_at=NOW, changed_at=NOW,
        state={"facts": {"service": "tv"}, "list": [1, None, "é"]},
    )  # fmt: skip
    contact = Contact.objects.create(
        token="t", case=case, customer=customer, line="chat", channel="chat", language="en",
        arrived_at=NOW,
    )  # fmt: skip
    said = Message.objects.create(
        key="m", case=case, contact=contact, by="customer", text="Black\nscreen", at=NOW
    )
    Attachment.objects.create(
        case=case, message=said, token="a", name="box.png", media_type="image/png", size=3, digest="d",
        content=b"\x00\xff\n", at=NOW,
    )  # fmt: skip
    Timer.objects.create(key="k", kind="note", due=NOW, again_at=NOW, payload={"json": [1]})
    action(keep_events)([named(NOW, str(case.pk)) for _ in range(1100)])
    poke(NOW, "case-1")
    return any_db


def test_every_table_is_in_it_but_sessions_and_permissions():
    names = {model._meta.label for model in tables()}
    assert {"records.Journal", "records.Account", "account.EmailAddress", "mfa.Authenticator"} <= names
    assert {name.partition(".")[0] for name in names} == {"records", "account", "mfa"}


def test_there_and_back_is_the_same_to_the_byte(filled, tmp_path, migrated, request):
    first, second = tmp_path / "first", tmp_path / "second"
    count = write_backup(first)
    assert first.stat().st_mode & 0o777 == 0o600
    into_an_empty_one(request, migrated, tmp_path)
    assert read_backup(first) == count
    assert Journal.objects.count() == 1101
    assert write_backup(second) == count
    assert second.read_bytes() == first.read_bytes()
    assert bytes(Attachment.objects.get().content) == b"\x00\xff\n"
    # Counters go on behind what was restored.
    action(keep_events)([named(NOW)])
    assert Journal.objects.latest("position").position == 1102
    assert Customer.objects.create(since=NOW).pk == 2


def into_an_empty_one(request, migrated, tmp_path):
    """Change to an empty database of the other kind where there is one: from SQLite to PostgreSQL and back."""
    from tests.web.databases import sqlite_at, use

    if connection.vendor == "postgresql":
        file = tmp_path / "other.sqlite3"
        file.write_bytes(migrated.read_bytes())
        use(sqlite_at(file))
    else:
        request.getfixturevalue("postgres_db")


@pytest.mark.parametrize("cut", [10, 500, -30])
def test_a_backup_that_is_cut_off_or_none_restores_nothing(db, tmp_path, cut):
    published(GOOD, NOW)
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    write_backup(whole)
    broken.write_bytes(whole.read_bytes()[:cut])
    with pytest.raises(Refused, match="not empty"):
        read_backup(whole)
    with connection.cursor() as cursor:
        for table in ("activation", "charterversion"):
            cursor.execute(f"DELETE FROM records_{table}")  # noqa: S608 - fixed names
        cursor.execute("DROP TRIGGER journal_no_delete")
        cursor.execute("DELETE FROM records_journal")
    with pytest.raises(Refused, match="no backup"):
        read_backup(broken)
    assert [model for model in tables() if model._base_manager.exists()] == []


@pytest.mark.parametrize("text", [b"", b"no json", b'{"format": "other", "tables": []}\n'])
def test_a_file_that_is_something_else_is_refused(db, tmp_path, text):
    file = tmp_path / "file"
    file.write_bytes(gzip.compress(text))
    with pytest.raises(Refused):
        read_backup(file)
