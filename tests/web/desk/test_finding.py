"""Search: by beginnings of words, without accents, in step with every write and every taking back."""

from importlib import import_module

import pytest
from django.db import connection, transaction

from possible_web.actions import contacts
from possible_web.actions.people import Newcomer, do_add_staff
from possible_web.keeping.finding import MOST, Hit, found, words_of
from possible_web.records.models import Customer, Identity, Message, Note


@pytest.fixture
def case(any_db, charter, now):
    customer = Customer.objects.create(name="Mme Lefèvre-Ünal", language="fr", since=now)
    Identity.objects.create(customer=customer, kind="mail", value="lefevre@exemple.fr", said_at=now)
    return contacts.do_begin_contact(customer, contacts.Arrival("chat", "fr"), now).case


def said(case, text, now, key="key-of-a-message"):
    return Message.objects.create(key=key, case=case, by="customer", text=text, at=now, language="fr")


def kinds(text):
    return [hit.kind for hit in found(text)]


def test_words_are_found_by_their_beginning_without_accents(case, now):
    said(case, "Le décodeur clignote 🎉 depuis hier", now)
    assert kinds("DECOD") == ["message"]
    assert kinds("clignote decodeur") == ["message"]
    assert kinds("codeur") == []
    assert sorted(kinds("lefèvre")) == ["customer", "identity"]
    assert kinds("exemple.fr") == ["identity"]
    assert kinds(case.reference.lower()) == ["case"]
    assert found("décodeur")[0].case == case.pk
    assert found("unal")[0].customer == case.customer_id


def test_the_index_follows_what_is_changed_erased_and_rolled_back(case, now):
    row = said(case, "mot secret", now)
    row.text = "autre chose"
    row.save()
    assert (kinds("secret"), kinds("autre")) == ([], ["message"])
    with transaction.atomic():
        said(case, "jamais dit", now, "key-of-another")
        transaction.set_rollback(True)
    assert kinds("jamais") == []
    row.delete()
    assert kinds("autre") == []


@pytest.mark.parametrize(
    "text", ["", "  ", '"', "* OR", "a' & ! | b:*", "(((", "\x00", "🎉", "x" * 5000, "NEAR/2 AND NOT"]
)
def test_no_text_is_a_query_that_fails(case, text):
    assert isinstance(found(text), list)
    assert len(words_of(text)) <= 8


def test_each_kind_of_row_is_found_with_its_case_or_its_customer_the_newest_first(case, now):
    ines = do_add_staff(Newcomer("i@p.example", "ines", "Inès", "agent", ("tv",), ("fr",)), now)
    customer = case.customer_id
    Customer.objects.filter(pk=customer).update(name="Quince")
    type(case).objects.filter(pk=case.pk).update(problem="quince")
    address = Identity.objects.create(customer_id=customer, kind="mail", value="quince@x.fr", said_at=now)
    message = said(case, "a quince", now)
    note = Note.objects.create(key="key-of-a-note", case=case, staff=ines, text="quince", at=now)
    assert sorted(found("quince"), key=lambda hit: hit.kind) == [
        Hit("case", case.pk, case.pk, None),
        Hit("customer", customer, None, customer),
        Hit("identity", address.pk, None, customer),
        Hit("message", message.pk, case.pk, None),
        Hit("note", note.pk, case.pk, None),
    ]
    later = [said(case, f"medlar {number}", now, f"key-{number}").pk for number in range(MOST + 5)]
    assert [hit.row for hit in found("medlar")] == later[::-1][:MOST]


lean = import_module("possible_web.records.migrations.0062_found_lean")


def words_of_index(table):
    """Return every word of an index, with the entry and the place where it stands; SQLite checks it too."""
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table}({table}) VALUES ('integrity-check')")  # noqa: S608
        cursor.execute(f"CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, {table}, instance)")
        cursor.execute("SELECT term, doc, offset FROM temp.words ORDER BY doc, offset")
        found_ = cursor.fetchall()
        cursor.execute("DROP TABLE temp.words")
    return found_


def anew():
    """Return the words of an index that is made from the tables as they are now."""
    with connection.cursor() as cursor:
        cursor.execute(lean.TABLE.replace("records_found", "another"))
        for statement in lean.filling("another"):
            cursor.execute(statement)
    words = words_of_index("another")
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE another")
    return words


def test_the_index_of_sqlite_keeps_no_words_and_forgets_what_it_was_told(db, charter, now):
    ines = do_add_staff(Newcomer("i@p.example", "ines", "Inès", "agent", ("tv",), ("fr",)), now)
    customers = [Customer.objects.create(name=f"Émile {n}", language="fr", since=now) for n in range(3)]
    addresses = [
        Identity.objects.create(customer=customers[0], kind="mail", value=f"{n}@x.fr", said_at=now)
        for n in "abc"
    ]
    case = contacts.do_begin_contact(customers[0], contacts.Arrival("chat", "fr"), now).case
    messages = [said(case, f"Ça cloche\x00 {n} 🎉 déjà", now, f"key-{n}") for n in range(3)]
    notes = [
        Note.objects.create(key=f"n{n}", case=case, staff=ines, text=f"note {n}", at=now) for n in range(3)
    ]
    assert len(anew()) > 20
    assert words_of_index("records_found") == anew()
    for rows, name in ((customers, "name"), (addresses, "value"), (messages, "text"), (notes, "text")):
        setattr(rows[1], name, "Tout AUTRE chose")
        rows[1].save()
        setattr(rows[1], name, "ni l’un ni l’autre")
        rows[1].save()
        rows[2].delete()
        assert words_of_index("records_found") == anew()
    type(case).objects.filter(pk=case.pk).update(problem="télé muette", reference="ZZZZZZ")
    assert words_of_index("records_found") == anew()
    type(customers[1]).objects.bulk_create(
        [Customer(pk=customers[1].pk, token="t", name="encore un autre", language="fr", since=now)],
        update_conflicts=True, unique_fields=["pk"], update_fields=["name"],
    )  # fmt: skip
    assert words_of_index("records_found") == anew()
    assert ("encore", customers[1].pk * 8 + 2, 0) in anew()
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE name LIKE 'records_found%' ORDER BY name")
        assert [name for (name,) in cursor.fetchall()] == [
            "records_found", "records_found_config", "records_found_data", "records_found_idx",
        ]  # fmt: skip
