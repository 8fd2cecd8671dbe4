"""Sessions are kept as Django keeps them: found, changed, gone, over; and written once a request."""

import pytest
from django.contrib.sessions.backends.base import CreateError, UpdateError
from django.contrib.sessions.backends.db import SessionStore as DjangoStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from possible_web.records.models import Customer
from possible_web.signin.sessions import SessionStore


@pytest.fixture
def kept(any_db):
    """Return a session with one thing in it."""
    session = SessionStore()
    session["who"] = "carter"
    session.save()
    return session


def test_what_is_kept_is_found_again_and_by_django_too(kept):
    assert SessionStore(kept.session_key)["who"] == "carter"
    assert DjangoStore(kept.session_key)["who"] == "carter"
    assert len(kept.session_key) == 40
    assert kept.exists(kept.session_key)
    assert not kept.exists("x" * 40)


def test_a_change_is_kept_under_the_same_name(kept):
    again = SessionStore(kept.session_key)
    again["who"] = "lefevre"
    again.save()
    assert SessionStore(kept.session_key)["who"] == "lefevre"
    assert Session.objects.count() == 1


def test_a_session_that_is_over_or_unknown_is_a_new_one(kept):
    Session.objects.update(expire_date=timezone.now())
    for name in (kept.session_key, "x" * 40, "short", None):
        session = SessionStore(name)
        assert session.get("who") is None
        assert session.session_key is None


def test_a_session_that_ended_elsewhere_does_not_come_back(kept):
    again = SessionStore(kept.session_key)
    again["who"] = "lefevre"
    Session.objects.all().delete()
    with pytest.raises(UpdateError):
        again.save()
    assert Session.objects.count() == 0


def test_a_name_that_is_taken_is_not_taken_again(kept):
    other = SessionStore()
    other._session_key = kept.session_key
    with pytest.raises(CreateError):
        other.save(must_create=True)
    assert SessionStore(kept.session_key)["who"] == "carter"


def test_a_session_is_written_once_however_often_it_is_saved(kept):
    with CaptureQueriesContext(connection) as asked:
        kept.save()
        kept["more"] = 1
        kept.save()
        kept.save()
    written = [each["sql"] for each in asked if each["sql"].startswith(("UPDATE", "INSERT"))]
    assert len(written) == 1


def test_who_begins_is_met_and_known_in_one_transaction(any_db, charter):
    browser = Client()
    with CaptureQueriesContext(connection) as asked:
        answer = browser.post("/begin", {"value": "fault", "key": "a" * 22})
    assert answer.status_code == 302
    wanted = ('INTO "records_customer"', 'INTO "django_session"', 'INTO "records_case"')
    said = [each["sql"] for each in asked]
    places = [next(number for number, sql in enumerate(said) if name in sql) for name in wanted]
    assert places == sorted(places)
    ends = [number for number, sql in enumerate(said) if sql.startswith("COMMIT")]
    assert not [end for end in ends if places[0] < end < places[-1]]
    assert browser.get(answer["Location"]).status_code == 200
    assert Customer.objects.count() == 1


def test_whom_the_charter_refuses_leaves_neither_customer_nor_session(any_db, charter):
    browser = Client()
    assert browser.post("/begin", {"value": "no such thing", "key": "a" * 22}).status_code == 409
    assert (Customer.objects.count(), Session.objects.count()) == (0, 0)
