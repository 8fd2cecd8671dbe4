"""The lead's page: queues, people, exceptions that become a rule or are explained, the charter and going back."""

import pytest

from possible.charter import read
from possible.check import check
from possible_web.keeping.charters import charter_in_force
from possible_web.records.models import Activation, Departure, Journal, Presence
from tests.web.conftest import NOW, ROOT, published
from tests.web.desk.conftest import act


@pytest.fixture
def nadia(desk_of):
    return desk_of("nadia", "lead", teams=())


@pytest.fixture
def departure(talking, desk_of):
    """Let a supervisor give a free visit where the table had not settled it."""
    ines, contact = talking
    youssef = desk_of("youssef", teams=("supervisors",))
    act(ines, contact, "put", question="pay-later")
    act(ines, contact, "transfer", team="supervisors")
    youssef.post("/desk/presence", {"state": "available"})
    youssef.post(f"/desk/offers/{contact.token}/accept")
    act(youssef, contact, "fact", fact="late-bills", value="4", source="records")
    act(youssef, contact, "fact", fact="fragile", value="no", source="records")
    given = {"question": "pay-later", "answer": "instalments", "price": "0", "reason": "A hospital stay."}
    act(youssef, contact, "exception", **given)
    return Departure.objects.get()


def test_it_shows_who_waits_who_is_there_and_the_charter_with_its_proof(nadia, talking, waiting):
    waiting(anew=True)
    text = nadia.get("/lead").content.decode()
    assert "Ines" in text
    assert "In contact" in text
    assert "Nobody is sent in circles" in text
    assert charter_in_force().digest[:8] in text
    assert text.count('<tr><th scope="row">') >= 8


def test_a_case_gets_another_owner_and_somebody_is_taken_off_the_queue(nadia, talking):
    _, contact = talking
    nadia.post("/lead/owner", {"case": contact.case.reference.lower(), "owner": "nadia"})
    contact.refresh_from_db()
    assert contact.case.owner.name == "nadia"
    assert (
        "Nobody here is called"
        in nadia.post(
            "/lead/owner", {"case": contact.case.reference, "owner": "x"}, follow=True
        ).content.decode()
    )
    nadia.post("/lead/presence", {"agent": "ines"})
    assert Presence.objects.get().body["open"] is False


def test_an_exception_becomes_a_rule_that_check_proves(nadia, departure):
    assert (departure.said["answer"], departure.said["rows"]) == ("no", ["often"])
    assert "A hospital stay." in nadia.get("/lead").content.decode()
    text = nadia.get(f"/lead/exceptions/{departure.pk}/rule", {"because": "needs-care"}).content.decode()
    new = f"<ins>+       - {{id: instalments-{departure.case.reference.lower()}, when: {{late-bills: 4, fragile: no}}, answer: instalments, price: 0 EUR, because: needs-care}}</ins>"
    assert new in text
    assert "<del>−       - {id: often," in text
    assert "Checked: 0 errors." in text
    file = nadia.get(f"/lead/exceptions/{departure.pk}/charter.yaml", {"because": "needs-care"})
    assert file.headers["Content-Disposition"] == 'attachment; filename="charter.yaml"'
    folder = ROOT / "charters" / "cest-possible"
    files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.yaml")}
    changed = read({**files, "charter.yaml": file.content})
    assert [found for found in check(changed) if found.level == "error"] == []
    rows = [row.id for row in changed.questions["pay-later"].rules]
    assert rows == [f"instalments-{departure.case.reference.lower()}", "first", "fragile", "often"]


def test_only_the_facts_that_mattered_are_tested(nadia, departure):
    text = nadia.get(
        f"/lead/exceptions/{departure.pk}/rule", {"because": "needs-care", "fact": "fragile"}
    ).content.decode()
    assert "when: {fragile: no}, answer: instalments" in text
    assert "<del>−       - {id: often," in text
    assert "Checked: 0 errors." in text


def test_a_review_needs_a_verdict_and_a_word_and_happens_once(nadia, departure):
    address = f"/lead/exceptions/{departure.pk}"
    assert "Say why" in nadia.post(address, {"verdict": "explained"}, follow=True).content.decode()
    assert (
        "becomes a rule"
        in nadia.post(address, {"verdict": "x", "explanation": "y"}, follow=True).content.decode()
    )
    nadia.post(address, {"verdict": "explained", "explanation": "Once only."})
    assert (
        "reviewed meanwhile"
        in nadia.post(address, {"verdict": "rule", "explanation": "z"}, follow=True).content.decode()
    )
    departure.refresh_from_db()
    assert (departure.verdict, departure.explanation, departure.closed_by.name) == (
        "explained",
        "Once only.",
        "nadia",
    )
    assert Journal.objects.filter(kind="shell-exception-reviewed").count() == 1
    assert "A hospital stay." not in nadia.get("/lead").content.decode()
    assert nadia.get("/lead/exceptions/99/rule").status_code == 404


def test_going_back_needs_a_reason_and_the_charter_that_was_looked_at(nadia, any_db, charter):
    bad = published(ROOT / "charters" / "as-it-was", NOW)
    assert "Go back to the version before" in nadia.get("/lead").content.decode()
    assert (
        "Say why"
        in nadia.post("/lead/charter/roll-back", {"activation": bad.pk}, follow=True).content.decode()
    )
    late = {"activation": charter.pk, "reason": "It loops."}
    assert "meanwhile" in nadia.post("/lead/charter/roll-back", late, follow=True).content.decode()
    nadia.post("/lead/charter/roll-back", {"activation": bad.pk, "reason": "It loops."})
    newest = Activation.objects.first()
    assert (newest.charter_id, newest.rolled_back, newest.reason, newest.who) == (
        charter.charter_id,
        True,
        "It loops.",
        "Nadia",
    )
