"""The charter for everybody: what it promises, what came of it, what is proved, what changed."""

import json

import yaml

from possible.charter import digest, files_of, read
from possible.check import Subject
from possible.values import money
from possible.values.events import CreditGiven, PromiseBroken, PromiseKept
from possible_web.actions.charters import By, Proof, do_publish_charter
from possible_web.keeping import action, keep_events
from possible_web.records.models import CharterVersion
from tests.web.conftest import GOOD, NOW

DAY = 24 * 3600 * 1000


def events(*made):
    action(lambda: keep_events(made))()


def kept(promise, at):
    return PromiseKept(at=at, case="1", promise=promise, id="x")


def broken(promise, at):
    return PromiseBroken(at=at, case="1", promise=promise, id="x")


def changed(**replaced):
    """Publish the good charter with lines of it replaced."""
    files = {name: text.decode() for name, text in files_of(str(GOOD)).items()}
    for old, new in replaced.pop("lines", ()):
        assert old in files["charter.yaml"]
        files["charter.yaml"] = files["charter.yaml"].replace(old, new)
    charter = read({name: text.encode() for name, text in files.items()})
    proof = replaced.pop("proof", Proof({"error": 0}))
    return do_publish_charter(charter, files, proof, By("Nadia", **replaced), NOW)


def test_each_promise_is_a_sentence_with_what_is_owed_in_both_languages(reader):
    english, french = reader("en"), reader("fr")
    english.open("/charter")
    assert "What we promise you Charter of Pamplemousse Télécom" in english.text
    assert (
        "We call you back before the time that we name (30 min at most). If not, we credit you €5.00. "
        "not yet called upon €5.00" in english.text
    )
    assert "€8.00 a day €240.00 at most" in english.text
    assert (
        "If not, we credit you €32.00 (or 1/5 × what you pay a month, where that is more) a day."
        in english.text
    )
    french.open("/charter")
    assert "Nous vous rappelons avant l’heure que nous indiquons (30 min au plus)." in french.text
    assert "8,00 € par jour 240,00 € au plus" in french.text
    assert "‹" not in english.text + french.text
    assert "⟨" not in english.text + french.text


def test_how_promises_were_kept_comes_from_the_journal_of_thirty_days(reader):
    events(
        kept("repair", NOW - 31 * DAY),
        *(kept("repair", NOW - DAY) for _ in range(1998)),
        broken("repair", NOW - DAY),
        CreditGiven(at=NOW - DAY, case="1", credit="repair", amount=money("8 EUR"), promise="repair"),
    )
    browser = reader("en")
    browser.open("/charter")
    assert "99.9 % 1998 of 1999" in browser.text
    assert "In the last 30 days, promises broken: 1. Credited without being asked: €8.00." in browser.text


def test_lines_prices_remedies_and_the_ladder(reader):
    browser = reader("en")
    browser.open("/charter")
    assert "Customer service +33 1 99 00 00 39" in browser.text
    assert "To wait costs nothing, on no line, from no network." in browser.text
    free = "Nothing to pay if the technician finds a fault in the network, or a fault of the operator&#39;s equipment."
    assert f"A technician’s visit , within 3 days {free} €0.00 to €119.00" in browser.text
    assert (
        "the duty supervisor answers within 1 working day. If not: €2.50 a day, €50.00 at most"
        in browser.text
    )
    assert "Turn, free of charge, to the electronic communications ombudsman after 30 days" in browser.text


def test_what_is_charged_while_waiting_is_not_called_free(reader):
    changed(
        lines=[
            ("  free: {class: free}", "  free: {class: free}\n  dear: {class: premium, per-minute: 0.34 EUR, charged-in: [queue]}"),
            ("phone: +33 1 99 00 00 40\n    tariff: free", "phone: +33 1 99 00 00 40\n    tariff: dear"),
        ]
    )  # fmt: skip
    browser = reader("en")
    browser.open("/charter")
    assert "To wait costs nothing" not in browser.text


def test_the_proof_tells_errors_and_situations_and_never_more_than_check_said(reader):
    browser = reader("en")
    changed(
        lines=[("version: 2026-12-01", "version: 2026-12-02")], proof=Proof({"error": 0, "situations": 4711})
    )
    browser.open("/charter")
    assert "0 errors Checked on 1 December 2025. Situations in which a customer can be: 4711." in browser.text
    assert "Nobody pays to wait proved" in browser.text
    assert "The planned people are enough estimated" in browser.text
    error = {"rule": "free-wait/charged", "place": "charter.yaml:1", "message": "x"}
    changed(
        lines=[("version: 2026-12-01", "version: 2026-12-03")],
        proof=Proof({"error": 1}, (error,)), reason="the old network",
    )  # fmt: skip
    browser.open("/charter")
    assert "Published against the check. Errors: 1. The reason given: the old network" in browser.text
    assert "Nobody pays to wait broken" in browser.text
    assert "0 errors" not in browser.text


def test_situations_are_counted_over_all_worlds():
    subject = Subject(read(files_of(str(GOOD))))
    assert subject.situations == sum(len(subject.graph.web(world).parents) for world in subject.graph.worlds)
    assert subject.situations > len(subject.graph.union().parents)


def test_the_charter_for_programs(reader, charter):
    browser = reader("en")
    text = browser.open("/charter.yaml").content.decode()
    assert text == (GOOD / "charter.yaml").read_text(encoding="utf-8")
    assert yaml.safe_load(text)["company"] == "Pamplemousse Télécom"
    found = json.loads(browser.open("/charter.json").content)
    assert found["digest"] == digest(read(files_of(str(GOOD))))
    assert found["charter"]["promises"]["repair"]["until"] == "restored"
    assert found["checked"]["errors"] == 0
    assert "stories" not in found["charter"]


def test_versions_tell_what_changed_and_whose_answer(reader, charter):
    made = changed(
        lines=[
            (
                "answer: visit, price: 119 EUR, because: fault-at-home",
                "answer: visit, price: 99 EUR, because: fault-at-home",
            )
        ]
    )
    browser = reader("en")
    browser.open("/charter/versions")
    assert browser.text.count("Version of 2026-12-01") == 2
    browser.open(f"/charter/versions/{made.pk}")
    assert "Some customers now get another answer to: technician-visit" in browser.text
    assert "technician-visit.rules.at-home.price was 119 EUR, is 99 EUR" in browser.text
    assert browser.open(f"/charter/versions/{charter.pk}").status_code == 404


def test_a_language_that_is_not_promised_is_not_there(reader):
    browser = reader("en")
    assert browser.open("/charter/in/de").status_code == 404
    assert 'lang="fr">Nous vous rappelons' in browser.open("/charter/in/fr").content.decode()


def test_the_number_of_a_hostile_version_is_escaped(reader):
    CharterVersion.objects.update(override="<script>alert(1)</script>", errors=[{"rule": "x/y"}])
    browser = reader("en")
    assert "<script>alert" not in browser.open("/charter").content.decode()
