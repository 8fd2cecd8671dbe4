"""Prepared queries and statements say what the ORM says, on both databases."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from possible_web.keeping.upserts import change, made, made_unless_there
from possible_web.records.models import Account, Case, CharterVersion, Contact, Customer, Message, Staff
from possible_web.records.prepared import Prepared

NOW = 1_764_580_000_000


@pytest.fixture
def cases(any_db, charter, now):
    """Give three cases of two customers, one with an owner, with a message each and one contact."""
    account = Account.objects.create(email="ines@example.org", name="Inès")
    owner = Staff.objects.create(account=account, name="ines", shown_name="Inès", role="agent", teams=["tv"])
    made_ = []
    for number, name in enumerate(("Carter", "Carter", "Émile")):
        customer, _ = Customer.objects.get_or_create(name=name, defaults={"since": now, "known": {"a": 1}})
        case = Case.objects.create(
            reference=f"REF{number}", customer=customer, charter_id=CharterVersion.objects.get().pk,
            owner=owner if number == 0 else None, language="en", opened_at=now, changed_at=now + number,
            state={"facts": {"service": "tv"}, "number": number},
        )  # fmt: skip
        Message.objects.create(key=f"k{number}", case=case, by="customer", language="en", text="?", at=now)
        made_.append(case)
    Contact.objects.create(
        token="t", case=made_[0], customer=made_[0].customer, line="chat", channel="chat", language="en",
        outward=True, arrived_at=now,
    )  # fmt: skip
    return made_


def values_of(row):
    """Return all that an object holds, and what is joined to it."""
    known = row._state.fields_cache
    there = {field.name: known[field.name] for field in row._meta.concrete_fields if field.name in known}
    joined = {name: values_of(other) for name, other in there.items() if other is not None}
    missing = {name for name, other in there.items() if other is None}
    own = {name: value for name, value in vars(row).items() if not name.startswith("_")}
    return own, joined, missing


def same(query, *values):
    prepared = Prepared(query)
    for _ in range(2):
        assert [values_of(row) for row in prepared(*values)] == [values_of(row) for row in query(*values)]


def test_rows_are_those_of_the_orm_with_what_is_joined_to_them(cases):
    same(lambda one: Case.objects.filter(pk=one), cases[0].pk)
    same(lambda one: Case.objects.filter(pk=one).select_related("customer", "owner__account"), cases[0].pk)
    same(lambda one: Case.objects.filter(pk=one).select_related("customer", "owner"), cases[1].pk)
    same(lambda name: Case.objects.filter(customer__name=name).order_by("-changed_at"), "Carter")
    same(lambda token: Contact.objects.filter(token=token).select_related("case__customer"), "t")
    same(lambda name: Staff.objects.filter(name=name).select_related("account"), "ines")


def test_rows_with_less_and_more_than_their_own_are_those_of_the_orm(cases):
    def query(customer):
        rows = Case.objects.filter(customer=customer).select_related("customer")
        return rows.only("reference", "customer__name").annotate(facts=F("state__facts")).order_by("pk")

    found = Prepared(query)(cases[0].customer_id)
    assert [row.reference for row in found] == ["REF0", "REF1"]
    assert [row.facts for row in found] == [{"service": "tv"}] * 2
    assert found[0].get_deferred_fields() == query(cases[0].customer_id)[0].get_deferred_fields()
    assert found[0].customer.name == "Carter"
    assert found[0].state == {"facts": {"service": "tv"}, "number": 0}  # what was left out is read later


def test_values_and_tuples_are_those_of_the_orm(cases):
    flat = Prepared(lambda some: Case.objects.filter(pk__in=some).order_by("pk").values_list("pk", flat=True))
    pairs = Prepared(lambda by: Message.objects.filter(by=by).order_by("pk").values_list("key", "read_at"))
    assert flat([case.pk for case in cases]) == [case.pk for case in cases]
    assert pairs("customer") == [("k0", None), ("k1", None), ("k2", None)]


@pytest.mark.parametrize("length", [1, 2, 4, 5, 16, 17, 255, 256, 257, 400])
def test_a_list_of_any_length_is_sought(cases, length):
    numbers = [case.pk for case in cases]
    others = [*range(10_000, 10_000 + length - 1), numbers[1]]
    prepared = Prepared(lambda some: Case.objects.filter(pk__in=some))
    assert [row.pk for row in prepared(others)] == [numbers[1]]
    assert [row.pk for row in prepared(set(others))] == [numbers[1]]


def test_an_empty_list_finds_nothing_and_asks_nobody(cases):
    prepared = Prepared(lambda some: Case.objects.filter(pk__in=some))
    with CaptureQueriesContext(connection) as asked:
        assert prepared([]) == []
    assert len(asked) == 0


def test_the_orm_writes_a_query_once_for_each_shape_of_its_values(cases):
    asked = []

    def query(some, language):
        asked.append(len(some))
        return Case.objects.filter(pk__in=some, language=language)

    prepared = Prepared(query)
    for some in ([1], [2], [1, 2, 3], [1, 2, 3, 4], [7]):
        prepared(some, "en")
    assert asked == [1, 4]


def test_the_first_is_the_first_or_none(cases):
    prepared = Prepared(lambda name: Case.objects.filter(customer__name=name).order_by("-pk")[:1])
    assert prepared.first("Carter") == cases[1]
    assert prepared.first("Nobody") is None


@pytest.mark.parametrize(
    "query",
    [
        lambda text: Case.objects.filter(reference__icontains=text),
        lambda text: Case.objects.all(),
        lambda text: Case.objects.filter(reference=text).prefetch_related("messages"),
        lambda text: Case.objects.filter(reference=text).values("pk"),
    ],
    ids=["a value that is changed", "one that is not used", "rows read later", "rows as mappings"],
)
def test_what_cannot_be_prepared_is_refused_at_once(cases, query):
    with pytest.raises(TypeError):
        Prepared(query)("REF0")


def test_rows_are_locked_in_a_transaction_only(cases):
    prepared = Prepared(lambda number: Case.objects.select_for_update().filter(pk=number))
    with transaction.atomic():
        assert prepared(cases[0].pk) == [cases[0]]
    with pytest.raises(TransactionManagementError):
        prepared(cases[0].pk)


# ---- and what is written ------------------------------------------------------------------------------------


def test_a_row_that_is_made_is_as_if_saved(cases):
    by_hand, saved = (
        Customer(name=name, since=NOW, known={"é": [1, None]}, language="fr") for name in ("one", "two")
    )
    assert made(by_hand) is by_hand
    saved.save()
    read, other = Customer.objects.get(pk=by_hand.pk), Customer.objects.get(pk=saved.pk)
    assert values_of(by_hand) == values_of(read)
    alone = {"id": 0, "token": "", "name": ""}
    assert values_of(read)[0] | alone == values_of(other)[0] | alone
    by_hand.name = "three"
    by_hand.save()  # it is not new any more: no second row
    assert Customer.objects.filter(token=by_hand.token).count() == 1


def test_a_row_that_is_there_is_not_made_again(cases):
    there = cases[0].customer
    again = Customer(name="again", since=NOW, token=there.token)
    assert not made_unless_there(again, "token")
    assert again.pk is None
    assert Customer.objects.get(token=there.token).name == there.name
    with pytest.raises(IntegrityError), transaction.atomic():
        made(again)


def test_only_rows_that_are_as_was_said_are_changed(cases):
    case = cases[0]
    assert change(Case, {"id": case.pk, "version": 2}, {"team": "tv"}) == 0
    assert change(Case, {"id": case.pk, "version": 1}, {"team": "tv", "owner_id": None, "state": {}}) == 1
    case.refresh_from_db()
    assert (case.team, case.owner, case.state) == ("tv", None, {})
    assert Case.objects.filter(team="tv").count() == 1
