"""A charter is put in force with its files and its proof, refused with errors, and can be taken back."""

import pytest

from possible.charter import digest
from possible.values import Refused
from possible_web.actions.charters import By, Proof, do_publish_charter, do_roll_back_charter
from possible_web.keeping.charters import charter_in_force, charter_of
from possible_web.keeping.journal import Follower
from possible_web.records.models import Activation, CharterVersion
from tests.web.conftest import GOOD, NOW, ROOT, published

BAD = ROOT / "charters" / "as-it-was"


def test_none_is_in_force_before_one_is_published(any_db):
    with pytest.raises(Refused, match="No charter is in force yet"):
        charter_in_force()


def test_what_is_published_is_what_is_in_force(charter):
    found = charter_in_force()
    assert (found.id, found.digest) == (charter.charter_id, digest(found.charter))
    assert found.charter.company == "Pamplemousse Télécom"
    assert [(row.kind, row.topics) for row in Follower().read()] == [
        ("shell-charter-published", "charter-in-force")
    ]


def test_the_same_charter_is_not_published_twice(charter):
    with pytest.raises(Refused, match="in force already"):
        published(GOOD, NOW)
    assert (CharterVersion.objects.count(), Activation.objects.count()) == (1, 1)


def test_errors_refuse_it_and_a_reason_is_kept_with_it(charter):
    errors = Proof(
        {"error": 1}, ({"rule": "no-loop/x", "place": "charter.yaml:1:1", "message": "A circle."},)
    )
    bad = charter_in_force().charter.with_(company="Other")
    with pytest.raises(Refused, match="finds errors"):
        do_publish_charter(bad, {}, errors, By("Nadia", reason=" "), NOW)
    assert CharterVersion.objects.count() == 1
    made = do_publish_charter(bad, {}, errors, By("Nadia", reason="Only until noon."), NOW)
    assert (made.charter.override, made.charter.errors) == ("Only until noon.", list(errors.errors))


def test_going_back_puts_the_one_before_in_force_and_keeps_the_history(charter):
    with pytest.raises(Refused, match="no charter to go back to"):
        do_roll_back_charter(By("Nadia"), NOW)
    other = published(BAD, NOW)
    assert charter_in_force().id == other.charter_id
    do_roll_back_charter(By("Nadia", reason="It loops."), NOW)
    assert charter_in_force().id == charter.charter_id
    assert charter_of(other.charter_id).digest == other.charter.digest
    history = Activation.objects.values_list("charter_id", "rolled_back", "reason")
    assert list(history) == [
        (charter.charter_id, True, "It loops."),
        (other.charter_id, False, ""),
        (charter.charter_id, False, ""),
    ]
