"""Search: by beginnings of words, without accents, in step with every write and every taking back."""

import pytest
from django.db import transaction

from possible_web.actions import contacts
from possible_web.keeping.finding import found, words_of
from possible_web.records.models import Customer, Identity, Message


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
